import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathSourceFile } from '../electron/files/sourceFiles.ts';
import { createPriceBook } from '../shared/catalog/prices/book.ts';
import { activateImports } from '../shared/data/import/activeImports.ts';
import { prepareDatabase } from '../shared/data/import/formatTables.ts';
import { importFile } from '../shared/data/import/importFile.ts';
import { matchPriceKeys } from '../shared/data/priceKeys.ts';
import { EVERYTHING, readSpend } from '../shared/data/spend.ts';
import { openNativeDatabase } from './support/nativeDatabase.ts';
import { writeUsageCsv } from './support/usageCsv.ts';

const ROWS = Number(process.env.TOKENWRIGHT_BENCH_ROWS ?? 5_000_000);
const SHARE_GOAL = 0.25;
const IMPORTED_AT = '2026-11-21T08:00:00Z';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** What pricing adds to an import of 5 million rows, on native DuckDB with one thread: the same SQL as in the page. */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenwright-bench-pricing-'));
  try {
    const csv = join(folder, 'usage.csv');
    await writeUsageCsv(csv, ROWS);
    const book = await createPriceBook();
    const native = await openNativeDatabase(join(folder, 'native.duckdb'), csv);
    const { database } = native;
    try {
      await prepareDatabase(database);
      const ids: number[] = [];
      const read = await timed(async () => {
        const { importId } = await importFile(database, await pathSourceFile(csv), { importedAt: IMPORTED_AT });
        if (importId !== null) ids.push(importId);
      });
      const matched = await timed(() => matchPriceKeys(database, book));
      const cube = await timed(() => activateImports(database, ids));
      const start = performance.now();
      const [total] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
      const priced = (performance.now() - start) / 1000;
      const share = (matched + priced) / (read + cube);
      print(`${ROWS.toLocaleString('en-US')} rows: import ${read.toFixed(2)} s, aggregate ${cube.toFixed(2)} s`);
      print(
        `matching names ${matched.toFixed(2)} s, pricing ${priced.toFixed(2)} s: adds ${(100 * share).toFixed(1)} % (goal ${String(100 * SHARE_GOAL)} %)`,
      );
      print(`computed ${String(total?.computedUsd ?? 'nothing')} USD`);
    } finally {
      native.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
