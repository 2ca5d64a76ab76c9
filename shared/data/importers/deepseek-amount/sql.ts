import { count, countProblems, exclusion, periodProblem, utc, utcFromAnyDate } from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = sql`COALESCE(${utc('start_time_iso')}, ${utcFromAnyDate('utc_date')})`;
const end = sql`COALESCE(${utc('end_time_iso')}, ${start} + INTERVAL 1 DAY)`;
const ofType = (type: Sql): Sql => sql`CASE WHEN type = ${type} THEN ${count('amount')} END`;
const isKnown = sql`type IN ('input_cache_miss_tokens', 'input_cache_hit_tokens', 'output_tokens', 'request_count')`;

/** Cache hits and misses are disjoint; a miss is what was not read from the cache. Output includes reasoning. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(periodProblem(start, end), countProblems(['amount']))},
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    user_id AS account,
    api_key_name AS api_key,
    model AS model_raw,
    ${ofType(sql`'request_count'`)} AS requests,
    ${ofType(sql`'input_cache_miss_tokens'`)} AS in_fresh,
    ${ofType(sql`'input_cache_hit_tokens'`)} AS in_cache_read,
    ${ofType(sql`'output_tokens'`)} AS out_unsplit,
    CASE WHEN NOT ${isKnown} THEN CAST(${count('amount')} AS DOUBLE) END AS other_qty,
    CASE WHEN NOT ${isKnown} THEN type END AS other_unit
  FROM ${source}`;
