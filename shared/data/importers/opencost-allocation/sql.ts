import {
  amount,
  amountProblem,
  exclusion,
  periodProblem,
  quantity,
  quantityProblem,
  tags,
  utcFromAnyDate,
} from '../../sql/fields.ts';
import { presentTags, share } from '../../sql/gpu.ts';
import { grainOf } from '../../sql/periods.ts';
import { sql, type Sql } from '../../sql/statement.ts';

const start = utcFromAnyDate('start');
const end = sql`COALESCE(${utcFromAnyDate('end')}, ${start} + INTERVAL 1 DAY)`;

/** `GPUs` is an average over the row's time. Example: 2 of a whole day are 48 GPU hours. */
const hours = sql`COALESCE(${quantity('gpu_hours')},
  ${quantity('gpus')} * date_diff('second', ${start}, ${end}) / 3600.0)`;

/** Labels of the workload; what is told of the GPU keeps its name. */
const withLabels = (gpu: Sql): Sql => {
  const none = sql`CAST(MAP {} AS MAP(VARCHAR, VARCHAR))`;
  return sql`NULLIF(map_concat(COALESCE(${tags('all_labels')}, ${none}), COALESCE(${gpu}, ${none})), ${none})`;
};

export const select = (source: Sql): Sql => sql`
  SELECT source_row,
    ${exclusion(
      periodProblem(start, end),
      quantityProblem('gpu_hours', 'gpus', 'gpu_cost'),
      sql`WHEN LEAST(${quantity('gpu_hours')}, ${quantity('gpus')}, 0) < 0 THEN 'negative-count'`,
      amountProblem('total_cost'),
    )},
    ${start} AS period_start,
    ${end} AS period_end,
    ${grainOf(start, end)} AS grain,
    COALESCE(namespace, NULLIF(split_part(name, '/', 1), '')) AS project,
    team,
    COALESCE(controller, pod, name) AS feature,
    ${withLabels(
      presentTags({
        gpu_type: sql`gpu_type`,
        utilisation: sql`CASE WHEN ${hours} > 0 THEN CAST(${share('utilisation')} AS VARCHAR) END`,
        kind: sql`CASE WHEN COALESCE(name, namespace) LIKE '%\\_\\_idle\\_\\_%' ESCAPE '\\' THEN 'idle' END`,
        gpu_cost: sql`CAST(${quantity('gpu_cost')} + COALESCE(${quantity('gpu_adjustment')}, 0) AS VARCHAR)`,
      }),
    )} AS tags,
    ${hours} AS other_qty,
    ${amount('total_cost')} AS billed_amount,
    'USD' AS billed_currency
  FROM (SELECT *, concat_ws(', ', labels, label_columns) AS all_labels FROM ${source})`;
