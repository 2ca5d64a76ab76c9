import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chartSeries, contentTypeGaps, danglingRelationships, openPackage, slideText, textOf } from '../deck/office.ts';
import { accessibilityProblems, dropFiles, untilQuiet, untilTitle } from '../support/page.ts';
import { onEachHost } from '../support/hosts.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

const OPENAI_USAGE = join(root, 'samples/openai_completions_usage_2025-08-01_2026-10-31.csv');
const CLAUDE_USAGE = join(root, 'samples/claude_api_tokens_2025-08-01_2026-10-31.csv');
const LITELLM_LOG = join(root, 'samples/litellm_spend_logs_2026-10-19.jsonl');
/** The page must answer within this time, whatever the workers do. */
const LONGEST_TASK_MILLISECONDS = 100;

/** What the command line computes for these files, in USD. */
async function computedUsd(files: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'bin/tokenwright.mjs'),
    'import',
    ...files,
    '--json',
  ]);
  return (JSON.parse(stdout) as { totals: { computedUsd: number } }).totals.computedUsd;
}

onEachHost('a planner in the window', { timeout: 240_000 }, (host) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await host.open();
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('drops files and sees what became of each, also of a broken one', async () => {
    const { page } = workbench;
    await untilTitle(page, /Open the exports you have/);
    const folder = await temporaryFolder();
    const broken = join(folder, 'notes.csv');
    await writeFile(broken, 'dear,diary\nnothing,here\n');
    await dropFiles(page, [OPENAI_USAGE, CLAUDE_USAGE, broken]);
    const answer = await untilTitle(page, /rows from/);
    expect(answer).toContain('2,412 rows from 1 Aug 2025 to 31 Oct 2026');
    const reports = await page.getByTestId('import-report').allTextContents();
    expect(reports).toHaveLength(3);
    expect(reports[0]).toContain('openai-usage-csv');
    expect(reports[2]).toContain('no known format has the columns dear, diary');
    expect(await page.getByText('notes.csv was not opened').count()).toBe(1);
  });

  it('undoes and redoes the opening of files', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+z');
    await untilTitle(page, /Open the exports you have/);
    await page.keyboard.press('Control+Shift+z');
    await untilTitle(page, /2,412 rows/);
  });

  it('sees where the money goes, narrows it by a click and steps back', async () => {
    const { page } = workbench;
    await page.keyboard.press('2');
    const all = await untilTitle(page, /USD; the largest model is/);
    await page.getByRole('button', { name: 'gpt-5.2' }).first().click();
    await untilTitle(page, /largest model is gpt-5.2 with 100/);
    await page.keyboard.press('Escape');
    expect(await untilTitle(page, /USD; the largest model is(?!.*100)/)).toBe(all);
  });

  it('opens a number to its prices and rows', async () => {
    const { page } = workbench;
    await page
      .getByRole('row', { name: /gpt-5\.2/ })
      .getByRole('button')
      .nth(1)
      .click();
    const inspector = page.getByRole('complementary', { name: 'Where this comes from' });
    await inspector.getByText('Prices used').waitFor();
    expect(await inspector.textContent()).toContain('1.75 in, 0.175 cached, 14.00 out');
    await inspector.getByTestId('drill-rows').getByText('openai_completions_usage').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('builds a scenario and sees what it saves', async () => {
    const { page } = workbench;
    await page.keyboard.press('4');
    const baseline = await untilTitle(page, /The baseline comes to/);
    expect(baseline).toMatch(/USD until Oct 2027/);
    await page.getByRole('button', { name: 'Add a scenario' }).click();
    await page.getByRole('button', { name: 'Add a lever' }).click();
    await page.getByRole('menuitem', { name: 'Batch' }).click();
    const field = page.getByRole('textbox', { name: 'Work that can wait' });
    await field.fill('50 %');
    await field.press('Enter');
    await untilTitle(page, /Scenario 1 saves [1-9]/);
    // The first look has fewer draws; its quantiles give way to those of all draws.
    await untilQuiet(page);
    const saved = await untilTitle(page, /Scenario 1 saves [1-9]/);
    expect(saved).toMatch(/Scenario 1 saves .*USD \(\d+/);
    await field.fill('150 %');
    await field.press('Enter');
    await page.getByText('"Work that can wait" must be at most 1').waitFor();
    await field.press('Escape');
    // Undo takes the share back to its default, redo to what was typed.
    await page.keyboard.press('Tab');
    await page.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+z');
    await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, saved);
    await page.keyboard.press('Control+Shift+z');
    await page.waitForFunction((before) => document.querySelector('h1')?.textContent === before, saved);
  });

  it('weighs models by quality and cost', async () => {
    const { page } = workbench;
    await page.keyboard.press('5');
    await page.getByText('Epoch AI').first().waitFor();
    await page.getByLabel('Benchmark').selectOption('gpqa-diamond');
    await page.getByRole('columnheader', { name: /gpqa-diamond/ }).waitFor();
  });

  it('forecasts, with a fan', async () => {
    const { page } = workbench;
    await page.keyboard.press('3');
    await untilTitle(page, /The company spends .*\sUSD in the next 30 days/);
    await page.locator('.figure__plot[data-drawn=true]').waitFor();
  });

  it('exports a deck and reads in its slides and charts what the page and the command line say', async () => {
    const { page } = workbench;
    await page.keyboard.press('7');
    await page.getByRole('button', { name: 'Export PowerPoint' }).waitFor();
    await untilQuiet(page);
    const title = await untilTitle(page, /USD/);
    const { name, bytes } = await workbench.saved(() => page.keyboard.press('e'));
    expect(name).toMatch(/\.pptx$/);
    const parts = openPackage(bytes);
    expect([...danglingRelationships(parts), ...contentTypeGaps(parts)]).toEqual([]);
    const slides = [...parts.keys()].filter((path) => /^ppt\/slides\/slide\d+\.xml$/.test(path));
    expect(slides.some((path) => slideText(textOf(parts, path)).includes(title))).toBe(true);
    const series = [...parts.keys()]
      .filter((path) => /^ppt\/charts\/chart\d+\.xml$/.test(path))
      .flatMap((path) => chartSeries(textOf(parts, path)));
    const months = series.find((one) => one.name === 'Computed')?.values ?? [];
    expect(months).toHaveLength(15);
    const deckUsd = months.reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0);
    expect(Math.abs(deckUsd - (await computedUsd([OPENAI_USAGE, CLAUDE_USAGE])))).toBeLessThan(0.01 * months.length);
  });

  it('finds everything as it was after closing and opening again', async () => {
    await workbench.page.waitForTimeout(1500);
    workbench = await workbench.reopen();
    await untilTitle(workbench.page, /2,412 rows/);
    await workbench.page.keyboard.press('4');
    await untilTitle(workbench.page, /Scenario 1 saves/);
  });

  it('is accessible in every view, light and dark', async () => {
    const { page } = workbench;
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const key of ['1', '2', '3', '4', '5', '6', '7']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(800);
        expect(await accessibilityProblems(page), `view ${key}, ${theme}`).toEqual([]);
      }
    }
  });

  it('wrote no error to the console and asked nobody outside', () => {
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });

  it('never kept the page from answering while files were read and plans computed', async () => {
    const { page } = workbench;
    await page.keyboard.press('1');
    await page.waitForTimeout(500);
    await workbench.resetLongTasks();
    await page.getByTestId('file-picker').setInputFiles([LITELLM_LOG]);
    await untilTitle(page, /^(?!2,412)[\d,]+ rows/);
    await page.keyboard.press('Control+z');
    await untilTitle(page, /2,412 rows/);
    const tasks = await workbench.longTasks();
    expect(tasks.filter((duration) => duration > LONGEST_TASK_MILLISECONDS)).toEqual([]);
  });
});
