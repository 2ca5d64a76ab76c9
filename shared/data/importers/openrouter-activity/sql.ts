import {
  amount,
  amountProblem,
  count,
  countOrZero,
  countProblems,
  exclusion,
  periodProblem,
  quantity,
  utc,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = utc('date');
const end = sql`${start} + INTERVAL 1 DAY`;

/** The prompt includes cached tokens without saying how many. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems(['requests', 'prompt', 'completion', 'reasoning']),
      amountProblem('cost'),
      sql`WHEN ${countOrZero('reasoning')} > ${countOrZero('completion')} THEN 'parts-exceed-total'`,
    )},
    CASE WHEN ${quantity('byok_cost')} > 0 THEN 'missing-charges' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    model AS model_raw,
    ${count('requests')} AS requests,
    ${count('prompt')} AS in_unsplit,
    ${count('completion')} - ${count('reasoning')} AS out_visible,
    ${count('reasoning')} AS out_reasoning,
    CASE WHEN reasoning IS NULL THEN ${count('completion')} END AS out_unsplit,
    ${amount('cost')} AS billed_amount
  FROM ${source}`;
