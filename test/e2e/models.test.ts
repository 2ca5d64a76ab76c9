import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachHost } from '../support/hosts.ts';
import { accessibilityProblems, tab, untilTitle } from '../support/page.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

const CLAUDE_USAGE = join(root, 'samples/claude_api_tokens_2025-08-01_2026-10-31.csv');
const OPENAI_USAGE = join(root, 'samples/openai_completions_usage_2025-08-01_2026-10-31.csv');
/** A busy machine computes plans and draws candidates slowly. */
const PATIENCE_MILLISECONDS = 90_000;
/** Where pictures of the view go, for people; none are taken without it. */
const PICTURES = process.env.TOKENWRIGHT_PICTURES;

/** Leaves the field that has the focus, so that keys reach the workbench. */
const leaveField = (page: Page): Promise<void> =>
  page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });

onEachHost('a planner who weighs models', { timeout: 240_000 }, (host) => {
  let workbench: Workbench;
  let page: Page;
  /** Addresses that the host could not answer: the console names none. */
  const missing: string[] = [];

  beforeAll(async () => {
    workbench = await host.open();
    ({ page } = workbench);
    page.setDefaultTimeout(PATIENCE_MILLISECONDS);
    page.on('response', (response) => {
      if (response.status() >= 400) missing.push(response.url());
    });
    await page.getByTestId('file-picker').setInputFiles([OPENAI_USAGE, CLAUDE_USAGE]);
    await untilTitle(page, /rows from/);
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /Models/ })
      .click();
    await page.getByRole('table', { name: 'Quality and price of models' }).waitFor();
  }, 240_000);

  afterAll(async () => {
    await workbench.close();
  });

  it('finds rows of the table by F and typing, and shows all again by Escape', async () => {
    const table = page.getByRole('table', { name: 'Quality and price of models' });
    const all = await table.getAttribute('aria-rowcount');
    await leaveField(page);
    await page.keyboard.press('f');
    await page.keyboard.type('sonnet');
    await page.getByText(/^\d+ of \d+ rows$/).waitFor();
    const models = await table.locator('tbody tr td:first-child').allTextContents();
    expect(models.length).toBeGreaterThan(0);
    expect(models.filter((name) => name !== '' && !name.includes('sonnet'))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      (count) =>
        document.querySelector('table[aria-label="Quality and price of models"]')?.getAttribute('aria-rowcount') ===
        count,
      all,
    );
    await leaveField(page);
  });

  it('filters the results and keeps the effort of each in sight', async () => {
    await page.getByLabel('Benchmark').selectOption('gpqa-diamond');
    await page.getByRole('columnheader', { name: /gpqa-diamond/ }).waitFor();
    await page.getByLabel('Filter models').fill('opus');
    const table = page.getByRole('table', { name: 'Quality and price of models' });
    await table
      .getByRole('button', { name: /claude-opus/ })
      .first()
      .waitFor();
    const models = await table.locator('tbody tr td:first-child').allTextContents();
    expect(models.filter((name) => name !== '').every((name) => name.includes('opus'))).toBe(true);
    await page.getByLabel('Filter models').fill('');
    expect(await page.getByLabel('Effort').locator('option').count()).toBeGreaterThan(2);
  });

  it('sees what a mistake costs and where the ranking turns', async () => {
    const field = page.getByLabel('Price of a mistake');
    await field.fill('2');
    await field.press('Enter');
    const table = page.getByRole('table', { name: 'Quality and price of models' });
    await table.locator('tbody tr').first().waitFor();
    const expected = await table.locator('tbody tr td:nth-child(8)').allTextContents();
    expect(expected.some((text) => /\d/.test(text))).toBe(true);
    await field.fill('-1');
    await field.press('Enter');
    await page.getByText('A mistake costs nothing or more.').waitFor();
    await field.press('Escape');
    await leaveField(page);
  });

  it('opens a result to its source and licence', async () => {
    const table = page.getByRole('table', { name: 'Quality and price of models' });
    await table.locator('tbody tr td button.door').first().click();
    const inspector = page.getByRole('complementary', { name: 'Where this comes from' });
    await inspector.getByText('Licence').waitFor();
    expect(await inspector.textContent()).toContain('epoch.ai');
    await page.keyboard.press('Escape');
    await page.getByText('CC BY 4.0').first().waitFor();
  });

  it('makes a swap candidate a lever with one click, and takes it back', async () => {
    await tab(page, 'Swap candidates');
    const table = page.getByRole('table', { name: 'Swap candidates' });
    await table
      .getByRole('button', { name: /^Make a lever of / })
      .first()
      .waitFor();
    const chances = await table.locator('tbody tr td:nth-child(2)').allTextContents();
    const numbers = chances.filter((text) => text !== '').map((text) => Number.parseFloat(text));
    expect(numbers).toEqual(numbers.toSorted((left, right) => right - left));
    // A model without a score is offered as well, and says so; a switch takes those away.
    await table.getByText('quality unknown: no score on this benchmark').first().waitFor();
    await page
      .getByRole('switch', { name: 'Models of unknown quality' })
      .or(page.getByLabel('Models of unknown quality'))
      .first()
      .setChecked(false, { force: true });
    await table.getByText('quality unknown: no score on this benchmark').first().waitFor({ state: 'detached' });
    await table
      .getByRole('button', { name: /^Make a lever of / })
      .first()
      .click();
    await page.getByText(/is a lever of Scenario 1 now/).waitFor();
    await page.keyboard.press('4');
    await page
      .getByText(/Move .* to .* from/)
      .first()
      .waitFor();
    await page.keyboard.press('Control+z');
    await page
      .getByText(/Move .* to .* from/)
      .first()
      .waitFor({ state: 'detached' });
    await page.keyboard.press('5');
  });

  it('sees the steps of a price with their sources', async () => {
    await tab(page, 'Price history');
    const field = page.getByRole('combobox', { name: 'Model' });
    await field.fill('google/gemini-3.6-flash');
    await field.press('Enter');
    const steps = page.getByRole('table', { name: 'Price steps' });
    await steps.getByText('2027-01-01').first().waitFor();
    expect(await steps.textContent()).toContain('0.75');
    await leaveField(page);
  });

  it('enters a rate of its own: the total follows, a rate per thousand is refused, undo brings the list back', async () => {
    await page.keyboard.press('1');
    const total = page.locator('.figure-tile', { hasText: /Computed/i }).first();
    await total.waitFor();
    const before = await total.textContent();
    await page.keyboard.press('5');
    await tab(page, 'Prices');
    const form = page.getByRole('group', { name: 'A new rate' });
    await form.getByRole('combobox', { name: 'Model' }).fill('openai/gpt-5.2');
    await form.getByRole('combobox', { name: 'Model' }).press('Enter');
    const amount = form.getByLabel('New rate, USD per 1 M tokens');
    await amount.fill('0.00175');
    await amount.press('Enter');
    await form.getByRole('button', { name: 'Add the rate' }).click();
    await page.getByText('Is it per 1,000 tokens?').waitFor();
    await amount.fill('1');
    await amount.press('Enter');
    await form.getByRole('button', { name: 'Add the rate' }).click();
    await page.getByRole('group', { name: 'Own rate 1' }).waitFor();
    await page
      .getByText(/own corrections/)
      .first()
      .waitFor();
    await leaveField(page);
    await page.keyboard.press('1');
    await page.waitForFunction(
      (text) => [...document.querySelectorAll('.figure-tile')].every((tile) => tile.textContent !== text),
      before,
    );
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      (text) => [...document.querySelectorAll('.figure-tile')].some((tile) => tile.textContent === text),
      before,
    );
  });

  it('takes a contract and a price file, and says which rows of the file it refused', async () => {
    await page.keyboard.press('5');
    await tab(page, 'Prices');
    await page.getByRole('button', { name: 'Add a contract' }).click();
    const contract = page.getByRole('group', { name: 'Contract 1' });
    const discount = contract.getByLabel('Discount');
    await discount.fill('20 %');
    await discount.press('Enter');
    await page
      .getByRole('table', { name: 'Rates in use' })
      .getByText(/contract, 20 % off/)
      .first()
      .waitFor();
    const file = join(await temporaryFolder(), 'rates.csv');
    await writeFile(file, 'provider,model,class,usd_per_mtok\nopenai,gpt-5.2,input,1.5\nopenai,gpt-5.2,output,0.014\n');
    await page.getByTestId('rates-picker').setInputFiles(file);
    await page.getByText('rates.csv: 1 row not taken over').waitFor();
    await page.getByText(/Line 3: .*Is it per 1,000 tokens\?/).waitFor();
    await page.getByRole('group', { name: 'Own rate 1' }).waitFor();
  });

  it('adds results of its own evaluation beside the published ones', async () => {
    const file = join(await temporaryFolder(), 'support-eval.csv');
    await writeFile(
      file,
      'model,benchmark,score,unit,effort\ngpt-5.2,our support set,91,percent,high\nclaude-opus-4-8,our support set,94,percent,high\ngpt-5.2,our other set,5,,\n',
    );
    await page.getByTestId('scores-picker').setInputFiles(file);
    await page.getByText(/Line 4: a score without a unit cannot be compared/).waitFor();
    await tab(page, 'Quality and cost');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('option')].some((option) => option.textContent === 'our support set'),
    );
    await page.getByLabel('Benchmark').selectOption('our support set');
    await page.getByRole('columnheader', { name: /our support set/ }).waitFor();
  });

  it('is accessible in every tab, light and dark', { timeout: 180_000 }, async () => {
    await page.getByLabel('Benchmark').selectOption('gpqa-diamond');
    await page.getByRole('columnheader', { name: /gpqa-diamond/ }).waitFor();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const name of ['Quality and cost', 'Swap candidates', 'Price history', 'Prices']) {
        await tab(page, name);
        await page.waitForTimeout(700);
        expect(await accessibilityProblems(page), `${name}, ${scheme}`).toEqual([]);
        if (PICTURES === undefined) continue;
        await mkdir(PICTURES, { recursive: true });
        for (const [width, height] of [
          [1280, 800],
          [1920, 1080],
        ] as const) {
          await page.setViewportSize({ width, height });
          await page.waitForTimeout(500);
          await page.screenshot({ path: join(PICTURES, `${name}-${scheme}-${String(width)}.png`) });
        }
      }
    }
  });

  it('wrote no error to the console and asked nobody outside', () => {
    expect(missing).toEqual([]);
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});
