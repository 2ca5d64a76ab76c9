import { count, countOrZero, countProblems, exclusion, periodProblem, quantity, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { contextBand, serviceTier } from '../../sql/vocabulary.ts';

const start = utc('usage_date_utc');
const end = sql`${start} + INTERVAL 1 DAY`;

/** The Console's input columns are disjoint; exports before the two cache lifetimes have one column of writes. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems([
        'input_no_cache',
        'cache_write',
        'cache_write_5m',
        'cache_write_1h',
        'cache_read',
        'output',
        'web_search_count',
      ]),
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    NULLIF(inference_geo, 'not_available') AS region,
    CASE WHEN lower(speed) = 'fast' THEN 'fast' ELSE ${serviceTier(sql`usage_type`)} END AS service_tier,
    ${contextBand(sql`context_window`)} AS context_band,
    workspace AS project,
    api_key,
    model_version AS model_raw,
    ${countOrZero('input_no_cache')} AS in_fresh,
    ${countOrZero('cache_read')} AS in_cache_read,
    ${count('cache_write_5m')} AS in_cache_write_5m,
    ${count('cache_write_1h')} AS in_cache_write_1h,
    ${count('cache_write')} AS in_cache_write_unknown,
    ${countOrZero('output')} AS out_unsplit,
    ${quantity('web_search_count')} AS other_qty,
    CASE WHEN web_search_count IS NOT NULL THEN 'searches' END AS other_unit
  FROM ${source}`;
