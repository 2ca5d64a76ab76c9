import { count, countOrZero, countProblems, exclusion, periodProblem, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { provider, route, serviceTier } from '../../sql/vocabulary.ts';

const cached = sql`(${countOrZero('cache_read')} + ${countOrZero('cache_write')})`;
const tellsCache = sql`(cache_read IS NOT NULL OR cache_write IS NOT NULL)`;
const isDisjoint = sql`(${cached} > ${countOrZero('input')})`;
const isCall = sql`(operation IS NULL OR operation IN ('chat', 'generate_content', 'text_completion', 'embeddings'))`;

/** Only calls of a model count: the spans of agents and workflows around them repeat their tokens. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      sql`WHEN NOT ${isCall} THEN 'repeats-parts'`,
      periodProblem(utc('start_time'), utc('start_time')),
      countProblems(['input', 'output', 'cache_read', 'cache_write', 'reasoning']),
      sql`WHEN ${countOrZero('reasoning')} > ${countOrZero('output')} THEN 'parts-exceed-total'`,
    )},
    CASE WHEN ${isDisjoint} THEN 'inclusion-unclear' END AS note,
    ${utc('start_time')} AS period_start,
    ${utc('start_time')} AS period_end,
    ${provider(sql`provider_name`)} AS provider,
    ${route(sql`provider_name`)} AS route,
    ${serviceTier(sql`service_tier`)} AS service_tier,
    service AS feature,
    environment,
    user_id AS user_key,
    conversation AS session_id,
    span_id AS request_id,
    model AS model_raw,
    CASE WHEN ${tellsCache} THEN ${countOrZero('input')} - CASE WHEN ${isDisjoint} THEN 0 ELSE ${cached} END END AS in_fresh,
    ${count('cache_read')} AS in_cache_read,
    ${count('cache_write')} AS in_cache_write_unknown,
    CASE WHEN NOT ${tellsCache} THEN ${count('input')} END AS in_unsplit,
    ${count('output')} - ${count('reasoning')} AS out_visible,
    ${count('reasoning')} AS out_reasoning,
    CASE WHEN reasoning IS NULL THEN ${count('output')} END AS out_unsplit
  FROM ${source}`;
