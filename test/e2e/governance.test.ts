import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachHost } from '../support/hosts.ts';
import { accessibilityProblems, openSampleCompany, show, tab, untilQuiet, untilTitle } from '../support/page.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

/** Where pictures of the view go, for people; none are taken without it. */
const PICTURES = process.env.TOKENWRIGHT_PICTURES;
const METRICS = `date,metric,value,dimension
2026-09,resolved_ticket,900,
2026-10,resolved_ticket,1000,
2026-10,revenue_usd,100000,
2026-10,resolved_ticket,many,
`;

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Where this comes from' });
const inCents = (text: string): number => Math.round(Number(text.replaceAll(',', '')) * 100);

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

onEachHost('value, budgets and bridges in the window', { timeout: 240_000 }, (host) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await host.open();
    await openSampleCompany(workbench.page);
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('joins a business-metric file with the spend: cost of one, margin, return', async () => {
    const { page } = workbench;
    await show(page, 'Explore');
    await tab(page, 'What it buys');
    await page.getByRole('table', { name: 'What one of each costs' }).getByText('Million tokens').waitFor();
    const file = join(await temporaryFolder(), 'metrics.csv');
    await writeFile(file, METRICS);
    await page.getByTestId('metric-file').setInputFiles([file]);
    await page.getByText('metrics.csv: 1 row was refused').waitFor();
    await untilQuiet(page);
    const units = page.getByRole('table', { name: 'What one of each costs' });
    const ticket = units.getByRole('row', { name: /resolved ticket/ });
    await ticket.getByRole('button').nth(1).click();
    await inspector(page).getByText('Sep 2026', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: /^Revenue in USD/ }).selectOption('revenue_usd');
    await page
      .getByRole('table', { name: 'Margin by month' })
      .getByRole('button', { name: /^100,000\.00$/ })
      .waitFor();
    await page.getByRole('combobox', { name: /^What brings the benefit/ }).selectOption('resolved_ticket');
    await page.getByText('Say how many minutes each of them saves').waitFor();
    const minutes = page.getByRole('textbox', { name: 'Saves, each' });
    await minutes.fill('10');
    await minutes.press('Enter');
    const hour = page.getByRole('textbox', { name: 'An hour costs' });
    await hour.fill('900');
    await hour.press('Enter');
    await untilQuiet(page);
    // 1,900 tickets of 10 minutes at 900 USD an hour
    await page.getByRole('button', { name: /^Resolved ticket brought 285.k.USD for .* a return of/ }).click();
    await inspector(page).getByText('Benefit, USD', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await picture(page, 'value');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('shows a budget with its marks without scrolling sideways at 1280', async () => {
    const { page } = workbench;
    await show(page, 'Budgets');
    await untilTitle(page, /AI budget 2027/);
    const table = page.getByRole('table', { name: 'Budgets' });
    for (const name of ['Owner', '50.% on', '80.% on', '100.% on', '1 in 5 by']) {
      await table.getByRole('columnheader', { name: new RegExp(`^${name}`, 'u') }).waitFor();
    }
    const beyond = await page
      .getByRole('group', { name: 'Budgets, table' })
      .evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    await picture(page, 'budgets');
  });

  it('shares a cost by fixed shares that stay whole, refuses a circle, and ties', async () => {
    const { page } = workbench;
    await tab(page, 'Showback');
    await page.getByRole('combobox', { name: 'Cost centres' }).selectOption('project');
    await untilQuiet(page);
    const showback = page.getByRole('table', { name: 'Showback' });
    await showback.getByText('proj_support_chat').waitFor();
    for (const name of ['platform', 'security']) {
      await page.getByRole('textbox', { name: 'Name of a shared cost' }).fill(name);
      await page.getByRole('button', { name: 'Add a shared cost', exact: true }).click();
      await page.getByRole('combobox', { name: `How ${name} is shared` }).waitFor();
    }
    const rule = page.locator('.shared-cost').filter({ hasText: 'platform' }).first();
    await rule.getByRole('combobox', { name: 'How platform is shared' }).selectOption('fixed');
    await rule.locator('summary').click();
    const share = rule.getByRole('textbox', { name: 'Share of proj_support_chat' });
    await share.fill('50%');
    await share.press('Enter');
    expect(await share.inputValue()).toBe('50 %');
    const shares = await rule
      .getByRole('textbox', { name: /^Share of/ })
      .evaluateAll((fields) => fields.map((field) => Number.parseFloat((field as HTMLInputElement).value)));
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(100, 1);
    // The platform passes a part on to security, so security cannot pass one back.
    await rule.getByRole('checkbox', { name: 'security' }).check();
    const other = page.locator('.shared-cost').nth(1);
    await other.locator('summary').click();
    await other.getByRole('checkbox', { name: 'platform' }).click();
    await other.getByText('Shared costs go round in a circle: platform -> security -> platform.').waitFor();
    await untilQuiet(page);
    const [cells, total] = await Promise.all([
      showback.locator('tbody td:nth-child(4)').allTextContents(),
      showback.locator('tfoot td').nth(3).textContent(),
    ]);
    expect(cells.reduce((sum, text) => sum + inCents(text), 0)).toBe(inCents(total ?? ''));
    await picture(page, 'showback');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('bridges from last month to a scenario, and from the budget, opened to cost centre and model', async () => {
    const { page } = workbench;
    await show(page, 'Scenarios');
    await tab(page, 'Tidy up');
    await tab(page, 'Bridge');
    await page.getByRole('heading', { name: /^From Oct 2026 to Tidy up, by what changed, over 12 months/ }).waitFor();
    await page.getByRole('combobox', { name: /^Bridge from/ }).selectOption('budget:fy27');
    await page.getByRole('heading', { name: /^From AI budget 2027 to Tidy up/ }).waitFor();
    const parts = page.getByRole('table', { name: 'The bridge by part' });
    const [cells, total] = await Promise.all([
      parts.locator('tbody td:nth-child(3)').allTextContents(),
      parts.locator('tfoot td').nth(2).textContent(),
    ]);
    expect(cells.length).toBeGreaterThan(3);
    expect(cells.reduce((sum, text) => sum + inCents(text), 0)).toBe(inCents(total ?? ''));
    await parts.locator('tbody').getByRole('button').first().click();
    await inspector(page)
      .getByText(/each effect is the mean over all orders/)
      .waitFor();
    await page.keyboard.press('Escape');
    await picture(page, 'bridge');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('bridges what the scope on top names, and says why a budget cannot be divided', async () => {
    const { page } = workbench;
    await show(page, 'Explore');
    await tab(page, 'Table');
    await page.getByRole('button', { name: 'gpt-5.2' }).first().click();
    await show(page, 'Scenarios');
    await tab(page, 'Bridge');
    await page
      .getByRole('heading', { name: /^From Oct 2026 to Tidy up, by what changed, over 12 months, for \S*gpt-5\.2/ })
      .waitFor();
    const parts = page.getByRole('table', { name: 'The bridge by part' });
    expect(new Set(await parts.locator('tbody td:nth-child(2)').allTextContents())).toEqual(new Set(['gpt-5.2']));
    await page.getByRole('combobox', { name: /^Bridge from/ }).selectOption('budget:fy27');
    await page.getByText(/a budget has one amount for its own scope and cannot be divided/).waitFor();
  });

  it('wrote no error to the console', () => {
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});
