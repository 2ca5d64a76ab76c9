import {
  amountProblem,
  countOrZero,
  countProblems,
  exclusion,
  moneyTimes,
  periodProblem,
  utc,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = utc('date');
const end = sql`${start} + INTERVAL 1 DAY`;

/** Their tokens are in no usage report of the API, so they need a provider that no such report can cover. */
const isSubscription = sql`COALESCE(customer_type = 'subscription', FALSE)`;

/** Disjoint classes; `estimated_cost.amount` is a number of cents. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems(['input', 'output', 'cache_read', 'cache_creation']),
      amountProblem('amount', moneyTimes('amount', 0.01)),
    )},
    CASE WHEN ${isSubscription} THEN 'covered-by-credit' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    CASE WHEN ${isSubscription} THEN 'claude code' ELSE 'anthropic' END AS provider,
    organization_id AS account,
    CASE WHEN ${isSubscription} THEN 'Claude Code (subscription)' ELSE 'Claude Code' END AS feature,
    email_address AS user_key,
    api_key_name AS api_key,
    model AS model_raw,
    ${countOrZero('input')} AS in_fresh,
    ${countOrZero('cache_read')} AS in_cache_read,
    ${countOrZero('cache_creation')} AS in_cache_write_unknown,
    ${countOrZero('output')} AS out_unsplit,
    CASE WHEN ${isSubscription} THEN 0 ELSE ${moneyTimes('amount', 0.01)} END AS billed_amount,
    upper(currency) AS billed_currency
  FROM ${source}`;
