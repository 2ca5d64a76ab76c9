import type { BatchColumn } from '../source/textBatches.ts';
import { COLUMN_END, ESCAPE, ESCAPED, VALUE_END } from '../source/textColumn.ts';
import { constant, identifier, integer, join, sql, type Sql } from './statement.ts';

/** Rows that lie as text, column by column, in a file of ours. */
export type TextRows = {
  readonly virtualName: string;
  readonly firstRow: number;
  readonly length: number;
  readonly columns: readonly BatchColumn[];
};

const character = (unit: number): Sql => sql`chr(${integer(unit)})`;

/** A value as it was before its special characters were escaped; the escape itself comes last. */
const unescaped = (text: Sql): Sql =>
  [VALUE_END, COLUMN_END, ESCAPE].reduce(
    (before, unit, index) =>
      sql`replace(${before}, ${character(ESCAPE)} || ${constant(ESCAPED[2 - index] ?? '')}, ${character(unit)})`,
    text,
  );

/**
 * The relation over rows of a text. A column that it does not have is a constant there, so that DuckDB does not compute
 * row by row what an importer makes of nothing.
 */
export function textRelation({ virtualName, firstRow, length, columns }: TextRows, wanted: readonly string[]): Sql {
  const row = sql`unnest(range(${integer(firstRow)}, ${integer(firstRow + length)})) AS source_row`;
  const lists = columns.map(
    ({ name }, index) =>
      sql`unnest(str_split(parts[${integer(index + 1)}], ${character(VALUE_END)})) AS ${identifier(name)}`,
  );
  const from = sql`(SELECT str_split(content, ${character(COLUMN_END)}) AS parts FROM read_text(${constant(virtualName)}))`;
  const selected = wanted.map((name) => {
    const column = columns.find((other) => other.name === name);
    if (column === undefined) return sql`CAST(NULL AS VARCHAR) AS ${identifier(name)}`;
    const text = column.isEscaped ? unescaped(identifier(name)) : identifier(name);
    return sql`NULLIF(${text}, '') AS ${identifier(name)}`;
  });
  return columns.length === 0
    ? sql`(SELECT source_row, ${join(selected)} FROM (SELECT ${row}))`
    : sql`(SELECT source_row, ${join(selected)} FROM (SELECT ${join([row, ...lists])} FROM ${from}))`;
}

/** Adds rows to a staging table, which the first ones create. */
export const stageRows = (table: string, rows: Sql, isFirst: boolean): Sql =>
  isFirst
    ? sql`CREATE TABLE ${identifier(table)} AS SELECT * FROM ${rows}`
    : sql`INSERT INTO ${identifier(table)} SELECT * FROM ${rows}`;

/** The relation over rows that were staged in a table. */
export const stagingRelation = (table: string, columns: readonly string[]): Sql =>
  sql`(SELECT source_row, ${join(columns.map(identifier))} FROM ${identifier(table)})`;

export const dropStaging = (table: string): Sql => sql`DROP TABLE IF EXISTS ${identifier(table)}`;
