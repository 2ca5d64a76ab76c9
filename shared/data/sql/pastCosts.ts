import { SCOPE_DIMENSIONS } from '../../engine/types.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import type { ZoneOffset } from '../../units/timeZones.ts';
import { localStart, type CostRows } from './costRows.ts';
import { identifier, join, sql, value, type Sql } from './statement.ts';

/** Labels of a past slice; its model comes with the price key. */
const LABELS = SCOPE_DIMENSIONS.filter((name) => name !== 'model');

const counted = (amount: Sql): Sql => sql`CAST(sum(CASE WHEN counts_tokens THEN ${amount} * share END) AS DOUBLE)`;

const positive = join(
  TOKEN_CLASSES.map((name) => sql`COALESCE(${identifier(name)}, 0)`),
  ' + ',
);

/** Money of an invoice or of a gateway's own estimate that counts and is no credit. */
const isBill = sql`counts_money AND billed_usd IS NOT NULL AND charge_class NOT IN ('credit', 'refund')`;

/** Days on which a provider's bill says what its use cost. */
const billedDays = (
  relation: Sql,
): Sql => sql`(SELECT DISTINCT provider AS bill_provider, CAST(slot_start AS DATE) AS bill_day
  FROM ${relation} AS bills WHERE ${isBill})`;

/**
 * Tokens and computed money by class, month and segment: what has been, in the terms of the forecast. `covered_usd` is the
 * computed money of days that a bill of the provider covers.
 */
export const pastCosts = ({ relation, start }: CostRows): Sql => {
  const labels = join(LABELS.map(identifier));
  return sql`SELECT strftime(${start}, '%Y-%m') AS month, price_key_id,
      CAST(input_floor AS DOUBLE) AS input_floor, ${labels},
      ${counted(sql`requests`)} AS requests,
      ${join(TOKEN_CLASSES.map((name) => sql`${counted(identifier(name))} AS ${identifier(name)}`))},
      ${join(TOKEN_CLASSES.map((name) => sql`${counted(identifier(`${name}_usd`))} AS ${identifier(`${name}_usd`)}`))},
      ${counted(sql`computed_usd`)} AS computed_usd,
      ${counted(sql`CASE WHEN bill_day IS NOT NULL THEN computed_usd END`)} AS covered_usd,
      ${counted(sql`CASE WHEN is_priced THEN 0 ELSE ${positive} END`)} AS unpriced_tokens,
      CAST(sum(CASE WHEN counts_money AND charge_class IN ('credit', 'refund')
        THEN billed_usd * share END) AS DOUBLE) AS credits_usd
    FROM ${relation} AS rows LEFT JOIN ${billedDays(relation)} AS bill
      ON bill.bill_provider IS NOT DISTINCT FROM rows.provider AND bill.bill_day = CAST(rows.slot_start AS DATE)
    GROUP BY month, price_key_id, input_floor, ${labels}
    ORDER BY month, price_key_id, input_floor, ${labels}`;
};

/** What bills say by month, price key and kind of charge; credits and refunds are not among them. */
export const billedMoney = ({ relation, start }: CostRows): Sql => sql`
  SELECT strftime(${start}, '%Y-%m') AS month, price_key_id, charge_class,
    CAST(sum(billed_usd * share) AS DOUBLE) AS billed_usd
  FROM ${relation} AS rows WHERE ${isBill}
  GROUP BY month, price_key_id, charge_class ORDER BY month, price_key_id, charge_class`;

/** Distinct users and sessions by month, each with what the rows cost that name them. */
export const monthlyActivity = (offsets: readonly ZoneOffset[], costs: CostRows): Sql => sql`
  WITH users AS (
    SELECT strftime(${localStart(offsets)}, '%Y-%m') AS month, count(DISTINCT user_key) AS users
    FROM spread WHERE counts_tokens AND has_user GROUP BY month),
  user_cost AS (
    SELECT strftime(${costs.start}, '%Y-%m') AS month, CAST(sum(computed_usd * share) AS DOUBLE) AS user_usd
    FROM ${costs.relation} AS rows WHERE counts_tokens AND has_user GROUP BY month),
  sessions AS (
    SELECT strftime(${localStart(offsets)}, '%Y-%m') AS month, count(DISTINCT session_id) AS sessions
    FROM (SELECT *, period_start AS slot_start FROM usage WHERE session_id IS NOT NULL AND fact <> 'charge')
    GROUP BY month),
  session_cost AS (
    SELECT strftime(${localStart(offsets)}, '%Y-%m') AS month, CAST(sum(computed_usd * share) AS DOUBLE) AS session_usd
    FROM priced WHERE import_id IN (SELECT DISTINCT import_id FROM usage WHERE session_id IS NOT NULL)
    GROUP BY month)
  SELECT month, CAST(COALESCE(users, 0) AS DOUBLE) AS users, user_usd,
    CAST(COALESCE(sessions, 0) AS DOUBLE) AS sessions, session_usd
  FROM users LEFT JOIN user_cost USING (month) FULL JOIN sessions USING (month) LEFT JOIN session_cost USING (month)
  ORDER BY month`;

const spreadTokens = (amount: Sql): Sql => sql`CAST(sum((${amount}) * fraction) AS DOUBLE)`;

/** Tokens by user or key since a month, most first. */
export const memberTokens = (column: 'user_key' | 'api_key', from: string, offsets: readonly ZoneOffset[]): Sql => sql`
  SELECT ${identifier(column)} AS member,
    ${spreadTokens(positive)} AS tokens,
    ${spreadTokens(sql`COALESCE(out_visible, 0) + COALESCE(out_unsplit, 0)`)} AS output
  FROM spread WHERE counts_tokens AND ${identifier(column)} IS NOT NULL
    AND ${localStart(offsets)} >= CAST(${value(`${from}-01`)} AS TIMESTAMP)
  GROUP BY member ORDER BY tokens DESC, member`;
