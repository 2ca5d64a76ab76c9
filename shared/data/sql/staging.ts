import { identifier, join, sql, type Sql } from './statement.ts';

/** A table of rows that were staged as text, with the columns that it has. */
export type StagingTable = { readonly name: string; readonly columns: readonly string[] };

/**
 * The relation over staged rows. A column that the table does not have is a constant there, so that DuckDB does not
 * compute row by row what an importer makes of nothing.
 */
export const stagingRelation = ({ name, columns }: StagingTable, wanted: readonly string[]): Sql => {
  const selected = wanted.map((column) =>
    columns.includes(column) ? identifier(column) : sql`CAST(NULL AS VARCHAR) AS ${identifier(column)}`,
  );
  return sql`(SELECT source_row, ${join(selected)} FROM ${identifier(name)})`;
};

export const dropStaging = (table: string): Sql => sql`DROP TABLE IF EXISTS ${identifier(table)}`;
