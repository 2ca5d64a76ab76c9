import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pathSourceFile } from '../electron/files/sourceFiles.ts';
import { prepareDatabase } from '../shared/data/import/formatTables.ts';
import { importFile } from '../shared/data/import/importFile.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { openWorkbench } from '../test/support/serveHost.ts';
import { openNativeDatabase } from './support/nativeDatabase.ts';
import { rendererPeakBytes } from './support/rendererMemory.ts';
import { writeUsageCsv } from './support/usageCsv.ts';

const ROWS = Number(process.env.TOKENWRIGHT_BENCH_ROWS ?? 5_000_000);
const RATIO_GOAL = 2;
const MEMORY_GOAL_BYTES = 2.5e9;
const LONGEST_MILLISECONDS = 300_000;
const IMPORTED_AT = '2026-11-21T08:00:00Z';

const seconds = (since: number): number => (performance.now() - since) / 1000;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

async function nativeSeconds(csv: string, databasePath: string): Promise<number> {
  const native = await openNativeDatabase(databasePath, csv);
  try {
    await prepareDatabase(native.database);
    const start = performance.now();
    const { report } = await importFile(native.database, await pathSourceFile(csv), { importedAt: IMPORTED_AT });
    const taken = seconds(start);
    if (report.rowsKept !== ROWS) throw new Error(`native DuckDB kept ${String(report.rowsKept)} rows`);
    return taken;
  } finally {
    native.close();
  }
}

type Memory = { readonly bytes: number; readonly breakdown: readonly { bytes: number; types: readonly string[] }[] };

/** What the isolated page says of itself and its workers; the browser takes its time to answer. */
const measuredMemory = (page: Page): Promise<Memory> =>
  page.evaluate<Memory>('performance.measureUserAgentSpecificMemory()');

/**
 * A usage export of 5 million rows, from choosing the file to committed rows in the page, against the same SQL text on
 * native DuckDB: one thread, writing a file.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenwright-bench-import-'));
  const browser = await launchBrowser();
  try {
    const csv = join(folder, 'usage.csv');
    const size = await writeUsageCsv(csv, ROWS);
    print(`${ROWS.toLocaleString('en-US')} rows, ${megabytes(size)}`);
    const native = await nativeSeconds(csv, join(folder, 'native.duckdb'));
    print(`native DuckDB, one thread, same SQL, into a file: ${native.toFixed(2)} s`);
    if (browser === null) return;
    const workbench = await openWorkbench(browser);
    const { page } = workbench;
    await page.getByRole('button', { name: 'Open the sample company' }).waitFor();
    const before = rendererPeakBytes();
    const start = performance.now();
    await page.locator('input[type=file]').setInputFiles(csv);
    const progress = page.getByText(/usage\.csv, .* of /).first();
    const firstProgress = progress.waitFor({ timeout: LONGEST_MILLISECONDS }).then(
      () => seconds(start),
      () => null,
    );
    await page.getByTestId('import-report').first().waitFor({ timeout: LONGEST_MILLISECONDS });
    const taken = seconds(start);
    const shown = await page.getByTestId('import-report').first().innerText();
    if (!shown.includes(ROWS.toLocaleString('en-US'))) throw new Error(`the page reports: ${shown}`);
    print(
      `the page, file to committed rows: ${taken.toFixed(2)} s, ratio ${(taken / native).toFixed(2)} (goal ${String(RATIO_GOAL)})`,
    );
    print(`first progress after ${((await firstProgress) ?? Number.NaN).toFixed(2)} s`);
    const memory = await measuredMemory(page);
    const wasm = memory.breakdown.filter(({ types }) => types.some((type) => /wasm|webassembly/i.test(type)));
    print(
      `page and workers now: ${megabytes(memory.bytes)}, wasm heap ${megabytes(wasm.reduce((sum, part) => sum + part.bytes, 0))}`,
    );
    print(
      `peak of the page's process: ${megabytes(rendererPeakBytes())} (${megabytes(before)} before, goal ${megabytes(MEMORY_GOAL_BYTES)})`,
    );
    print(`longest task of the page: ${String(Math.max(0, ...(await workbench.longTasks())))} ms`);
    await workbench.close();
  } finally {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
