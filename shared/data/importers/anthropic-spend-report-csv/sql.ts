import { amountProblem, count, countProblems, exclusion, filePeriod, money, periodProblem } from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';

/** Input includes the cache without a split, output includes thinking. */
export const select = (source: Sql, importId: number): Sql => {
  const { start, end } = filePeriod(importId);
  return sql`
    SELECT source_row,
      ${exclusion(
        periodProblem(start, end),
        countProblems(['requests', 'prompt_tokens', 'completion_tokens']),
        amountProblem('net_spend', money('net_spend')),
      )},
      ${start} AS period_start,
      ${end} AS period_end,
      ${grainOf(start, end)} AS grain,
      product AS feature,
      email AS user_key,
      COALESCE(model, model_family) AS model_raw,
      ${count('requests')} AS requests,
      ${count('prompt_tokens')} AS in_unsplit,
      ${count('completion_tokens')} AS out_unsplit,
      ${money('net_spend')} AS billed_amount
    FROM ${source}`;
};
