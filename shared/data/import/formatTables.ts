import { z } from 'zod';
import type { ReadableDatabase, WritableDatabase } from '../database.ts';
import { IMPORTERS } from '../importers/registry.ts';
import {
  createUsageView,
  existingFormatTables,
  formatTable,
  layoutTableExists,
  layoutText,
  noteLayout,
  SCHEMA,
} from '../sql/schema.ts';
import { VIEWS } from '../sql/views.ts';

const LAYOUT = [...SCHEMA, ...VIEWS];
const LAYOUT_TEXT = LAYOUT.map(({ text }) => text).join(';');

/**
 * Creates what is missing of a project's tables. Safe to run on every open; what this version has laid out before is left
 * as it is, because binding the views anew takes half a second.
 */
export async function prepareDatabase(database: WritableDatabase): Promise<void> {
  if ((await layoutOf(database)) === LAYOUT_TEXT) return;
  for (const statement of [...LAYOUT, ...noteLayout(LAYOUT_TEXT)]) await database.execute(statement);
}

async function layoutOf(database: ReadableDatabase): Promise<unknown> {
  const [{ tables } = { tables: 0 }] = await database.query(layoutTableExists);
  return tables === 0 ? null : (await database.query(layoutText))[0]?.text;
}

/** Makes `usage` span the tables of all formats that have been imported so far. */
export async function refreshUsageView(database: WritableDatabase): Promise<void> {
  const tables = z.array(z.object({ table_name: z.string() })).parse(await database.query(existingFormatTables));
  const present = new Set(tables.map((row) => row.table_name));
  const importers = IMPORTERS.filter((importer) => present.has(formatTable(importer.id)));
  if (importers.length > 0) await database.execute(createUsageView(importers));
}
