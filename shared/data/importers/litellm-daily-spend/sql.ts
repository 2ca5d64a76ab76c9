import {
  amount,
  amountProblem,
  count,
  countOrZero,
  countProblems,
  exclusion,
  periodProblem,
  utc,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { provider, route } from '../../sql/vocabulary.ts';

const start = utc('date');
const end = sql`${start} + INTERVAL 1 DAY`;
const cached = sql`(${countOrZero('cache_read')} + ${countOrZero('cache_write')})`;
const isDisjoint = sql`(${cached} > ${countOrZero('prompt_tokens')})`;

/** Judges each row as the spend logs do: a cache larger than the input cannot be inside it. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems(['prompt_tokens', 'completion_tokens', 'cache_read', 'cache_write', 'api_requests']),
      amountProblem('spend'),
    )},
    CASE WHEN ${isDisjoint} THEN 'inclusion-unclear' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    ${provider(sql`custom_llm_provider`)} AS provider,
    ${route(sql`custom_llm_provider`)} AS route,
    organization_id AS account,
    team_id AS team,
    agent_id AS feature,
    end_user_id AS customer,
    user_id AS user_key,
    api_key,
    CASE WHEN tag IS NOT NULL THEN MAP {tag: 'true'} END AS tags,
    model AS model_raw,
    ${count('api_requests')} AS requests,
    ${countOrZero('prompt_tokens')} - CASE WHEN ${isDisjoint} THEN 0 ELSE ${cached} END AS in_fresh,
    ${count('cache_read')} AS in_cache_read,
    ${count('cache_write')} AS in_cache_write_unknown,
    ${count('completion_tokens')} AS out_unsplit,
    ${amount('spend')} AS billed_amount
  FROM ${source}`;
