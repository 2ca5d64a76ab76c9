import { TOKEN_CLASSES, INPUT_CLASSES } from '../../units/tokenClasses.ts';
import type { Importer } from '../importers/importer.ts';
import { alignedRows } from './schema.ts';
import { identifier, integer, join, sql, type Sql } from './statement.ts';

/**
 * Prompt sizes at which some provider changes the price of the whole request. A request is filed under the largest one
 * it exceeds, so that cliff prices stay exact in the aggregate. The price book is tested against this list.
 */
export const CONTEXT_THRESHOLDS = [100_000, 128_000, 200_000, 256_000, 272_000, 512_000] as const;

const KEY_COLUMNS = ['provider', 'model_raw', 'route', 'region', 'service_tier', 'context_band'] as const;
const CUBE_DIMENSIONS = [
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'user_key',
  'api_key',
  'charge_class',
  'billed_currency',
  'billed_basis',
  'other_unit',
] as const;

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

/** The statements that aggregate one import into the cube, in order. They run inside the import's transaction. */
export function buildCube(importer: Importer, importId: number): readonly Sql[] {
  const sums = [
    ...['requests', ...TOKEN_CLASSES].map(
      (column) => sql`CAST(sum(${identifier(column)}) AS BIGINT) AS ${identifier(column)}`,
    ),
    sql`sum(other_qty) AS other_qty`,
    sql`CAST(sum(billed_amount) AS DECIMAL(38, 12)) AS billed_amount`,
  ];
  const measures = ['requests', ...TOKEN_CLASSES, 'other_qty', 'billed_amount'];
  const matchKey = join(
    KEY_COLUMNS.map((column) => sql`part.${identifier(column)} IS NOT DISTINCT FROM key.${identifier(column)}`),
    ' AND ',
  );
  return [
    sql`CREATE OR REPLACE TEMP TABLE cube_part AS
      SELECT fact, ${slotStart} AS slot_start, ${slotEnd} AS slot_end, grain, ${names(KEY_COLUMNS)},
        ${names(CUBE_DIMENSIONS)}, ${inputFloor} AS input_floor, count(*) AS row_count, ${join(sums)}
      FROM (${alignedRows(importer)})
      WHERE import_id = ${integer(importId)} AND exclusion IS NULL
      GROUP BY fact, slot_start, slot_end, grain, ${names(KEY_COLUMNS)}, ${names(CUBE_DIMENSIONS)}, input_floor`,
    sql`INSERT INTO price_key (price_key_id, ${names(KEY_COLUMNS)})
      SELECT (SELECT COALESCE(max(price_key_id), 0) FROM price_key) + row_number() OVER (ORDER BY ${names(KEY_COLUMNS)}),
        ${names(KEY_COLUMNS)}
      FROM (SELECT DISTINCT ${names(KEY_COLUMNS)} FROM cube_part AS part
        WHERE NOT EXISTS (SELECT 1 FROM price_key AS key WHERE ${matchKey}))`,
    sql`INSERT INTO usage_cube BY NAME
      SELECT ${integer(importId)} AS import_id, fact, slot_start AS period_start, slot_end AS period_end, grain,
        price_key_id, ${names(CUBE_DIMENSIONS)}, input_floor, row_count, ${names(measures)}
      FROM cube_part AS part JOIN price_key AS key ON ${matchKey}`,
    sql`DROP TABLE cube_part`,
  ];
}
