import { identifier, integer, nothing, sql, type Sql } from './statement.ts';

/** How many lines DuckDB refused while reading, by kind. A line may have several faults and counts once. */
export const rejectCounts = (errorsTable: string): Sql => sql`
  SELECT error_type, count(*) AS lines
  FROM (SELECT line_byte_position, min(CAST(error_type AS VARCHAR)) AS error_type
    FROM ${identifier(errorsTable)} GROUP BY line_byte_position)
  GROUP BY error_type ORDER BY error_type`;

/** Where refused lines begin, in file order; at most `limit` of each kind. */
export const rejectPositions = (errorsTable: string, limit?: number): Sql => sql`
  SELECT error_type, line, position
  FROM (SELECT min(CAST(error_type AS VARCHAR)) AS error_type, min(line) AS line, line_byte_position AS position
    FROM ${identifier(errorsTable)} GROUP BY line_byte_position)
  ${limit === undefined ? nothing : sql`QUALIFY row_number() OVER (PARTITION BY error_type ORDER BY position) <= ${integer(limit)}`}
  ORDER BY position`;

export const dropRejects = (rejects: { readonly errors: string; readonly scans: string }): readonly Sql[] => [
  sql`DROP TABLE IF EXISTS ${identifier(rejects.errors)}`,
  sql`DROP TABLE IF EXISTS ${identifier(rejects.scans)}`,
];
