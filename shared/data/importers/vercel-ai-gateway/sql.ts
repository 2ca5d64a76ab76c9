import {
  amount,
  amountProblem,
  count,
  countOrZero,
  countProblems,
  exclusion,
  filePeriod,
  periodProblem,
  utc,
} from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const cached = sql`(${countOrZero('cached')} + ${countOrZero('cache_write')})`;

/** Input includes cached and written tokens, output includes reasoning, as far as the documentation's examples show. */
export const select = (source: Sql, importId: number): Sql => {
  const period = filePeriod(importId);
  const start = sql`COALESCE(${utc('day')}, ${period.start})`;
  const end = sql`COALESCE(${utc('day')} + INTERVAL 1 DAY, ${period.end})`;
  return sql`
    SELECT source_row,
      ${exclusion(
        periodProblem(start, end),
        countProblems(['input', 'output', 'cached', 'cache_write', 'reasoning', 'requests']),
        amountProblem('total_cost'),
        sql`WHEN ${cached} > ${countOrZero('input')} OR ${countOrZero('reasoning')} > ${countOrZero('output')}
          THEN 'parts-exceed-total'`,
      )},
      ${start} AS period_start,
      ${end} AS period_end,
      ${grainOf(start, end)} AS grain,
      user_id AS user_key,
      CASE WHEN tag IS NOT NULL THEN MAP {tag: 'true'} END AS tags,
      model AS model_raw,
      ${count('requests')} AS requests,
      ${count('input')} - ${cached} AS in_fresh,
      ${count('cached')} AS in_cache_read,
      ${count('cache_write')} AS in_cache_write_unknown,
      ${count('output')} - ${countOrZero('reasoning')} AS out_visible,
      ${count('reasoning')} AS out_reasoning,
      ${amount('total_cost')} AS billed_amount
    FROM ${source}`;
};
