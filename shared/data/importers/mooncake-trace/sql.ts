import { count, countProblems, exclusion, periodProblem, sinceStart } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

/** Mooncake counts milliseconds; Bailian, which names chats, seconds. */
export const select = (source: Sql, importId: number): Sql => {
  const time = sql`CASE WHEN chat_id IS NULL THEN ${sinceStart(importId, 'timestamp', 1_000)}
    ELSE ${sinceStart(importId, 'timestamp', 1_000_000)} END`;
  return sql`
    SELECT source_row,
      ${exclusion(periodProblem(time, time), countProblems(['input_length', 'output_length']))},
      ${time} AS period_start,
      ${time} AS period_end,
      chat_id AS session_id,
      ${count('input_length')} AS in_unsplit,
      ${count('output_length')} AS out_unsplit
    FROM ${source}`;
};
