import {
  amount,
  amountProblem,
  count,
  countOrZero,
  countProblems,
  exclusion,
  folderName,
  periodProblem,
  utc,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { serviceTier } from '../../sql/vocabulary.ts';

/** One call of the API is written on several lines, each with the count so far: the largest one is the call. */
const key = sql`COALESCE(message_id, request_id, uuid)`;
const hasSplit = sql`(write_5m IS NOT NULL OR write_1h IS NOT NULL)`;
const isRepeat = sql`row_number() OVER (PARTITION BY ${key}
  ORDER BY ${countOrZero('output')} DESC, ${hasSplit} DESC, source_row) > 1 AND ${key} IS NOT NULL`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('timestamp'), utc('timestamp')),
      countProblems(['input', 'output', 'cache_read', 'cache_write', 'write_5m', 'write_1h']),
      amountProblem('cost'),
      sql`WHEN ${isRepeat} THEN 'duplicate'`,
    )},
    ${utc('timestamp')} AS period_start,
    ${utc('timestamp')} AS period_end,
    CASE WHEN lower(speed) = 'fast' THEN 'fast' ELSE ${serviceTier(sql`service_tier`)} END AS service_tier,
    ${folderName('cwd')} AS project,
    session_id,
    ${key} AS request_id,
    model AS model_raw,
    ${countOrZero('input')} AS in_fresh,
    ${countOrZero('cache_read')} AS in_cache_read,
    CASE WHEN ${hasSplit} THEN ${countOrZero('write_5m')} END AS in_cache_write_5m,
    CASE WHEN ${hasSplit} THEN ${countOrZero('write_1h')} END AS in_cache_write_1h,
    CASE WHEN NOT ${hasSplit} THEN ${count('cache_write')} END AS in_cache_write_unknown,
    ${countOrZero('output')} AS out_unsplit,
    ${amount('cost')} AS billed_amount
  FROM ${source}`;
