import {
  count,
  countOrZero,
  countProblems,
  exclusion,
  periodProblem,
  quantity,
  quantityProblem,
  utc,
} from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { serviceTier } from '../../sql/vocabulary.ts';

const start = utc('start_time_iso');
const end = sql`COALESCE(${utc('end_time_iso')}, ${start} + INTERVAL 1 DAY)`;

/** Parts of `input_tokens` that have a class of their own; a column that an older export lacks counts as none. */
const inputParts = sql`${countOrZero('input_cached_tokens')} + ${countOrZero('input_cache_write_tokens')}
  + ${countOrZero('input_audio_tokens')} + ${countOrZero('input_image_tokens')}`;
const outputParts = sql`${countOrZero('output_audio_tokens')} + ${countOrZero('output_image_tokens')}`;

const otherQuantity = sql`COALESCE(${quantity('images')}, ${quantity('characters')}, ${quantity('seconds')},
  ${quantity('usage_bytes')}, ${quantity('num_sessions')}, ${quantity('num_requests')})`;
const otherUnit = sql`CASE
  WHEN images IS NOT NULL THEN 'images'
  WHEN characters IS NOT NULL THEN 'characters'
  WHEN seconds IS NOT NULL THEN 'seconds'
  WHEN usage_bytes IS NOT NULL THEN 'bytes'
  WHEN num_sessions IS NOT NULL THEN 'sessions'
  WHEN num_requests IS NOT NULL THEN 'searches' END`;

/** A bucket without usage is a row of blanks and means none; a row of images or seconds tells of no tokens at all. */
const tokens = (reading: Sql): Sql =>
  sql`CASE WHEN input_tokens IS NULL AND ${otherUnit} IS NOT NULL THEN NULL ELSE ${reading} END`;

/** `organization.usage.embeddings.result` is the capability `embeddings`; null is the plain case, completions. */
const capability = sql`CASE
  WHEN object IS NULL THEN CASE WHEN model LIKE '%embedding%' THEN 'embeddings' WHEN model LIKE '%moderation%' THEN 'moderations'
    WHEN usage_bytes IS NOT NULL THEN 'vector stores' WHEN num_sessions IS NOT NULL THEN 'code interpreter sessions'
    WHEN num_requests IS NOT NULL THEN CASE WHEN num_model_requests IS NULL THEN 'file searches' ELSE 'web searches' END END
  ELSE NULLIF(replace(regexp_extract(object, 'usage\\.(\\w+)\\.', 1), '_', ' '), 'completions') END`;

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
        'images',
        'characters',
        'usage_bytes',
        'num_sessions',
        'num_requests',
      ]),
      quantityProblem('seconds'),
      sql`WHEN ${inputParts} > ${countOrZero('input_tokens')} OR ${outputParts} > ${countOrZero('output_tokens')}
        THEN 'parts-exceed-total'`,
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    CASE WHEN lower(batch) = 'true' THEN 'batch' ELSE ${serviceTier(sql`service_tier`)} END AS service_tier,
    project_id AS project,
    ${capability} AS feature,
    user_id AS user_key,
    api_key_id AS api_key,
    model AS model_raw,
    CASE WHEN num_model_requests IS NULL AND ${otherUnit} IS NOT NULL THEN NULL
      ELSE ${countOrZero('num_model_requests')} END AS requests,
    ${tokens(sql`${countOrZero('input_tokens')} - (${inputParts})`)} AS in_fresh,
    ${tokens(countOrZero('input_cached_tokens'))} AS in_cache_read,
    ${count('input_cache_write_tokens')} AS in_cache_write_unknown,
    ${count('input_audio_tokens')} AS in_audio,
    ${count('input_image_tokens')} AS in_image,
    ${tokens(sql`${countOrZero('output_tokens')} - (${outputParts})`)} AS out_unsplit,
    ${count('output_audio_tokens')} AS out_audio,
    ${count('output_image_tokens')} AS out_image,
    ${otherQuantity} AS other_qty,
    ${otherUnit} AS other_unit
  FROM ${source}`;
