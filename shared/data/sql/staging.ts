import { identifier, integer, join, sql, type Sql } from './statement.ts';

/** The relation over rows that were staged as text. */
export const stagingRelation = (table: string, columns: readonly string[]): Sql =>
  sql`(SELECT source_row, ${join(columns.map(identifier))} FROM ${identifier(table)})`;

export const stagingLines = (table: string, sourceRows: readonly number[]): Sql =>
  sql`SELECT source_row, line FROM ${identifier(table)} WHERE source_row IN (${join(sourceRows.map(integer))})`;

export const dropStaging = (table: string): Sql => sql`DROP TABLE IF EXISTS ${identifier(table)}`;
