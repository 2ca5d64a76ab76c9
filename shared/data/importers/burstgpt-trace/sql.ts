import { count, countProblems, exclusion, periodProblem, sinceStart } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

export const select = (source: Sql, importId: number): Sql => {
  const time = sinceStart(importId, 'timestamp', 1_000_000);
  return sql`
    SELECT source_row,
      ${exclusion(periodProblem(time, time), countProblems(['request_tokens', 'response_tokens', 'total_tokens']))},
      ${time} AS period_start,
      ${time} AS period_end,
      log_type AS feature,
      session_id,
      model AS model_raw,
      ${count('request_tokens')} AS in_unsplit,
      ${count('response_tokens')} AS out_unsplit
    FROM ${source}`;
};
