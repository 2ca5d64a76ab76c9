import type { ZoneOffset } from '../../units/timeZones.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import { localStart } from './costRows.ts';
import { identifier, integer, join, sql, value, type Sql } from './statement.ts';

/** Raise it when `priced_day` changes: projects then add their rows up anew. */
export const DAYS_LAYOUT = 1;

/** What tells two sums of a day apart: everything a view groups or filters by, but people and keys. */
const KEYS = [
  'fact',
  'grain',
  'price_key_id',
  'input_floor',
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'charge_class',
  'billed_currency',
  'counts_tokens',
  'counts_money',
  'is_priced',
  'is_longer_than_hour',
  'has_user',
] as const;

const usd = TOKEN_CLASSES.map((name) => `${name}_usd`);
const MEASURES = ['requests', ...TOKEN_CLASSES, 'computed_usd', ...usd, 'billed_usd', 'billed_amount', 'row_count'];

/** Which measures a row tells, a bit each: sums of a known and an unknown amount would hide what is unknown. */
const known: Sql = join(
  ['requests', 'billed_usd', 'billed_amount', ...TOKEN_CLASSES].map(
    (name, bit) => sql`CASE WHEN ${identifier(name)} IS NULL THEN 0 ELSE ${integer(2 ** bit)} END`,
  ),
  ' + ',
);

/**
 * `priced_day`: the rows of `priced` added up by UTC day and local day. A year of half hours is 48 times as long, and
 * people, keys and imports would make it as long as the files; questions about those go to `priced`.
 */
export const buildDays = (offsets: readonly ZoneOffset[]): Sql => sql`CREATE OR REPLACE TABLE priced_day AS
  SELECT ${join(KEYS.map(identifier))}, date_trunc('day', slot_start) AS slot_start,
    date_trunc('day', ${localStart(offsets)}) AS local_start, ${known} AS known,
    min(period_start) AS period_start, max(period_end) AS period_end,
    ${join(MEASURES.map((name) => sql`CAST(sum(${identifier(name)} * share) AS DOUBLE) AS ${identifier(name)}`))}
  FROM priced GROUP BY ALL`;

/** The view `daily`: those rows with the columns of `priced`. */
export const dailyView = sql`CREATE OR REPLACE VIEW daily AS
  SELECT priced_day.*, 1 AS share, key.provider, key.model_raw, key.route, key.region, key.service_tier,
    key.context_band, key.status AS price_status, COALESCE(key.model, key.model_raw) AS model
  FROM priced_day JOIN price_key AS key USING (price_key_id)`;

/** What `priced_day` was added up from, if it holds anything, and in which zone. */
export const settledBasis = sql`SELECT basis FROM settlement`;
export const settledOffsets = sql`SELECT offsets FROM settlement`;

/** Whatever changes what counts, or what it costs, says so first: a sum that is out of date is never read. */
export const forgetDays = sql`DELETE FROM settlement`;

export const noteDays = (basis: string, offsets: string): Sql =>
  sql`INSERT INTO settlement VALUES (${value(basis)}, ${value(offsets)})`;
