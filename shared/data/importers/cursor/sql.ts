import { countOrZero, countProblems, exclusion, money, periodProblem, utc } from '../../sql/fields.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const [withWrite, withoutWrite] = [countOrZero('with_write'), countOrZero('without_write')];
const [cacheRead, output, total] = [countOrZero('cache_read'), countOrZero('output'), countOrZero('total')];

/**
 * Cursor does not say how its two input columns overlap, and its own total shows two ways: all four columns are
 * disjoint, or the first repeats the second and is left out. Each row is read as its total says.
 */
const reading = sql`CASE
  WHEN ${withWrite} + ${withoutWrite} + ${cacheRead} + ${output} = ${total} THEN 'disjoint'
  WHEN ${withoutWrite} + ${cacheRead} + ${output} = ${total} THEN 'without'
  WHEN ${withWrite} + ${cacheRead} + ${output} = ${total} AND ${withWrite} >= ${withoutWrite} THEN 'inclusive'
  ELSE 'unclear' END`;

const isIncluded = sql`(lower(kind) LIKE 'included%' OR lower(cost) = 'included')`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(utc('date'), utc('date')),
      countProblems(['with_write', 'without_write', 'cache_read', 'output', 'total']),
      sql`WHEN cost IS NOT NULL AND lower(cost) NOT IN ('included', '-') AND ${money('cost')} IS NULL THEN 'not-an-amount'
        WHEN ${output} > ${total} THEN 'parts-exceed-total'`,
    )},
    CASE WHEN reading = 'unclear' THEN 'inclusion-unclear' WHEN ${isIncluded} THEN 'covered-by-credit' END AS note,
    ${utc('date')} AS period_start,
    ${utc('date')} AS period_end,
    user_name AS user_key,
    agent_id AS session_id,
    model AS model_raw,
    CASE WHEN reading <> 'unclear' THEN ${withoutWrite} END AS in_fresh,
    CASE WHEN reading <> 'unclear' THEN ${cacheRead} END AS in_cache_read,
    CASE reading WHEN 'disjoint' THEN ${withWrite} WHEN 'inclusive' THEN ${withWrite} - ${withoutWrite} END
      AS in_cache_write_unknown,
    CASE WHEN reading = 'unclear' THEN ${total} - ${output} END AS in_unsplit,
    ${output} AS out_unsplit,
    CASE WHEN ${isIncluded} THEN 0 ELSE ${money('cost')} END AS billed_amount
  FROM (SELECT *, ${reading} AS reading FROM ${source})`;
