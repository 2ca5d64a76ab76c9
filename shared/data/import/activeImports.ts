import { z } from 'zod';
import type { ReadableDatabase, WritableDatabase } from '../database.ts';
import { setActiveImports, storedImports } from '../sql/imports.ts';
import { RECOUNT } from '../sql/views.ts';
import { recountRepeats } from './repeats.ts';

/**
 * Makes exactly these imports count, tells requests apart that stand in several of them, and decides anew which source tells tokens and money where several do. Prices and rules
 * come afterwards: rows that come back may have names that did not count before.
 */
export async function activateImports(database: WritableDatabase, importIds: readonly number[]): Promise<void> {
  for (const statement of setActiveImports(importIds)) await database.execute(statement);
  await recountRepeats(database);
  for (const statement of RECOUNT) await database.execute(statement);
}

/** Those of some imports that the database does not hold. Example: `[1, 3]` of which it holds 1 gives `[3]`. */
export async function missingImports(
  database: ReadableDatabase,
  importIds: readonly number[],
): Promise<readonly number[]> {
  const rows = z.array(z.object({ import_id: z.number() })).parse(await database.query(storedImports));
  const stored = new Set(rows.map((row) => row.import_id));
  return importIds.filter((id) => !stored.has(id));
}
