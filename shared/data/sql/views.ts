import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import { forgetDays } from './days.ts';
import { findSuperseded, standingRows } from './overlaps.ts';
import { identifier, join, sql, type Sql } from './statement.ts';

const sameAccount = (left: Sql, right: Sql): Sql =>
  sql`(${left}.account = ${right}.account OR ${left}.account IS NULL OR ${right}.account IS NULL)`;

const lastInstant = sql`CASE WHEN period_end > period_start
  THEN period_end - INTERVAL 1 MICROSECOND ELSE period_end END`;

/**
 * Whether days of `days` lie in the scope's period, for the same provider and an account that is not known to differ.
 * (Of a correlated `IS NOT DISTINCT FROM` the shipped DuckDB makes `=`, which no unknown provider would pass.)
 */
const covers = (days: Sql): Sql => sql`EXISTS (SELECT 1 FROM ${days} AS day_row
  WHERE COALESCE(day_row.provider, '') = COALESCE(scope.provider, '') AND ${sameAccount(sql`day_row`, sql`scope`)}
    AND day_row.day >= date_trunc('day', scope.period_start)
    AND day_row.day <= ${lastInstant})`;

const daysOf = (fact: Sql): Sql => sql`(
  SELECT DISTINCT provider, account,
    unnest(generate_series(date_trunc('day', period_start), ${lastInstant}, INTERVAL 1 DAY)) AS day
  FROM scope WHERE fact = ${fact})`;

/** Cube rows of active imports that no later export replaces, with the names of their price key and label. */
const ACTIVE = sql`CREATE OR REPLACE VIEW active_cube AS
  SELECT cube.*, key.provider, key.model_raw, key.route, key.region, key.service_tier, key.context_band,
    key.status AS price_status, COALESCE(key.model, key.model_raw) AS model,
    label.account, label.project, COALESCE(attribution.team, label.team) AS team,
    COALESCE(attribution.feature, label.feature) AS feature,
    COALESCE(attribution.environment, label.environment) AS environment,
    COALESCE(attribution.customer, label.customer) AS customer, label.user_key, label.api_key
  FROM (${standingRows}) AS cube
    JOIN price_key AS key USING (price_key_id)
    JOIN label USING (label_id)
    LEFT JOIN attribution USING (price_key_id, label_id)
  WHERE import_id IN (SELECT import_id FROM active_import)`;

/**
 * Fills `suppressed`: scopes whose tokens or money another source already tells. For one provider, account and day,
 * tokens come from the vendor's usage export, else from a gateway's log, else from billed quantities; money from the
 * invoice, else from the gateway's own estimate. So opening the usage file and the cost file of the same month counts
 * tokens once and money once. Runs whenever the list of active imports changes.
 */
export const RECOUNT: readonly Sql[] = [
  forgetDays,
  ...findSuperseded,
  sql`DELETE FROM suppressed`,
  sql`INSERT INTO suppressed
    WITH scope AS (SELECT DISTINCT fact, provider, account, period_start, period_end FROM active_cube),
    usage_day AS ${daysOf(sql`'usage'`)},
    gateway_day AS ${daysOf(sql`'both'`)},
    invoice_day AS ${daysOf(sql`'charge'`)},
    judged AS (
      SELECT scope.*,
        fact <> 'usage' AND ${covers(sql`usage_day`)} OR fact = 'charge' AND ${covers(sql`gateway_day`)} AS has_tokens,
        fact = 'both' AND ${covers(sql`invoice_day`)} AS has_money
      FROM scope)
    SELECT * FROM judged WHERE has_tokens OR has_money`,
];

/** `counted`: active rows, and whether their tokens and their money count. */
const COUNTED = sql`CREATE OR REPLACE VIEW counted AS
  SELECT cube.*, cube.period_end - cube.period_start > INTERVAL 1 HOUR AS is_longer_than_hour,
    cube.user_key IS NOT NULL AS has_user,
    NOT COALESCE(has_tokens, FALSE) AS counts_tokens,
    cube.fact <> 'usage' AND NOT COALESCE(has_money, FALSE) AS counts_money
  FROM active_cube AS cube LEFT JOIN suppressed ON cube.fact = suppressed.fact
    AND cube.provider IS NOT DISTINCT FROM suppressed.provider
    AND cube.account IS NOT DISTINCT FROM suppressed.account
    AND cube.period_start = suppressed.period_start AND cube.period_end = suppressed.period_end`;

const startMinute = sql`(hour(slot_start) * 60 + minute(slot_start))`;
const slotMinutes = sql`GREATEST(1, LEAST(1440 - ${startMinute}, date_diff('minute', slot_start, slot_end)))`;
const overlapMinutes = sql`(LEAST(${startMinute} + ${slotMinutes}, rate.to_minute)
  - GREATEST(${startMinute}, rate.from_minute))`;

const costOf = (classes: readonly string[]): Sql =>
  sql`(${join(
    classes.map((name) => sql`COALESCE(spread.${identifier(name)} * rate.${identifier(name)}, 0)`),
    ' + ',
  )}) / 1e6`;

/** A row is priced when every class in which it has tokens has a rate. */
const isPriced = join(
  TOKEN_CLASSES.map(
    (name) => sql`(COALESCE(spread.${identifier(name)}, 0) = 0 OR rate.${identifier(name)} IS NOT NULL)`,
  ),
  ' AND ',
);

/** A bill that states no tokens has no computed cost: unknown, not 0. */
const hasTokens = sql`COALESCE(${join(TOKEN_CLASSES.map((name) => sql`spread.${identifier(name)}`))}) IS NOT NULL`;

/** `spread`: counted rows by slots of a day at most. Rows longer than a day are spread evenly: `fraction` of them each. */
const SPREAD = sql`CREATE OR REPLACE VIEW spread AS
  SELECT counted.*, period_start AS slot_start, period_end AS slot_end, CAST(1 AS DOUBLE) AS fraction
  FROM counted WHERE grain NOT IN ('month', 'range')
  UNION ALL
  SELECT counted.*, day AS slot_start, day + INTERVAL 1 DAY AS slot_end,
    1 / CAST(GREATEST(1, date_diff('day', period_start, period_end)) AS DOUBLE) AS fraction
  FROM counted, unnest(generate_series(period_start,
    GREATEST(period_start, period_end - INTERVAL 1 DAY), INTERVAL 1 DAY)) AS days(day)
  WHERE grain IN ('month', 'range')`;

/**
 * `priced`: those slots at the rates of their own date; a price that changes with the hour takes part by the share of the
 * slot's time it applies. `share` scales every amount of a row and adds up to 1 for each counted row. `computed_usd` is
 * NULL where a rate is missing, `billed_usd` where an exchange rate is: unknown is not 0.
 */
const PRICED = sql`CREATE OR REPLACE VIEW priced AS
  SELECT spread.*,
    CASE WHEN billed_currency = 'USD' THEN CAST(billed_amount AS DOUBLE)
      ELSE CAST(billed_amount AS DOUBLE) * exchange_rate.usd_per_unit END AS billed_usd,
    fraction * CASE WHEN rate.price_key_id IS NULL THEN 1
      ELSE CAST(${overlapMinutes} AS DOUBLE) / ${slotMinutes} END AS share,
    rate.price_key_id IS NOT NULL AND (${isPriced}) AS is_priced,
    CASE WHEN rate.price_key_id IS NOT NULL AND (${isPriced}) AND ${hasTokens}
      THEN ${costOf(TOKEN_CLASSES)} END AS computed_usd,
    ${join(
      TOKEN_CLASSES.map(
        (name) => sql`CASE WHEN rate.price_key_id IS NOT NULL AND (${isPriced})
          THEN ${costOf([name])} END AS ${identifier(`${name}_usd`)}`,
      ),
    )}
  FROM spread LEFT JOIN price_rate AS rate ON rate.price_key_id = spread.price_key_id
    AND spread.slot_start >= rate.valid_from AND spread.slot_start < rate.valid_to
    AND spread.input_floor >= rate.above_tokens AND spread.input_floor < rate.below_tokens
    AND ${overlapMinutes} > 0
  LEFT JOIN exchange_rate ON exchange_rate.currency = spread.billed_currency
    AND spread.slot_start >= exchange_rate.valid_from AND spread.slot_start < exchange_rate.valid_to`;

/** The views over the cube, in the order in which they build on each other. */
export const VIEWS: readonly Sql[] = [ACTIVE, COUNTED, SPREAD, PRICED];
