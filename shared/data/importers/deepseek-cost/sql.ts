import { amount, amountProblem, exclusion, periodProblem, utc, utcFromAnyDate } from '../../sql/fields.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = sql`COALESCE(${utc('start_time_iso')}, ${utcFromAnyDate('utc_date')})`;
const end = sql`COALESCE(${utc('end_time_iso')}, ${start} + INTERVAL 1 DAY)`;
const isGranted = sql`(lower(wallet_type) = 'granted')`;

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(periodProblem(start, end), amountProblem('cost'), sql`WHEN cost IS NULL THEN 'not-an-amount'`)},
    CASE WHEN ${isGranted} THEN 'covered-by-credit' END AS note,
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    user_id AS account,
    model AS model_raw,
    CASE WHEN ${isGranted} THEN 0 ELSE ${amount('cost')} END AS billed_amount,
    upper(currency) AS billed_currency
  FROM ${source}`;
