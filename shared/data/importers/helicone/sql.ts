import {
  amount,
  amountProblem,
  count,
  countOrZero,
  countProblems,
  exclusion,
  periodProblem,
  tags,
  utc,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { provider, route } from '../../sql/vocabulary.ts';

const cached = sql`(${countOrZero('cache_read')} + ${countOrZero('cache_write')})`;
const tellsCache = sql`(cache_read IS NOT NULL OR cache_write IS NOT NULL)`;

/** A cache that fits into the input is taken for a part of it, a larger one as beside it. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('created_at'), utc('created_at')),
      countProblems(['prompt', 'completion', 'cache_read', 'cache_write']),
      amountProblem('cost'),
    )},
    CASE WHEN ${cached} > 0 THEN 'inclusion-unclear' END AS note,
    ${utc('created_at')} AS period_start,
    ${utc('created_at')} AS period_end,
    ${provider(sql`provider_name`)} AS provider,
    ${route(sql`provider_name`)} AS route,
    user_id AS user_key,
    id AS request_id,
    ${tags('properties')} AS tags,
    model AS model_raw,
    CASE WHEN ${tellsCache}
      THEN ${count('prompt')} - CASE WHEN ${cached} > ${countOrZero('prompt')} THEN 0 ELSE ${cached} END END AS in_fresh,
    ${count('cache_read')} AS in_cache_read,
    ${count('cache_write')} AS in_cache_write_unknown,
    CASE WHEN NOT ${tellsCache} THEN ${count('prompt')} END AS in_unsplit,
    ${count('completion')} AS out_unsplit,
    ${amount('cost')} AS billed_amount
  FROM ${source}`;
