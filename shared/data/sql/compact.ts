import { identifier, integer, join, sql, type Sql } from './statement.ts';

const SHARED_TABLES = ['usage_cube', 'import_constant', 'active_import', 'import'];

/** Deletes all rows of some imports, from the tables of the formats and from those that all formats share. */
export const dropImports = (formatTables: readonly string[], importIds: readonly number[]): readonly Sql[] =>
  [...formatTables, ...SHARED_TABLES].map(
    (table) => sql`DELETE FROM ${identifier(table)} WHERE import_id IN (${join(importIds.map(integer))})`,
  );
