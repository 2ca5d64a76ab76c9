import {
  amountProblem,
  exclusion,
  filePeriod,
  money,
  periodProblem,
  quantity,
  quantityProblem,
  utcFromAnyDate,
} from '../../sql/fields.ts';
import { presentTags, share, shareProblem } from '../../sql/gpu.ts';
import { grainOf } from '../../sql/periods.ts';
import { identifier, sql, type Sql } from '../../sql/statement.ts';

/** A row without an end covers its day; a file without dates needs its period. */
export function select(source: Sql, importId: number): Sql {
  const period = filePeriod(importId);
  const start = sql`COALESCE(${utcFromAnyDate('start')}, ${period.start})`;
  const end = sql`COALESCE(${utcFromAnyDate('end')}, CASE WHEN ${identifier('start')} IS NULL THEN ${period.end}
    ELSE ${start} + INTERVAL 1 DAY END)`;
  return sql`
    SELECT source_row,
      ${exclusion(
        periodProblem(start, end),
        quantityProblem('gpu_hours'),
        sql`WHEN ${quantity('gpu_hours')} < 0 THEN 'negative-count'`,
        shareProblem('utilisation'),
        amountProblem('cost', money('cost')),
      )},
      ${start} AS period_start,
      ${end} AS period_end,
      ${grainOf(start, end)} AS grain,
      project,
      team,
      workload AS feature,
      ${presentTags({
        gpu_type: sql`gpu_type`,
        utilisation: sql`CAST(${share('utilisation')} AS VARCHAR)`,
        priority: sql`priority`,
        kind: sql`lower(kind)`,
      })} AS tags,
      ${quantity('gpu_hours')} AS other_qty,
      ${money('cost')} AS billed_amount,
      CASE WHEN cost IS NOT NULL THEN COALESCE(upper(currency), 'USD') END AS billed_currency
    FROM ${source}`;
}
