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

/** Disjoint classes; `estimated_cost.amount` is a number of cents. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems(['input', 'output', 'cache_read', 'cache_creation']),
      amountProblem('amount', moneyTimes('amount', 0.01)),
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    organization_id AS account,
    CASE WHEN customer_type = 'subscription' THEN 'Claude Code (subscription)' ELSE 'Claude Code' END AS feature,
    email_address AS user_key,
    api_key_name AS api_key,
    model AS model_raw,
    ${countOrZero('input')} AS in_fresh,
    ${countOrZero('cache_read')} AS in_cache_read,
    ${countOrZero('cache_creation')} AS in_cache_write_unknown,
    ${countOrZero('output')} AS out_unsplit,
    ${moneyTimes('amount', 0.01)} AS billed_amount,
    upper(currency) AS billed_currency
  FROM ${source}`;
