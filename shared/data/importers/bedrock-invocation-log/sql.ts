import { count, countOrZero, countProblems, exclusion, periodProblem, tags, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

/** Disjoint: the input count is without cache reads and writes. A failed call has no counts and used none. */
export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('timestamp'), utc('timestamp')),
      countProblems(['input', 'cache_read', 'cache_write', 'output']),
    )},
    ${utc('timestamp')} AS period_start,
    ${utc('timestamp')} AS period_end,
    region,
    account_id AS account,
    principal AS user_key,
    request_id,
    ${tags('metadata')} AS tags,
    model_id AS model_raw,
    ${countOrZero('input')} AS in_fresh,
    ${count('cache_read')} AS in_cache_read,
    ${count('cache_write')} AS in_cache_write_unknown,
    ${countOrZero('output')} AS out_unsplit
  FROM ${source}`;
