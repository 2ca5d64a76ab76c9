import { z } from 'zod';
import type { WritableDatabase } from '../database.ts';
import { IMPORTERS } from '../importers/registry.ts';
import { createUsageView, existingFormatTables, formatTable, SCHEMA } from '../sql/schema.ts';
import { VIEWS } from '../sql/views.ts';

/** Creates what is missing of a project's tables. Safe to run on every open. */
export async function prepareDatabase(database: WritableDatabase): Promise<void> {
  for (const statement of [...SCHEMA, ...VIEWS]) await database.execute(statement);
}

/** Makes `usage` span the tables of all formats that have been imported so far. */
export async function refreshUsageView(database: WritableDatabase): Promise<void> {
  const tables = z.array(z.object({ table_name: z.string() })).parse(await database.query(existingFormatTables));
  const present = new Set(tables.map((row) => row.table_name));
  const importers = IMPORTERS.filter((importer) => present.has(formatTable(importer.id)));
  if (importers.length > 0) await database.execute(createUsageView(importers));
}
