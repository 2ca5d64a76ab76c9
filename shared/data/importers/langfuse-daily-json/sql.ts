import { amount, amountProblem, count, countProblems, exclusion, periodProblem, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = utc('date');
const end = sql`${start} + INTERVAL 1 DAY`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems(['inputUsage', 'outputUsage', 'countObservations']),
      amountProblem('totalCost'),
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    model AS model_raw,
    ${count('countObservations')} AS requests,
    ${count('inputUsage')} AS in_unsplit,
    ${count('outputUsage')} AS out_unsplit,
    ${amount('totalCost')} AS billed_amount
  FROM ${source}`;
