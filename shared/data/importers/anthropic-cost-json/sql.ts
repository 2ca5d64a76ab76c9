import { amountProblem, exclusion, moneyTimes, periodProblem, utc } from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';
import { contextBand, serviceTier } from '../../sql/vocabulary.ts';

const start = utc('starting_at');
const end = sql`COALESCE(${utc('ending_at')}, ${start} + INTERVAL 1 DAY)`;

/** `"123.78912"` is 123.78912 cents: 1.2378912 dollars. */
const dollars = moneyTimes('amount', 0.01);

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(periodProblem(start, end), amountProblem('amount', dollars))},
    CASE WHEN regexp_matches(amount, '\\.[0-9]{10}[0-9]*[1-9]') THEN 'excess-digits' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    NULLIF(inference_geo, 'not_available') AS region,
    ${serviceTier(sql`service_tier`)} AS service_tier,
    ${contextBand(sql`context_window`)} AS context_band,
    workspace_id AS project,
    model AS model_raw,
    COALESCE(token_type, cost_type, description) AS other_unit,
    ${dollars} AS billed_amount,
    upper(currency) AS billed_currency
  FROM ${source}`;
