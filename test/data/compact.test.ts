import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { activateImports, missingImports } from '../../shared/data/import/activeImports.ts';
import { openNodeDatabase } from '../../electron/duckdb.ts';
import { prepareDatabase } from '../../shared/data/import/formatTables.ts';
import { checkpoint } from '../../shared/data/sql/schema.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { dropOtherImports } from '../../shared/data/import/compact.ts';
import { EVERYTHING, readExtent, readSpend } from '../../shared/data/spend.ts';
import { FIXTURES, importPath, importText, openPrepared } from './support.ts';

const CURSOR = join(FIXTURES, 'cursor/usage-events.csv');
const OPENROUTER = join(FIXTURES, 'openrouter-activity/daily.csv');

describe('compaction', () => {
  it('makes the file smaller, whether the large export came first or last', async () => {
    const [head = '', row = ''] = (await readFile(OPENROUTER, 'utf8')).split('\n');
    // Rows that pack badly: each has a token count of its own.
    const rows = Array.from({ length: 30_000 }, (_, index) =>
      row.trim().replace('"4115"', `"${String((index * 7919) % 1_000_003)}"`),
    );
    const large = `${head}\n${rows.join('\n')}\n`;
    expect(new Set(rows).size).toBeGreaterThan(25_000);
    for (const order of ['large first', 'large last'] as const) {
      const path = join(await temporaryFolder(), 'usage.duckdb');
      const database = await openNodeDatabase(path);
      try {
        await prepareDatabase(database);
        const small = () => importPath(database, CURSOR);
        const importLarge = () => importText(database, 'large.csv', large);
        const kept = order === 'large first' ? (await importLarge(), await small()) : await small();
        if (order === 'large last') await importLarge();
        await database.execute(checkpoint);
        const { size: before } = await stat(path);
        await dropOtherImports(database, [kept.importId ?? 0]);
        await database.execute(checkpoint);
        const { size: after } = await stat(path);
        expect(after, order).toBeLessThan(before / 2);
        await activateImports(database, [kept.importId ?? 0]);
        expect((await readExtent(database)).rowCount, order).toBe(kept.report.rowsKept);
      } finally {
        database.close();
      }
    }
  });

  it('drops the rows of what was taken out and leaves the totals of what counts', async () => {
    const database = await openPrepared();
    try {
      await importPath(database, CURSOR);
      const { importId } = await importPath(database, OPENROUTER);
      const kept = importId ?? 0;
      await activateImports(database, [kept]);
      const total = () => readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
      const [before, extent] = [await total(), await readExtent(database)];
      expect(await dropOtherImports(database, [kept])).toBe(1);
      expect(await total()).toEqual(before);
      expect(await readExtent(database)).toEqual(extent);
      expect(await missingImports(database, [kept, kept - 1])).toEqual([kept - 1]);
      expect(await dropOtherImports(database, [kept])).toBe(0);
    } finally {
      database.close();
    }
  });
});
