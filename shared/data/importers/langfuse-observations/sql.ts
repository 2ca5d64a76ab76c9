import {
  amount,
  amountProblem,
  count,
  countProblems,
  exclusion,
  periodProblem,
  tagList,
  utc,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

/** The figures of `usageDetails` whose names match, added up; NULL where there are none. */
const figures = (pattern: Sql): Sql => sql`list_sum(list_transform(
  regexp_extract_all(usage, '"(?:' || ${pattern} || ')"\\s*:\\s*([0-9]+)', 1), lambda digits: CAST(digits AS BIGINT)))`;

/** Only generations and embeddings carry usage; traces and spans repeat what is inside them. */
const read = (source: Sql): Sql => sql`(
  SELECT *,
    ${figures(sql`'input|input_tokens|prompt_tokens|promptTokens|input_text_tokens'`)} AS plain_input,
    ${figures(sql`'input_cached_tokens|cache_read_input_tokens|input_cache_read'`)} AS cache_read,
    ${figures(sql`'input_cache_creation_5m'`)} AS write_5m,
    ${figures(sql`'input_cache_creation_1h'`)} AS write_1h,
    ${figures(sql`'input_cache_creation|cache_creation_input_tokens'`)} AS write_unknown,
    ${figures(sql`'input_audio_tokens|input_audio'`)} AS audio_input,
    ${figures(sql`'output|output_tokens|completion_tokens|completionTokens|output_text_tokens'`)} AS plain_output,
    ${figures(sql`'output_reasoning_tokens|output_reasoning'`)} AS reasoning,
    ${figures(sql`'output_audio_tokens|output_audio'`)} AS audio_output,
    ${figures(sql`'total'`)} AS total,
    ${figures(sql`'[^"]+'`)} AS everything
  FROM ${source}
  WHERE upper(type) IN ('GENERATION', 'EMBEDDING'))`;

const cached = sql`(COALESCE(cache_read, 0) + COALESCE(write_5m, 0) + COALESCE(write_1h, 0)
  + COALESCE(write_unknown, 0) + COALESCE(audio_input, 0))`;
const outputParts = sql`(COALESCE(reasoning, 0) + COALESCE(audio_output, 0))`;

/** Langfuse takes the cache out of `input`; figures that add up to more than their total were sent as they came. */
const isInclusive = sql`(everything - total > total AND ${cached} <= plain_input AND ${outputParts} <= plain_output)`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('start_time'), utc('start_time')),
      countProblems(['input_usage', 'output_usage']),
      amountProblem('total_cost'),
    )},
    CASE WHEN ${isInclusive} THEN 'inclusion-unclear' END AS note,
    ${utc('start_time')} AS period_start,
    ${utc('start_time')} AS period_end,
    project_id AS project,
    trace_name AS feature,
    environment,
    user_id AS user_key,
    session_id,
    id AS request_id,
    ${tagList('trace_tags')} AS tags,
    model AS model_raw,
    plain_input - CASE WHEN ${isInclusive} THEN ${cached} ELSE 0 END AS in_fresh,
    cache_read AS in_cache_read,
    write_5m AS in_cache_write_5m,
    write_1h AS in_cache_write_1h,
    write_unknown AS in_cache_write_unknown,
    audio_input AS in_audio,
    CASE WHEN everything IS NULL THEN ${count('input_usage')} END AS in_unsplit,
    plain_output - CASE WHEN ${isInclusive} THEN ${outputParts} ELSE 0 END AS out_visible,
    reasoning AS out_reasoning,
    audio_output AS out_audio,
    CASE WHEN everything IS NULL THEN ${count('output_usage')} END AS out_unsplit,
    ${amount('total_cost')} AS billed_amount
  FROM ${read(source)}`;
