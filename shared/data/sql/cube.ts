import { TOKEN_CLASSES, INPUT_CLASSES } from '../../units/tokenClasses.ts';
import type { Importer } from '../importers/importer.ts';
import { USAGE_COLUMN_TYPES, type UsageColumn } from '../usageColumns.ts';
import { alignedRows, fixedValue } from './schema.ts';
import { identifier, integer, join, keyword, nothing, sql, type Sql } from './statement.ts';
import { TAG_MARKS, tagMarks, type TagCondition } from './tags.ts';

/**
 * Prompt sizes at which some provider changes the price of the whole request. A request is filed under the largest one
 * it exceeds, so that cliff prices stay exact in the aggregate. The price book is tested against this list.
 */
export const CONTEXT_THRESHOLDS = [100_000, 128_000, 200_000, 256_000, 272_000, 512_000] as const;

/** What decides a row's price; `price_key` holds each combination once. */
const KEY_COLUMNS = ['provider', 'model_raw', 'route', 'region', 'service_tier', 'context_band'] as const;
/** Who used it; `label` holds each combination once. */
const LABEL_COLUMNS = [
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'user_key',
  'api_key',
  TAG_MARKS,
] as const;
const CHARGE_COLUMNS = ['charge_class', 'billed_currency', 'billed_basis', 'other_unit'] as const;
/** What the cube holds as it is. */
const OWN_COLUMNS = ['fact', 'grain', ...CHARGE_COLUMNS] as const;
const MEASURES = ['requests', ...TOKEN_CLASSES, 'other_qty', 'billed_amount'] as const;

/** So many rows are aggregated at once: in the worst case each of them is a group of its own, which takes half a kilobyte. */
const ROWS_OF_PART = 1_000_000;

const names = (columns: readonly string[]): Sql => join(columns.map(identifier));
const inputTokens = join(
  INPUT_CLASSES.map((tokenClass) => sql`COALESCE(${identifier(tokenClass)}, 0)`),
  ' + ',
);

/** The largest threshold a request exceeds; aggregated rows count as short unless their export says otherwise. */
const inputFloor: Sql = sql`CASE
  WHEN context_band = 'long' THEN ${integer(200_000)}
  WHEN grain <> 'request' THEN 0
  ${join(
    [...CONTEXT_THRESHOLDS].reverse().map((size) => sql`WHEN ${inputTokens} > ${integer(size)} THEN ${integer(size)}`),
    ' ',
  )}
  ELSE 0 END`;

/** Half-hour slots for request and minute rows; every other grain keeps its own period. */
const slotStart = sql`CASE WHEN grain IN ('request', 'minute')
  THEN time_bucket(INTERVAL 30 MINUTE, period_start) ELSE period_start END`;
const slotEnd = sql`CASE WHEN grain IN ('request', 'minute')
  THEN time_bucket(INTERVAL 30 MINUTE, period_start) + INTERVAL 30 MINUTE ELSE period_end END`;

const matches = (columns: readonly string[], known: Sql): Sql =>
  join(
    columns.map((column) => sql`part.${identifier(column)} IS NOT DISTINCT FROM ${known}.${identifier(column)}`),
    ' AND ',
  );

type Column = (typeof KEY_COLUMNS)[number] | (typeof LABEL_COLUMNS)[number] | (typeof OWN_COLUMNS)[number];

/** Adds the combinations of this import that a small table does not hold yet. */
function addCombinations(table: string, id: string, columns: readonly string[]): Sql {
  const known = identifier(table);
  const parts = identifier(`${table}_part`);
  return sql`INSERT INTO ${known} (${identifier(id)}, ${names(columns)})
    SELECT (SELECT COALESCE(max(${identifier(id)}), 0) FROM ${known}) + row_number() OVER (ORDER BY ${names(columns)}),
      ${names(columns)}
    FROM (SELECT part.* FROM ${parts} AS part ANTI JOIN ${known} ON ${matches(columns, known)})`;
}

/** Each combination of names by its hash, with the id that it has in its small table. */
const idsByHash = (table: string, id: string, columns: readonly string[]): Sql =>
  sql`(SELECT part.hash, ${identifier(id)} FROM ${identifier(`${table}_part`)} AS part
    JOIN ${identifier(table)} ON ${matches(columns, identifier(table))})`;

/** Ends the import when two combinations of names have one hash: of a million, once in 40 million imports. */
const checkHashes = (table: string): Sql =>
  sql`SELECT CASE WHEN count(*) > count(DISTINCT hash) THEN error('two combinations of names have the same hash') END
    FROM ${identifier(`${table}_part`)}`;

/**
 * The statements that aggregate one import into the cube, in order. They run inside the import's transaction.
 *
 * Millions of groups must fit in memory beside each other, so a group holds hashes instead of names, and only what the
 * format provides: the names themselves are met once each, in two small tables.
 */
export function buildCube(
  importer: Importer,
  importId: number,
  conditions: readonly TagCondition[],
  rowCount = 0,
): readonly Sql[] {
  const hasTags = importer.provides.includes('tags') && conditions.length > 0;
  const varies = (column: Column): boolean => (column === TAG_MARKS ? hasTags : importer.provides.includes(column));
  const fixed = (column: Column): Sql =>
    sql`${column === TAG_MARKS ? sql`CAST(NULL AS VARCHAR)` : fixedValue(importer, column)} AS ${identifier(column)}`;
  const marks = hasTags ? tagMarks(sql`tags`, conditions) : sql`CAST(NULL AS VARCHAR)`;
  const rows = sql`(SELECT *, ${marks} AS ${identifier(TAG_MARKS)} FROM (${alignedRows(importer)})
    WHERE import_id = ${integer(importId)} AND exclusion IS NULL)`;
  const hash = (columns: readonly Column[]): Sql => {
    const varying = columns.filter(varies);
    return varying.length === 0 ? sql`CAST(0 AS UBIGINT)` : sql`hash(${names(varying)})`;
  };
  const part = (table: string, columns: readonly Column[]): Sql => {
    const varying = columns.filter(varies).map(identifier);
    return sql`CREATE OR REPLACE TEMP TABLE ${identifier(`${table}_part`)} AS
      SELECT ${hash(columns)} AS hash, ${join([...varying, ...columns.filter((column) => !varies(column)).map(fixed)])}
      FROM ${rows} GROUP BY ${join([sql`hash`, ...varying])}`;
  };
  const own = OWN_COLUMNS.filter(varies).map(identifier);
  const isMeasured = (column: UsageColumn): boolean =>
    importer.provides.includes(column) || importer.constants[column] !== undefined;
  const measured = MEASURES.filter(isMeasured);
  const sums = measured.map(
    (column) =>
      sql`CAST(sum(${identifier(column)}) AS ${keyword(USAGE_COLUMN_TYPES[column])}) AS ${identifier(column)}`,
  );
  const groups = [sql`slot_start`, sql`slot_end`, sql`key_hash`, sql`label_hash`, ...own, sql`input_floor`];
  const parts = Math.max(1, Math.ceil(rowCount / ROWS_OF_PART));
  const insertPart = (at: number): Sql => sql`INSERT INTO usage_cube BY NAME
      SELECT ${integer(importId)} AS import_id, slot_start AS period_start, slot_end AS period_end,
        price_key_id, label_id, input_floor, row_count,
        ${join([...own, ...OWN_COLUMNS.filter((column) => !varies(column)).map(fixed), ...measured.map(identifier)])}
      FROM (
        SELECT ${slotStart} AS slot_start, ${slotEnd} AS slot_end, ${hash(KEY_COLUMNS)} AS key_hash,
          ${hash(LABEL_COLUMNS)} AS label_hash, ${join([...own, sql`${inputFloor} AS input_floor`])},
          ${join([sql`count(*) AS row_count`, ...sums])}
        FROM ${rows} ${parts === 1 ? nothing : sql`WHERE ${hash(LABEL_COLUMNS)} % ${integer(parts)} = ${integer(at)}`}
        GROUP BY ${join(groups)}) AS part
        JOIN ${idsByHash('price_key', 'price_key_id', KEY_COLUMNS)} AS key ON key.hash = part.key_hash
        JOIN ${idsByHash('label', 'label_id', LABEL_COLUMNS)} AS label ON label.hash = part.label_hash`;
  return [
    part('price_key', KEY_COLUMNS),
    part('label', LABEL_COLUMNS),
    checkHashes('price_key'),
    checkHashes('label'),
    addCombinations('price_key', 'price_key_id', KEY_COLUMNS),
    addCombinations('label', 'label_id', LABEL_COLUMNS),
    ...Array.from({ length: parts }, (_, at) => insertPart(at)),
    sql`DROP TABLE price_key_part`,
    sql`DROP TABLE label_part`,
  ];
}
