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

const start = utc('date');
const end = sql`${start} + INTERVAL 1 DAY`;
const cached = sql`(${countOrZero('cache_read_input_tokens')} + ${countOrZero('cache_creation_input_tokens')})`;
const isDisjoint = sql`(${cached} > ${countOrZero('prompt_tokens')})`;
const tellsCache = sql`(cache_read_input_tokens IS NOT NULL OR cache_creation_input_tokens IS NOT NULL)`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      countProblems([
        'prompt_tokens',
        'completion_tokens',
        'cache_read_input_tokens',
        'cache_creation_input_tokens',
        'api_requests',
      ]),
      amountProblem('spend'),
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    model AS model_raw,
    ${count('api_requests')} AS requests,
    CASE WHEN ${tellsCache}
      THEN ${countOrZero('prompt_tokens')} - CASE WHEN ${isDisjoint} THEN 0 ELSE ${cached} END END AS in_fresh,
    ${count('cache_read_input_tokens')} AS in_cache_read,
    ${count('cache_creation_input_tokens')} AS in_cache_write_unknown,
    CASE WHEN NOT ${tellsCache} THEN ${count('prompt_tokens')} END AS in_unsplit,
    ${count('completion_tokens')} AS out_unsplit,
    ${amount('spend')} AS billed_amount
  FROM ${source}`;
