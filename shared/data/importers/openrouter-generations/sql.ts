import {
  amount,
  amountProblem,
  count,
  countOrZero,
  countProblems,
  exclusion,
  periodProblem,
  quantity,
  utc,
} from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

/** Cached tokens are inside the prompt, reasoning inside the completion; cache writes are not told. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('created_at'), utc('created_at')),
      countProblems(['prompt', 'completion', 'reasoning', 'cached']),
      amountProblem('cost'),
      sql`WHEN ${countOrZero('cached')} > ${countOrZero('prompt')} OR ${countOrZero('reasoning')} > ${countOrZero('completion')}
        THEN 'parts-exceed-total'`,
    )},
    CASE WHEN ${quantity('byok_cost')} > 0 THEN 'missing-charges' END AS note,
    ${utc('created_at')} AS period_start,
    ${utc('created_at')} AS period_end,
    app AS feature,
    user_id AS user_key,
    api_key,
    id AS request_id,
    CASE WHEN variant IS NULL OR variant = 'standard' OR contains(model, ':') THEN model ELSE model || ':' || variant END
      AS model_raw,
    ${count('prompt')} - ${count('cached')} AS in_fresh,
    ${count('cached')} AS in_cache_read,
    CASE WHEN cached IS NULL THEN ${count('prompt')} END AS in_unsplit,
    ${count('completion')} - ${count('reasoning')} AS out_visible,
    ${count('reasoning')} AS out_reasoning,
    CASE WHEN reasoning IS NULL THEN ${count('completion')} END AS out_unsplit,
    ${amount('cost')} AS billed_amount
  FROM ${source}`;
