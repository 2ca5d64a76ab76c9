import { z } from 'zod';
import type { WritableDatabase } from '../database.ts';
import { storedImports } from '../sql/imports.ts';
import { dropImports } from '../sql/compact.ts';
import { existingFormatTables } from '../sql/schema.ts';
import { inTransaction } from '../transaction.ts';

/**
 * Drops the rows of all imports but those to keep. Returns how many imports went. There is no way back: the files have to
 * be opened again. Example: of imports 1 to 3, keeping 2 drops 1 and 3 and returns 2.
 */
export async function dropOtherImports(database: WritableDatabase, keep: readonly number[]): Promise<number> {
  const stored = z.array(z.object({ import_id: z.number() })).parse(await database.query(storedImports));
  const dropped = stored.map((row) => row.import_id).filter((id) => !keep.includes(id));
  if (dropped.length === 0) return 0;
  const tables = z.array(z.object({ table_name: z.string() })).parse(await database.query(existingFormatTables));
  await inTransaction(database, async () => {
    for (const statement of dropImports(
      tables.map((row) => row.table_name),
      dropped,
    )) {
      await database.execute(statement);
    }
  });
  return dropped.length;
}
