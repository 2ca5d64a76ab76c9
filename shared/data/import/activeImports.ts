import type { WritableDatabase } from '../database.ts';
import { setActiveImports } from '../sql/imports.ts';
import { RECOUNT } from '../sql/views.ts';

/** Makes exactly these imports count, and decides anew which source tells tokens and money where several do. */
export async function activateImports(database: WritableDatabase, importIds: readonly number[]): Promise<void> {
  for (const statement of [...setActiveImports(importIds), ...RECOUNT]) await database.execute(statement);
}
