import { amountProblem, exclusion, money, periodProblem, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { contextBand, serviceTier } from '../../sql/vocabulary.ts';

const start = utc('usage_date_utc');
const end = sql`${start} + INTERVAL 1 DAY`;

/** `cost_usd` is what is charged; `list_price_usd`, where there is one, is another view of the same use. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      amountProblem('cost_usd', money('cost_usd')),
      sql`WHEN cost_usd IS NULL THEN 'not-an-amount'`,
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    NULLIF(inference_geo, 'not_available') AS region,
    CASE WHEN lower(speed) = 'fast' THEN 'fast' ELSE ${serviceTier(sql`usage_type`)} END AS service_tier,
    ${contextBand(sql`context_window`)} AS context_band,
    workspace AS project,
    api_key,
    model AS model_raw,
    COALESCE(token_type, cost_type) AS other_unit,
    ${money('cost_usd')} AS billed_amount
  FROM ${source}`;
