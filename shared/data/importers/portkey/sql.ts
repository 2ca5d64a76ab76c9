import { amount, amountProblem, count, countProblems, exclusion, periodProblem, tags, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { extracted, provider, route } from '../../sql/vocabulary.ts';

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('created_at'), utc('created_at')),
      countProblems(['req_units', 'res_units']),
      amountProblem('cost'),
    )},
    ${utc('created_at')} AS period_start,
    ${utc('created_at')} AS period_end,
    ${provider(sql`ai_org`)} AS provider,
    ${route(sql`ai_org`)} AS route,
    prompt_slug AS feature,
    ${extracted('metadata', sql`'"_user"\\s*:\\s*"([^"]*)"'`)} AS user_key,
    id AS request_id,
    ${tags('metadata')} AS tags,
    ai_model AS model_raw,
    ${count('req_units')} AS in_unsplit,
    ${count('res_units')} AS out_unsplit,
    ${amount('cost')} AS billed_amount,
    CASE WHEN cost IS NOT NULL THEN COALESCE(upper(cost_currency), 'USD') END AS billed_currency
  FROM ${source}`;
