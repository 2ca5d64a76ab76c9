import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { activateImports, missingImports } from '../../shared/data/import/activeImports.ts';
import { dropOtherImports } from '../../shared/data/import/compact.ts';
import { EVERYTHING, readExtent, readSpend } from '../../shared/data/spend.ts';
import { FIXTURES, importPath, openPrepared } from './support.ts';

const CURSOR = join(FIXTURES, 'cursor/usage-events.csv');
const OPENROUTER = join(FIXTURES, 'openrouter-activity/daily.csv');

describe('compaction', () => {
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
