import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import type { CostRows } from './costRows.ts';
import { identifier, join, sql, type Sql } from './statement.ts';

const tokens = join(
  TOKEN_CLASSES.map((name) => sql`COALESCE(${identifier(name)}, 0)`),
  ' + ',
);
const summed = (amount: Sql, condition: Sql): Sql =>
  sql`CAST(sum(CASE WHEN ${condition} THEN ${amount} * share END) AS DOUBLE)`;
const listed = (column: Sql, condition: Sql): Sql =>
  sql`string_agg(DISTINCT CASE WHEN ${condition} THEN ${column} END, ',' ORDER BY CASE WHEN ${condition} THEN ${column} END)`;

const isCharge = sql`fact = 'charge' AND charge_class = 'usage' AND provider <> 'self-hosted'`;
const isOther = sql`fact = 'charge' AND charge_class <> 'usage' AND provider <> 'self-hosted'`;
const isUsage = sql`fact = 'usage'`;
const isGateway = sql`fact = 'both'`;

/**
 * What invoice, usage export and gateway log say of each provider, account, day and model, side by side: also where
 * only one of them counts in the totals. An account that only one of them names is that of the provider's rows that
 * name none, where there is no other.
 */
export const reconciliationCells = ({ relation }: CostRows): Sql => sql`
  WITH only_account AS (
    SELECT provider AS owner, any_value(account) AS sole_account FROM ${relation} AS named WHERE account IS NOT NULL
    GROUP BY provider HAVING count(DISTINCT account) = 1)
  SELECT provider, COALESCE(account, sole_account) AS account,
    strftime(slot_start, '%Y-%m-%d') AS day, model, min(model_raw) AS model_raw,
    ${summed(sql`billed_usd`, isCharge)} AS invoice_usd,
    ${summed(sql`billed_usd`, sql`${isOther} AND charge_class IN ('credit', 'refund')`)} AS credits_usd,
    ${summed(sql`billed_usd`, sql`${isOther} AND charge_class NOT IN ('credit', 'refund')`)} AS other_usd,
    ${summed(tokens, isCharge)} AS invoice_tokens,
    ${summed(sql`row_count`, isCharge)} AS invoice_rows,
    ${summed(sql`computed_usd`, isUsage)} AS usage_usd,
    ${summed(tokens, isUsage)} AS usage_tokens,
    ${summed(sql`row_count`, isUsage)} AS usage_rows,
    ${summed(sql`CASE WHEN is_priced THEN 0 ELSE ${tokens} END`, isUsage)} AS usage_unpriced,
    ${summed(sql`computed_usd`, isGateway)} AS gateway_usd,
    ${summed(tokens, isGateway)} AS gateway_tokens,
    ${summed(sql`row_count`, isGateway)} AS gateway_rows,
    ${summed(sql`CASE WHEN is_priced THEN 0 ELSE ${tokens} END`, isGateway)} AS gateway_unpriced,
    ${summed(sql`billed_usd`, isGateway)} AS estimate_usd,
    ${listed(sql`service_tier`, isCharge)} AS invoice_tiers,
    ${listed(sql`service_tier`, sql`NOT (${isCharge}) AND fact <> 'charge'`)} AS usage_tiers
  FROM ${relation} AS rows LEFT JOIN only_account ON owner IS NOT DISTINCT FROM provider
  GROUP BY ALL ORDER BY 1, 2, 3, 4`;

/** Tokens of requests that stand in the data twice, by provider, day and model: dropped here, perhaps billed there. */
export const duplicateTokens = (formats: readonly Sql[]): Sql => sql`
  SELECT provider, strftime(period_start, '%Y-%m-%d') AS day, model_raw, CAST(sum(${tokens}) AS DOUBLE) AS tokens
  FROM (${join(formats, ' UNION ALL ')}) AS rows
  WHERE exclusion IN ('duplicate', 'in-earlier-file') AND import_id IN (SELECT import_id FROM active_import)
  GROUP BY ALL ORDER BY provider, day, model_raw`;
