import { count, countOrZero, countProblems, exclusion, periodProblem, quantity, utc } from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { contextBand, serviceTier } from '../../sql/vocabulary.ts';

const start = utc('starting_at');
const end = sql`COALESCE(${utc('ending_at')}, ${start} + INTERVAL 1 DAY)`;

/** Anthropic's input classes are disjoint; its output includes thinking. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems([
        'uncached_input_tokens',
        'cache_read_input_tokens',
        'cache_write_5m',
        'cache_write_1h',
        'output_tokens',
        'web_search_requests',
      ]),
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    NULLIF(inference_geo, 'not_available') AS region,
    CASE WHEN lower(speed) = 'fast' THEN 'fast' ELSE ${serviceTier(sql`service_tier`)} END AS service_tier,
    ${contextBand(sql`context_window`)} AS context_band,
    workspace_id AS project,
    COALESCE(account_id, service_account_id) AS user_key,
    api_key_id AS api_key,
    model AS model_raw,
    ${countOrZero('uncached_input_tokens')} AS in_fresh,
    ${countOrZero('cache_read_input_tokens')} AS in_cache_read,
    ${count('cache_write_5m')} AS in_cache_write_5m,
    ${count('cache_write_1h')} AS in_cache_write_1h,
    ${countOrZero('output_tokens')} AS out_unsplit,
    ${quantity('web_search_requests')} AS other_qty,
    CASE WHEN web_search_requests IS NOT NULL THEN 'searches' END AS other_unit
  FROM ${source}`;
