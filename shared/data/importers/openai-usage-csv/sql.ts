import { count, countOrZero, countProblems, exclusion, periodProblem, utc } from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = utc('start_time_iso');
const end = sql`COALESCE(${utc('end_time_iso')}, ${start} + INTERVAL 1 DAY)`;

/** Parts of `input_tokens` that have a class of their own; a column that an older export lacks counts as none. */
const inputParts = sql`${countOrZero('input_cached_tokens')} + ${countOrZero('input_cache_write_tokens')}
  + ${countOrZero('input_audio_tokens')} + ${countOrZero('input_image_tokens')}`;
const outputParts = sql`${countOrZero('output_audio_tokens')} + ${countOrZero('output_image_tokens')}`;

/** OpenAI's input includes cached and cache-write tokens, its output includes reasoning; see README.md. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems([
        'num_model_requests',
        'input_tokens',
        'output_tokens',
        'input_cached_tokens',
        'input_cache_write_tokens',
        'input_audio_tokens',
        'input_image_tokens',
        'output_audio_tokens',
        'output_image_tokens',
      ]),
      sql`WHEN ${inputParts} > ${countOrZero('input_tokens')} OR ${outputParts} > ${countOrZero('output_tokens')}
        THEN 'parts-exceed-total'`,
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    CASE WHEN lower(batch) = 'true' THEN 'batch'
      WHEN lower(service_tier) IN ('default', 'auto') THEN 'standard'
      ELSE lower(service_tier) END AS service_tier,
    project_id AS project,
    user_id AS user_key,
    api_key_id AS api_key,
    model AS model_raw,
    ${countOrZero('num_model_requests')} AS requests,
    ${countOrZero('input_tokens')} - (${inputParts}) AS in_fresh,
    ${countOrZero('input_cached_tokens')} AS in_cache_read,
    ${count('input_cache_write_tokens')} AS in_cache_write_unknown,
    ${count('input_audio_tokens')} AS in_audio,
    ${count('input_image_tokens')} AS in_image,
    ${countOrZero('output_tokens')} - (${outputParts}) AS out_unsplit,
    ${count('output_audio_tokens')} AS out_audio,
    ${count('output_image_tokens')} AS out_image
  FROM ${source}`;
