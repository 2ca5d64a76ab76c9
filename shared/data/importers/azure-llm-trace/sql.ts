import { count, countProblems, exclusion, periodProblem, quantity, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

/** The whole prompt is the input; nothing is told of caches, models or users. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('timestamp'), utc('timestamp')),
      countProblems(['context_tokens', 'generated_tokens', 'images']),
    )},
    ${utc('timestamp')} AS period_start,
    ${utc('timestamp')} AS period_end,
    ${count('context_tokens')} AS in_unsplit,
    ${count('generated_tokens')} AS out_unsplit,
    ${quantity('images')} AS other_qty,
    CASE WHEN images IS NOT NULL THEN 'images' END AS other_unit
  FROM ${source}`;
