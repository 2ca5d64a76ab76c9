import {
  amount,
  amountProblem,
  count,
  countProblems,
  exclusion,
  periodProblem,
  quantity,
  quantityProblem,
  utcFromAnyDate,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = sql`date_trunc('day', ${utcFromAnyDate('date')})`;
const end = sql`${start} + INTERVAL 1 DAY`;
const isGenerative = sql`(sku IS NULL OR regexp_matches(lower(concat_ws(' ', product, sku)), 'copilot|spark|models'))`;

/** Net is gross less discount. The quantity is requests or credits, with fractions, and no count of requests made. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems(['input', 'output', 'cache_read', 'cache_write']),
      quantityProblem('quantity'),
      amountProblem('net_amount'),
    )},
    CASE WHEN NOT ${isGenerative} THEN 'other-services'
      WHEN ${amount('net_amount')} = 0 AND ${quantity('quantity')} > 0 THEN 'covered-by-credit' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    organization AS account,
    repository AS project,
    cost_center_name AS team,
    COALESCE(product, 'copilot') AS feature,
    username AS user_key,
    model AS model_raw,
    ${count('input')} AS in_fresh,
    ${count('cache_read')} AS in_cache_read,
    ${count('cache_write')} AS in_cache_write_unknown,
    ${count('output')} AS out_unsplit,
    ${quantity('quantity')} AS other_qty,
    COALESCE(unit_type, 'requests') AS other_unit,
    ${amount('net_amount')} AS billed_amount,
    CASE WHEN net_amount IS NOT NULL THEN 'USD' END AS billed_currency
  FROM ${source}`;
