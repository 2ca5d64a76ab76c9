import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { pathSourceFile } from '../electron/files/sourceFiles.ts';
import { prepareDatabase } from '../shared/data/import/formatTables.ts';
import { importFile } from '../shared/data/import/importFile.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { cancelInPage, engineStart, importInPage, megabytes, readyWorkbench, seconds } from './support/importInPage.ts';
import { openNativeDatabase } from './support/nativeDatabase.ts';
import { writeSpendLogs } from './support/spendLogs.ts';
import { FEW, MANY, writeUsageCsv, type Cardinality } from './support/usageCsv.ts';

const ROWS = Number(process.env.TOKENWRIGHT_BENCH_ROWS ?? 5_000_000);
const LINES = Number(process.env.TOKENWRIGHT_BENCH_LINES ?? 2_000_000);
/** Which parts to run: `few`, `many`, `jsonl`; all of them where none is named. */
const PARTS = (process.env.TOKENWRIGHT_BENCH_PARTS ?? 'few,many,jsonl').split(',');
const RATIO_GOAL = 2;
const JSONL_GOAL_SECONDS = 20;
const REOPEN_GOAL_SECONDS = 3;
const LONGEST_MILLISECONDS = 300_000;
const IMPORTED_AT = '2026-11-21T08:00:00Z';

type Print = (line: string) => void;
type Bench = { readonly folder: string; readonly browser: Browser; readonly print: Print };

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

/** From a fresh page on the same project to its title, and on to the first chart. */
async function reopened(workbench: Awaited<ReturnType<typeof readyWorkbench>>, print: Print): Promise<void> {
  const start = performance.now();
  const clock = Date.now();
  const again = await workbench.reopen();
  const { page } = again;
  await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes(' rows ') === true, null, {
    timeout: LONGEST_MILLISECONDS,
  });
  const title = seconds(start);
  await page.keyboard.press('2');
  await page.locator('.js-plotly-plot').first().waitFor({ timeout: LONGEST_MILLISECONDS });
  const chart = seconds(start);
  const engine = ((await engineStart(page)) - clock) / 1000;
  print(
    `opened again: the engine after ${engine.toFixed(2)} s, the totals ${(title - engine).toFixed(2)} s and the first chart ${(chart - engine).toFixed(2)} s later (goal ${String(REOPEN_GOAL_SECONDS)})`,
  );
  await again.close();
}

/** A usage export, from choosing the file to committed rows in the page, against the same SQL text on native DuckDB. */
async function usageExport({ folder, browser, print }: Bench, names: string, cardinality: Cardinality): Promise<void> {
  const csv = join(folder, `usage-${names}.csv`);
  const size = await writeUsageCsv(csv, ROWS, cardinality);
  print(`${ROWS.toLocaleString('en-US')} rows of ${names} names, ${megabytes(size)}`);
  const native = await nativeSeconds(csv, join(folder, `native-${names}.duckdb`));
  print(`native DuckDB, one thread, same SQL, into a file: ${native.toFixed(2)} s`);
  const workbench = await readyWorkbench(browser);
  await cancelInPage(workbench, csv, print);
  await workbench.page.reload();
  await workbench.page.getByRole('button', { name: 'Open the sample company' }).waitFor();
  const taken = await importInPage(workbench, csv, ROWS, print);
  print(`ratio to native ${(taken / native).toFixed(2)} (goal ${String(RATIO_GOAL)})`);
  // What was imported is on its way to the host.
  await workbench.page.waitForTimeout(5000);
  await reopened(workbench, print);
  rmSync(csv);
}

async function requestLog({ folder, browser, print }: Bench): Promise<void> {
  const path = join(folder, 'spend_logs.jsonl');
  const size = await writeSpendLogs(path, LINES);
  print(
    `${LINES.toLocaleString('en-US')} lines of LiteLLM SpendLogs, ${megabytes(size)} (goal ${String(JSONL_GOAL_SECONDS)} s)`,
  );
  const workbench = await readyWorkbench(browser);
  await importInPage(workbench, path, LINES, print);
  await workbench.close();
  rmSync(path);
}

/**
 * Imports in the page. `TOKENWRIGHT_BENCH_ROWS` and `TOKENWRIGHT_BENCH_LINES` set how many, `TOKENWRIGHT_BENCH_PARTS` which
 * of the parts run.
 */
export async function run(print: Print): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenwright-bench-import-'));
  try {
    for (const part of PARTS) {
      // Each in a browser of its own: a process keeps the peak of all that it has done.
      const browser = await launchBrowser();
      if (browser === null) return;
      const bench = { folder, browser, print };
      if (part === 'few') await usageExport(bench, 'few', FEW);
      if (part === 'many') await usageExport(bench, 'many', MANY);
      if (part === 'jsonl') await requestLog(bench);
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
