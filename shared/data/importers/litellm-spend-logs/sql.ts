import {
  amount,
  amountProblem,
  count,
  countOrZero,
  countProblems,
  exclusion,
  oncePerText,
  periodProblem,
  tagList,
  utc,
} from '../../sql/fields.ts';
import { constant, identifier, sql, type Sql } from '../../sql/statement.ts';
import { provider, route } from '../../sql/vocabulary.ts';

/**
 * A figure of the metadata: read already in a JSON file, out of the text in a CSV file. Looks for the name first: most
 * rows lack most names, and finding plain text is faster than matching a pattern.
 */
const number = (name: string): Sql => sql`COALESCE(${count(name)}, CASE WHEN contains(metadata, ${constant(name)}) THEN
  TRY_CAST(regexp_extract(metadata, '"' || ${constant(name)} || '"\\s*:\\s*([0-9]+)', 1) AS BIGINT) END)`;

const text = (
  name: string,
): Sql => sql`COALESCE(${identifier(name)}, CASE WHEN contains(metadata, ${constant(name)}) THEN
  NULLIF(regexp_extract(metadata, '"' || ${constant(name)} || '"\\s*:\\s*"([^"]*)"', 1), '') END)`;

/** The rows with their figures out of the metadata, each read once. */
const read = (source: Sql, isStaged: boolean): Sql => sql`(
  SELECT *,
    ${utc('start_time')} AS start,
    ${amount('spend')} AS spent,
    ${count('prompt_tokens')} AS prompt,
    ${count('completion_tokens')} AS completion,
    COALESCE(${number('cache_read_input_tokens')}, ${number('cached_tokens')}) AS cache_read,
    ${number('cache_creation_input_tokens')} AS cache_write,
    ${number('ephemeral_5m_input_tokens')} AS cache_write_5m,
    ${number('ephemeral_1h_input_tokens')} AS cache_write_1h,
    ${number('reasoning_tokens')} AS reasoning,
    (usage_prompt IS NOT NULL OR COALESCE(contains(metadata, 'usage_object'), FALSE)) AS has_usage,
    COALESCE(lower(cache_hit) = 'true', FALSE) AS is_cached_answer
  FROM ${oncePerText(source, isStaged, { column: 'request_tags', made: tagList('request_tags'), as: 'tag_map' })})`;

const cached = sql`COALESCE(cache_read, 0) + COALESCE(cache_write, 0)`;

/** Old versions give Anthropic's input without the cache, new ones with it; a cache larger than the input shows which. */
const isDisjoint = sql`(${cached} > prompt)`;

/** An answer out of LiteLLM's own response cache used no tokens of the provider. */
const used = (reading: Sql): Sql => sql`CASE WHEN is_cached_answer THEN 0 ELSE ${reading} END`;

const splitWrites = sql`(COALESCE(cache_write_5m, 0) + COALESCE(cache_write_1h, 0) = COALESCE(cache_write, 0)
  AND (cache_write_5m IS NOT NULL OR cache_write_1h IS NOT NULL))`;

export const select = (source: Sql, _importId: number, isStaged = false): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(sql`start`, sql`start`),
      countProblems(['prompt_tokens', 'completion_tokens', 'total_tokens']),
      amountProblem('spend', sql`spent`),
      sql`WHEN reasoning > completion THEN 'parts-exceed-total'`,
    )},
    CASE WHEN ${isDisjoint} AND NOT is_cached_answer THEN 'inclusion-unclear' END AS note,
    start AS period_start,
    start AS period_end,
    ${provider(sql`custom_llm_provider`)} AS provider,
    ${route(sql`custom_llm_provider`)} AS route,
    COALESCE(organization_id, ${text('user_api_key_org_id')}) AS account,
    COALESCE(${text('user_api_key_project_alias')}, ${text('user_api_key_project_id')}) AS project,
    COALESCE(${text('user_api_key_team_alias')}, team_id) AS team,
    agent_id AS feature,
    end_user AS customer,
    user_id AS user_key,
    COALESCE(${text('user_api_key_alias')}, api_key) AS api_key,
    session_id,
    request_id,
    tag_map AS tags,
    model AS model_raw,
    ${used(sql`CASE WHEN NOT has_usage THEN NULL WHEN ${isDisjoint} THEN prompt ELSE prompt - (${cached}) END`)} AS in_fresh,
    ${used(sql`cache_read`)} AS in_cache_read,
    ${used(sql`CASE WHEN ${splitWrites} THEN COALESCE(cache_write_5m, 0) END`)} AS in_cache_write_5m,
    ${used(sql`CASE WHEN ${splitWrites} THEN COALESCE(cache_write_1h, 0) END`)} AS in_cache_write_1h,
    ${used(sql`CASE WHEN NOT ${splitWrites} THEN cache_write END`)} AS in_cache_write_unknown,
    ${used(sql`CASE WHEN NOT has_usage THEN prompt END`)} AS in_unsplit,
    ${used(sql`completion - reasoning`)} AS out_visible,
    ${used(sql`reasoning`)} AS out_reasoning,
    ${used(sql`CASE WHEN reasoning IS NULL THEN completion END`)} AS out_unsplit,
    CASE WHEN is_cached_answer THEN CAST(${countOrZero('total_tokens')} AS DOUBLE) END AS other_qty,
    CASE WHEN is_cached_answer THEN 'tokens out of the response cache' END AS other_unit,
    spent AS billed_amount
  FROM ${read(source, isStaged)}`;
