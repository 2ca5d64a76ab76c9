import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRecords } from '../../shared/data/source/delimited.ts';
import { onEachHost } from '../support/hosts.ts';
import { dropFiles, untilTitle } from '../support/page.ts';
import { loadParquet, parquet, textTable } from '../support/parquetFile.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { workbookFile } from '../support/workbookFile.ts';
import type { Workbench } from '../support/workbench.ts';

const fixture = (path: string): string => join(root, 'test/fixtures', path);
const FOCUS = fixture('focus/focus-1.2.csv');
const OPENAI = fixture('openai-usage-csv/completions.csv');
const LONGEST_WAIT_MILLISECONDS = 90_000;

const reports = (page: Page) => page.getByTestId('import-report');
const untilReports = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (expected) => document.querySelectorAll('[data-testid="import-report"]').length === expected,
    count,
    { timeout: LONGEST_WAIT_MILLISECONDS },
  );

onEachHost('files in files', { timeout: 240_000 }, (host) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await host.open();
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('a dropped folder is read whole, each file by its way in the folder', async () => {
    const { page } = workbench;
    await untilTitle(page, /Open the exports you have/);
    const folder = join(await temporaryFolder(), 'exports');
    await mkdir(join(folder, 'gateway'), { recursive: true });
    await copyFile(fixture('cursor/usage-events.csv'), join(folder, 'cursor.csv'));
    await copyFile(fixture('openrouter-activity/daily.csv'), join(folder, 'gateway/daily.csv'));
    await dropFiles(page, [folder]);
    await untilReports(page, 2);
    const texts = (await reports(page).allTextContents()).sort();
    expect(texts[0]).toContain('exports/cursor.csv');
    expect(texts[1]).toContain('exports/gateway/daily.csv');
    for (const text of texts) expect(text).not.toContain('not opened');
  });

  it('Parquet files of the two usual packings', async () => {
    const { page } = workbench;
    await loadParquet();
    const folder = await temporaryFolder();
    const [snappy, zstd] = [join(folder, 'snappy.parquet'), join(folder, 'zstd.parquet')];
    await writeFile(snappy, parquet(textTable(FOCUS), 'SNAPPY', 2));
    await writeFile(zstd, parquet(textTable(OPENAI), 'ZSTD'));
    await page.getByTestId('file-picker').setInputFiles([snappy, zstd]);
    await untilReports(page, 4);
    const texts = await reports(page).allTextContents();
    expect(texts[0]).toMatch(/snappy\.parquet.*focus.* 0 refused/s);
    expect(texts[1]).toMatch(/zstd\.parquet.*openai-usage-csv.* 0 refused/s);
  });

  it('every known sheet of a workbook, and says which sheets it left out', async () => {
    const { page } = workbench;
    const rows = parseRecords(await readFile(fixture('litellm-daily-spend/team.csv'), 'utf8'), ',', 100);
    const book = join(await temporaryFolder(), 'usage.xlsx');
    await writeFile(
      book,
      workbookFile([
        { title: 'Read me', rows: [['Made for the board']] },
        { title: 'Teams', rows },
      ]),
    );
    await page.getByTestId('file-picker').setInputFiles([book]);
    await untilReports(page, 5);
    const [text] = await reports(page).allTextContents();
    expect(text).toMatch(/usage\.xlsx\/Teams.*litellm-daily-spend/s);
    expect(text).toContain('the sheet Read me has no known format and was not read');
  });

  it('a workbook of no known format is mapped by its own columns and rows', async () => {
    const { page } = workbench;
    const book = join(await temporaryFolder(), 'house.xlsx');
    await writeFile(
      book,
      workbookFile([
        { title: 'Read me', rows: [['Made for the board']] },
        {
          title: 'Usage',
          rows: [
            ['day', 'llm', 'tokens_input', 'tokens_output', 'squad'],
            ['2026-05-01', 'gpt-5', '100', '10', 'Red'],
            ['2026-05-02', 'gpt-5', '50', '5', 'Blue'],
          ],
        },
      ]),
    );
    await page.getByTestId('file-picker').setInputFiles([book]);
    await untilReports(page, 6);
    await reports(page).first().getByRole('button', { name: 'Map its columns' }).click();
    const dialog = page.getByRole('dialog', { name: 'Map the columns of house.xlsx' });
    await dialog.getByRole('cell', { name: 'Blue' }).waitFor();
    await dialog.getByLabel('llm means').selectOption('model_raw');
    await dialog.getByLabel('squad means').selectOption('team');
    await dialog.getByRole('button', { name: 'Read the file' }).click();
    await untilReports(page, 7);
    expect(await reports(page).first().textContent()).toMatch(/house\.xlsx\/Usage.*generic.*2 rows read: 2 kept/s);
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});
