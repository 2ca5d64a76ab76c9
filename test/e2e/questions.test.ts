import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachHost } from '../support/hosts.ts';
import { hourlyUsage } from '../support/hourlyUsage.ts';
import { accessibilityProblems, openSampleCompany, show, tab, untilQuiet, untilTitle } from '../support/page.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

/** Where pictures of the view go, for people; none are taken without it. */
const PICTURES = process.env.TOKENWRIGHT_PICTURES;
const details = (page: Page) => page.getByRole('region', { name: 'Details' });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Where this comes from' });

/** Opens the sentence that answers a question and waits for a line of its inputs. */
async function opensTo(page: Page, sentence: RegExp, line: string): Promise<void> {
  await details(page).getByRole('button', { name: sentence }).click();
  await inspector(page).getByText(line, { exact: true }).waitFor();
  await page.keyboard.press('Escape');
}

onEachHost('questions to a scenario in the window', { timeout: 240_000 }, (host) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await host.open();
    const { page } = workbench;
    await openSampleCompany(page);
    const hourly = join(await temporaryFolder(), 'hourly.csv');
    await writeFile(hourly, hourlyUsage());
    await page.getByTestId('file-picker').setInputFiles([hourly]);
    await page.getByText('hourly.csv').first().waitFor();
    await untilQuiet(page);
    await show(page, 'Scenarios');
    await untilTitle(page, /Tidy up saves/);
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('seeks the batch share that holds the year, with the keyboard, and sets it as one step', async () => {
    const { page } = workbench;
    await tab(page, 'Goal seek');
    await page
      .getByRole('combobox', { name: 'Which value of' })
      .selectOption({ label: 'Run as batch (proj_marketing): work that can wait' });
    await page.getByRole('combobox', { name: 'holds' }).selectOption({ label: 'Fiscal year 2027' });
    const goal = page.getByRole('textbox', { name: 'at', exact: true });
    await goal.fill('1k');
    await goal.press('Enter');
    await page.getByRole('button', { name: 'Seek', exact: true }).focus();
    await page.keyboard.press('Enter');
    await details(page)
      .getByRole('button', {
        name: /No value reaches 1.k.USD from Jan 2027 to Dec 2027; "Work that can wait" at 100.% comes nearest with/,
      })
      .waitFor();
    await opensTo(page, /No value reaches/, 'Set now');
    // What comes nearest can be set, and undone.
    await page.getByRole('button', { name: /^Set it to 100/ }).click();
    await page.getByTestId('lever').filter({ hasText: 'Run 100' }).waitFor();
    await details(page)
      .getByText(/The plan has changed since this was computed/)
      .waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await page.getByTestId('lever').filter({ hasText: 'Run 30' }).waitFor();
  });

  it('draws where growth and prices cancel, with the place of 24 times by 2030', async () => {
    const { page } = workbench;
    await tab(page, 'Break-even');
    await page.getByRole('button', { name: 'Draw the map' }).click();
    await details(page)
      .getByText(/24 times by 2030 is cancelled by −54.8.% a year/)
      .first()
      .waitFor({ timeout: 60_000 });
    const map = page.getByRole('region', { name: /Growth of all tokens against/ });
    await map.getByRole('button', { name: 'As a table' }).click();
    const last = map.getByRole('row').last();
    // No growth is cancelled by no change of price.
    expect(await last.getByRole('cell').nth(1).textContent()).toBe('no change');
    await map.getByRole('button', { name: 'As a chart' }).click();
    await opensTo(page, /It costs the same as now/, 'The plan as it is, USD');
    await page.getByRole('combobox', { name: /^Up/ }).selectOption({ label: 'Growth of all tokens' });
    await page.getByText('Choose two different drivers.').waitFor();
  });

  it('tells the reserve that a confidence needs', async () => {
    const { page } = workbench;
    await tab(page, 'Year total');
    const name =
      /With 80.% confidence, AI budget 2027 stays below .* The chance to go beyond the budget of 380.k.USD is/;
    await details(page).getByRole('button', { name }).waitFor();
    const confidence = page.getByRole('textbox', { name: 'Confidence' });
    await confidence.fill('95%');
    await confidence.press('Enter');
    await opensTo(page, /With 95.% confidence/, 'Reserve, USD');
  });

  it('finds the units that pay on an hourly curve, and the use at which own hardware does', async () => {
    const { page } = workbench;
    await tab(page, 'Capacity');
    await page.getByRole('combobox', { name: 'For the model' }).selectOption({ label: 'claude-opus-4-8' });
    await page.getByRole('button', { name: 'Find the units that pay' }).click();
    await details(page).getByText('The data has whole days only; capacity needs hourly data.').waitFor();
    await page.getByRole('combobox', { name: 'For the model' }).selectOption({ label: 'gpt-4o' });
    const carries = page.getByRole('textbox', { name: 'A unit carries' });
    await carries.fill('730');
    await carries.press('Enter');
    const costs = page.getByRole('textbox', { name: 'A unit costs' });
    await costs.fill('1000');
    await costs.press('Enter');
    await page.getByRole('button', { name: 'Find the units that pay' }).click();
    await opensTo(page, /2 units cost least: .* coverage 50.%, used at 100.%/, 'Stranded share of the units');
    await opensTo(page, /Own hardware (pays|would pay) from/, 'Served at full load, tokens a month');
  });

  it('is accessible, light and dark, and wrote no error to the console', async () => {
    const { page } = workbench;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const name of ['Goal seek', 'Break-even', 'Year total', 'Capacity']) {
        await tab(page, name);
        await page.waitForTimeout(500);
        expect(await accessibilityProblems(page), `${name}, ${colorScheme}`).toEqual([]);
        if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
      }
    }
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});
