import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachHost } from '../support/hosts.ts';
import { untilQuiet, untilTitle } from '../support/page.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

const OPENAI_USAGE = join(root, 'samples/openai_completions_usage_2025-08-01_2026-10-31.csv');

/** The page must answer within this time, whatever the workers do. */
const LONGEST_TASK_MILLISECONDS = 100;

onEachHost('the Forecast view', {}, (host) => {
  let workbench: Workbench;
  let errorsAtStart = 0;

  beforeAll(async () => {
    workbench = await host.open();
    // A machine that runs other tests beside these may take long to compute the plan; how long is not what is tested.
    workbench.page.setDefaultTimeout(120_000);
    await workbench.page.getByTestId('file-picker').setInputFiles([OPENAI_USAGE]);
    await untilTitle(workbench.page, /rows from/);
    errorsAtStart = workbench.errors.length;
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('answers where the spend is heading, with a fan', async () => {
    const { page } = workbench;
    await page.keyboard.press('3');
    const answer = await untilTitle(page, /The company spends .*\sUSD in the next 30 days/);
    expect(answer).toMatch(/\(\d[\d.]* to \d[\d.]*\sk\sUSD\)/);
    await page.locator('.figure__plot[data-drawn=true]').waitFor();
    expect(await page.locator('figcaption').first().textContent()).toContain('Known to 31 Oct 2026');
    await page.getByText(/Your 80 % band held \d+/u).waitFor();
  });

  it('shows the forecast of one part when its name is clicked, and steps back', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: 'gpt-5.2', exact: true }).first().click();
    await untilTitle(page, /gpt-5\.2 spends/);
    await page.keyboard.press('Escape');
    await untilTitle(page, /The company spends/);
  });

  it('turns to tokens, and to weeks', async () => {
    const { page } = workbench;
    await page.getByRole('radio', { name: 'Tokens' }).click();
    await untilTitle(page, /The company uses .* tokens in/);
    await page.getByRole('radio', { name: 'Weeks' }).click();
    await page.getByRole('heading', { name: 'By week: history and forecast' }).waitFor();
    await page.getByRole('button', { name: 'As a table' }).first().click();
    await page.getByText('Week from').first().waitFor();
    await page.getByRole('button', { name: 'As a chart' }).first().click();
    await page.getByRole('radio', { name: 'Hours' }).click();
    await page.getByText('Nothing here says its hour').waitFor();
    await page.getByRole('radio', { name: 'Days' }).click();
    await page.getByRole('radio', { name: 'USD' }).click();
    await untilTitle(page, /The company spends/);
  });

  it('opens an unusual day to what drove it', async () => {
    const { page } = workbench;
    const table = page.getByRole('region', { name: 'Unusual days, most money first' });
    await table.getByRole('button', { name: '1 Feb 2026' }).first().click();
    const inspector = page.getByRole('complementary', { name: 'Where this comes from' });
    await inspector.getByText('New level on 1 Feb 2026').waitFor();
    expect(await inspector.textContent()).toMatch(/of the change/);
    await page.keyboard.press('Escape');
  });

  it('marks the releases of a CSV, refuses its bad lines by number, and undoes', async () => {
    const { page } = workbench;
    const file = join(await temporaryFolder(), 'releases.csv');
    await writeFile(file, 'date,label\n2026-01-31,Assistant for all\nsoon,Something\n');
    await page.getByTestId('events-picker').setInputFiles(file);
    await page.getByRole('button', { name: 'Releases: 1' }).waitFor();
    await page.getByText('Line 3: "soon" is not a day as YYYY-MM-DD').waitFor();
    await page.getByText('Assistant for all, 31 Jan 2026').first().waitFor();
    await page.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Mark releases from a CSV' }).waitFor();
  });

  it('tries a limit on the past, here and in Budgets', async () => {
    const { page } = workbench;
    const limits = page.getByRole('region', { name: 'Limits tried on the past' });
    await limits.getByRole('button', { name: 'Try a limit' }).click();
    await limits.getByText(/This limit would have blocked .* of requests and saved/).waitFor();
    await limits.getByRole('combobox', { name: 'What is limited' }).selectOption('gpuHours');
    await limits.getByText('The data has no GPU hours by the day: this limit cannot be tried on it').waitFor();
    await limits.getByRole('combobox', { name: 'What is limited' }).selectOption('usd');
    await limits.getByRole('combobox', { name: 'Period' }).selectOption('hour');
    await limits.getByText('The data has no use by the hour: this limit cannot be tried on it').waitFor();
    await limits.getByRole('button', { name: 'Open in Budgets' }).click();
    await page.getByRole('button', { name: 'See them beside the forecast' }).click();
    await untilTitle(page, /The company spends/);
  });

  it('kept answering while other parts were forecast', async () => {
    const { page } = workbench;
    const list = page.getByRole('combobox', { name: 'List by' });
    await page.getByRole('region', { name: 'By model' }).waitFor();
    await untilQuiet(page);
    // The chart is there already; its first draw is no part of forecasting.
    await workbench.resetLongTasks();
    await list.selectOption('project');
    await page.getByRole('region', { name: 'By project' }).waitFor();
    await untilQuiet(page);
    const tasks = await workbench.longTasks();
    expect(tasks.filter((duration) => duration > LONGEST_TASK_MILLISECONDS)).toEqual([]);
    await list.selectOption('model');
    await page.getByRole('region', { name: 'By model' }).waitFor();
  });

  it('keeps a forecast and says how it fared', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: 'Save this forecast' }).click();
    await page.getByText('none complete yet').waitFor();
    await page.getByText("What changed since last month's forecast").waitFor();
    expect(await page.getByText(/the same method expected/).textContent()).toMatch(/inside|outside/);
    expect(workbench.errors.slice(errorsAtStart)).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});
