import { countOrZero, countProblems, exclusion, folderName, periodProblem, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

/** Input includes cached tokens, output includes reasoning. An event has no id; its time and totals stand for one. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('timestamp'), utc('timestamp')),
      countProblems(['input_tokens', 'cached_input_tokens', 'output_tokens', 'reasoning_output_tokens']),
      sql`WHEN ${countOrZero('cached_input_tokens')} > ${countOrZero('input_tokens')}
          OR ${countOrZero('reasoning_output_tokens')} > ${countOrZero('output_tokens')} THEN 'parts-exceed-total'`,
    )},
    ${utc('timestamp')} AS period_start,
    ${utc('timestamp')} AS period_end,
    ${folderName('folder')} AS project,
    session AS session_id,
    concat_ws('/', timestamp, model, total, input_tokens, output_tokens) AS request_id,
    model AS model_raw,
    ${countOrZero('input_tokens')} - ${countOrZero('cached_input_tokens')} AS in_fresh,
    ${countOrZero('cached_input_tokens')} AS in_cache_read,
    ${countOrZero('output_tokens')} - ${countOrZero('reasoning_output_tokens')} AS out_visible,
    ${countOrZero('reasoning_output_tokens')} AS out_reasoning
  FROM ${source}`;
