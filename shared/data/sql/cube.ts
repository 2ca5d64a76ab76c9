import { TOKEN_CLASSES, INPUT_CLASSES } from '../../units/tokenClasses.ts';
import type { Importer } from '../importers/importer.ts';
import { alignedRows } from './schema.ts';
import { identifier, integer, join, sql, type Sql } from './statement.ts';

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
] as const;
const CHARGE_COLUMNS = ['charge_class', 'billed_currency', 'billed_basis', 'other_unit'] as const;

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

/** Adds the combinations of this import that a small table does not hold yet. */
function addCombinations(table: string, id: string, columns: readonly string[]): Sql {
  const known = identifier(table);
  return sql`INSERT INTO ${known} (${identifier(id)}, ${names(columns)})
    SELECT (SELECT COALESCE(max(${identifier(id)}), 0) FROM ${known}) + row_number() OVER (ORDER BY ${names(columns)}),
      ${names(columns)}
    FROM (SELECT DISTINCT ${names(columns)} FROM cube_part AS part
      WHERE NOT EXISTS (SELECT 1 FROM ${known} WHERE ${matches(columns, known)}))`;
}

/** The statements that aggregate one import into the cube, in order. They run inside the import's transaction. */
export function buildCube(importer: Importer, importId: number): readonly Sql[] {
  const measures = ['requests', ...TOKEN_CLASSES];
  const sums = join([
    ...measures.map((column) => sql`CAST(sum(${identifier(column)}) AS BIGINT) AS ${identifier(column)}`),
    sql`sum(other_qty) AS other_qty`,
    sql`CAST(sum(billed_amount) AS DECIMAL(38, 12)) AS billed_amount`,
  ]);
  const groups = sql`${names(KEY_COLUMNS)}, ${names(LABEL_COLUMNS)}, ${names(CHARGE_COLUMNS)}`;
  return [
    sql`CREATE OR REPLACE TEMP TABLE cube_part AS
      SELECT fact, ${slotStart} AS slot_start, ${slotEnd} AS slot_end, grain, ${groups},
        ${inputFloor} AS input_floor, count(*) AS row_count, ${sums}
      FROM (${alignedRows(importer)})
      WHERE import_id = ${integer(importId)} AND exclusion IS NULL
      GROUP BY fact, slot_start, slot_end, grain, ${groups}, input_floor`,
    addCombinations('price_key', 'price_key_id', KEY_COLUMNS),
    addCombinations('label', 'label_id', LABEL_COLUMNS),
    sql`INSERT INTO usage_cube BY NAME
      SELECT ${integer(importId)} AS import_id, fact, slot_start AS period_start, slot_end AS period_end, grain,
        price_key_id, label_id, ${names(CHARGE_COLUMNS)}, input_floor, row_count,
        ${names([...measures, 'other_qty', 'billed_amount'])}
      FROM cube_part AS part
        JOIN price_key ON ${matches(KEY_COLUMNS, identifier('price_key'))}
        JOIN label ON ${matches(LABEL_COLUMNS, identifier('label'))}`,
    sql`DROP TABLE cube_part`,
  ];
}
