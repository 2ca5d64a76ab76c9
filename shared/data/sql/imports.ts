import type { Importer } from '../importers/importer.ts';
import type { UsageColumn } from '../usageColumns.ts';
import { pseudonymised } from './pseudonyms.ts';
import { formatTable } from './schema.ts';
import { identifier, integer, join, sql, value, type Sql } from './statement.ts';

const rowsOf = (importer: Importer, importId: number): Sql =>
  sql`FROM ${identifier(formatTable(importer.id))} WHERE import_id = ${integer(importId)}`;

export const nextImportId = sql`SELECT COALESCE(max(import_id), 0) + 1 AS import_id FROM import`;

export const storedImports = sql`SELECT import_id, file_name, imported_at FROM import ORDER BY import_id`;

/** Rows of a source: those of a file that is read in place, or rows that were staged, which can be read more than once. */
export type SourceRows = { readonly relation: Sql; readonly isStaged: boolean };

/** The normalisation of one file: the importer's SELECT, stored as that format's rows; with a key, without people. */
export function insertRows(
  importer: Importer,
  importId: number,
  { relation, isStaged }: SourceRows,
  pseudonymKey?: string,
): Sql {
  const note = importer.rowNotes === undefined ? [] : ['note'];
  const provided = importer.provides.map((column) =>
    pseudonymKey === undefined ? identifier(column) : pseudonymised(column, pseudonymKey, importer.people),
  );
  return sql`INSERT INTO ${identifier(formatTable(importer.id))} BY NAME
    SELECT ${integer(importId)} AS import_id, source_row, exclusion, ${join([...provided, ...note.map(identifier)])}
    FROM (${importer.select(relation, importId, isStaged)}) AS normalised`;
}

/**
 * Marks all but the first row of each key in a file. Most files repeat no key, and millions of texts beside each other fill
 * the memory: so rows are told apart by a hash first, and only those that share one by the key itself.
 */
export function markDuplicates(importer: Importer, importId: number, key: UsageColumn): Sql {
  const column = identifier(key);
  const keyed = sql`${rowsOf(importer, importId)} AND exclusion IS NULL AND ${column} IS NOT NULL`;
  return sql`UPDATE ${identifier(formatTable(importer.id))} SET exclusion = 'duplicate'
    WHERE import_id = ${integer(importId)} AND source_row IN (
      SELECT source_row FROM (
        SELECT source_row, row_number() OVER (PARTITION BY ${column} ORDER BY source_row) AS place ${keyed}
          AND hash(${column}) IN (SELECT hash(${column}) AS key_hash ${keyed} GROUP BY key_hash HAVING count(*) > 1))
      WHERE place > 1)`;
}

const IN_EARLIER_FILE = sql`'in-earlier-file'`;

/** Marks the rows of an import whose key an import that counts and came before it has too. */
export function markRepeats(importer: Importer, importId: number, key: UsageColumn): Sql {
  const table = identifier(formatTable(importer.id));
  const column = identifier(key);
  return sql`UPDATE ${table} SET exclusion = ${IN_EARLIER_FILE}
    WHERE import_id = ${integer(importId)} AND exclusion IS NULL AND ${column} IS NOT NULL
      AND ${column} IN (SELECT ${column} FROM ${table} WHERE exclusion IS NULL AND ${column} IS NOT NULL
        AND import_id IN (SELECT import_id FROM active_import WHERE import_id < ${integer(importId)}))`;
}

export const forgetRepeats = (importer: Importer, importId: number): Sql =>
  sql`UPDATE ${identifier(formatTable(importer.id))} SET exclusion = NULL
    WHERE import_id = ${integer(importId)} AND exclusion = ${IN_EARLIER_FILE}`;

export const repeatCount = (importer: Importer, importId: number): Sql =>
  sql`SELECT count(*) AS rows ${rowsOf(importer, importId)} AND exclusion = ${IN_EARLIER_FILE}`;

/** The imports that count, by format, as one text each; and among which each format's repeats were looked for last. */
export const activeByFormat: Sql = sql`SELECT format, string_agg(CAST(import_id AS VARCHAR), ',' ORDER BY import_id) AS ids
  FROM import JOIN active_import USING (import_id) GROUP BY format`;
export const repeatStates: Sql = sql`SELECT format, ids FROM repeat_state ORDER BY format`;

export const setRepeatState = (format: string, ids: string): readonly Sql[] => [
  sql`DELETE FROM repeat_state WHERE format = ${value(format)}`,
  sql`INSERT INTO repeat_state VALUES (${value(format)}, ${value(ids)})`,
];

/** Rows by outcome; `exclusion` is null for kept rows. */
export const outcomeCounts = (importer: Importer, importId: number): Sql =>
  sql`SELECT exclusion, count(*) AS rows ${rowsOf(importer, importId)} GROUP BY exclusion ORDER BY exclusion`;

/** How many kept rows carry each note. */
export const noteCounts = (importer: Importer, importId: number): Sql =>
  sql`SELECT note, count(*) AS rows ${rowsOf(importer, importId)} AND exclusion IS NULL AND note IS NOT NULL
    GROUP BY note ORDER BY note`;

/** The first refused rows of each kind. */
export const refusedRows = (importer: Importer, importId: number, limit: number): Sql => sql`
  SELECT exclusion, source_row ${rowsOf(importer, importId)} AND exclusion IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY exclusion ORDER BY source_row) <= ${integer(limit)}
  ORDER BY source_row`;

/** Covered time of an import, in ISO form. */
export const coveredTime = (importId: number): Sql => sql`
  SELECT strftime(min(period_start), '%Y-%m-%dT%H:%M:%SZ') AS first,
    strftime(max(period_end), '%Y-%m-%dT%H:%M:%SZ') AS last
  FROM usage_cube WHERE import_id = ${integer(importId)}`;

/** How many rows with tokens lack each dimension, to tell an ungrouped export from an unattributed row. */
export const missingDimensions = (importId: number): Sql => sql`
  SELECT count(*) AS rows, count(model_raw) AS model, count(project) AS project, count(api_key) AS api_key
  FROM usage_cube JOIN price_key USING (price_key_id) JOIN label USING (label_id)
  WHERE import_id = ${integer(importId)} AND fact <> 'charge' AND requests IS DISTINCT FROM 0`;

export const registerImport = (entry: {
  readonly importId: number;
  readonly fileName: string;
  readonly format: string;
  readonly sizeBytes: number;
  readonly importedAt: string;
  readonly report: string;
}): Sql => sql`INSERT INTO import VALUES (${value(entry.importId)}, ${value(entry.fileName)}, ${value(entry.format)},
  ${value(entry.sizeBytes)}, ${value(entry.importedAt)}, ${value(entry.report)})`;

/** Makes exactly these imports count. */
export const setActiveImports = (importIds: readonly number[]): readonly Sql[] => [
  sql`DELETE FROM active_import`,
  ...(importIds.length === 0
    ? []
    : [sql`INSERT INTO active_import VALUES ${join(importIds.map((id) => sql`(${integer(id)})`))}`]),
];

/** The active imports with what they cover. */
export const activeSources = sql`SELECT import.file_name AS file, import.format,
    CAST(COALESCE(sum(cube.row_count), 0) AS DOUBLE) AS row_count,
    strftime(min(cube.period_start), '%Y-%m-%dT%H:%M:%SZ') AS first,
    strftime(max(cube.period_end), '%Y-%m-%dT%H:%M:%SZ') AS last
  FROM import JOIN active_import USING (import_id) LEFT JOIN usage_cube AS cube USING (import_id)
  GROUP BY import_id, import.file_name, import.format ORDER BY import_id`;
