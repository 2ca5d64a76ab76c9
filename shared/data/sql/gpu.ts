import type { ZoneOffset } from '../../units/timeZones.ts';
import type { Dimension } from '../usageColumns.ts';
import { localStart } from './costRows.ts';
import { constant, identifier, join, sql, type Sql } from './statement.ts';

/** A share written as `0.42`, `42` or `42%`, as a number from 0 to 1; NULL where there is none. */
export const share = (column: string): Sql => {
  const number = sql`TRY_CAST(trim(replace(${identifier(column)}, '%', '')) AS DOUBLE)`;
  return sql`CASE WHEN contains(${identifier(column)}, '%') OR ${number} > 1 THEN ${number} / 100 ELSE ${number} END`;
};

/** A share that is no number, or lies outside of 0 to 1. */
export const shareProblem = (column: string): Sql => sql`
  WHEN ${identifier(column)} IS NOT NULL AND ${share(column)} IS NULL THEN 'not-a-number'
  WHEN ${share(column)} < 0 THEN 'negative-count'
  WHEN ${share(column)} > 1 THEN 'too-large'`;

/** A MAP of the texts that are there; NULL where none is. */
export const presentTags = (texts: Readonly<Record<string, Sql>>): Sql => {
  const entries = Object.entries(texts).map(
    ([name, text]) => sql`{'key': ${constant(name)}, 'value': CAST(${text} AS VARCHAR)}`,
  );
  return sql`NULLIF(map_from_entries(list_filter([${join(entries)}], lambda entry: entry.value IS NOT NULL)),
    CAST(MAP {} AS MAP(VARCHAR, VARCHAR)))`;
};

/**
 * GPU hours and money by workload and type of GPU. `used_*` covers the rows whose utilisation is known; `known_cost` is
 * their cost, so that idle cost is never taken over rows that do not tell.
 */
export const gpuWorkloads = sql`
  WITH hours AS (
    SELECT project, team, feature AS workload, tags['gpu_type'] AS gpu_type, tags['kind'] AS kind,
      tags['priority'] AS priority, billed_currency AS currency, other_qty AS gpu_hours, CAST(billed_amount AS DOUBLE) AS cost,
      CASE WHEN tags['kind'] = 'idle' THEN 0 ELSE TRY_CAST(tags['utilisation'] AS DOUBLE) END AS utilisation
    FROM usage WHERE other_unit = 'gpu-hours' AND (other_qty > 0 OR billed_amount <> 0))
  SELECT project, team, workload, gpu_type, kind, priority, currency,
    CAST(sum(gpu_hours) AS DOUBLE) AS gpu_hours, CAST(sum(cost) AS DOUBLE) AS cost,
    CAST(sum(CASE WHEN utilisation IS NOT NULL THEN gpu_hours END) AS DOUBLE) AS known_hours,
    CAST(sum(gpu_hours * utilisation) AS DOUBLE) AS used_hours,
    CAST(sum(CASE WHEN utilisation IS NOT NULL THEN cost END) AS DOUBLE) AS known_cost,
    CAST(sum(cost * utilisation) AS DOUBLE) AS used_cost
  FROM hours GROUP BY ALL ORDER BY cost DESC NULLS LAST, workload, gpu_type`;

/** Rows that say something about a period: one of a whole month tells nothing about its days. */
const GRAINS = {
  hour: sql`grain IN ('request', 'minute', 'hour')`,
  day: sql`grain NOT IN ('month', 'range')`,
  month: sql`grain <> 'range'`,
} as const;

/** GPU hours and their money by hour or day and one dimension, oldest first; money is null where it is no USD. */
export const gpuHours = (options: {
  readonly period: keyof typeof GRAINS;
  readonly by: Dimension | null;
  readonly offsets: readonly ZoneOffset[];
}): Sql => {
  const unit = options.period === 'hour' ? sql`hour` : sql`day`;
  const member = options.by === null ? sql`''` : identifier(options.by === 'model' ? 'model_raw' : options.by);
  return sql`SELECT strftime(date_trunc('${unit}', ${localStart(options.offsets)}), '%Y-%m-%dT%H:%M') AS bucket,
      ${member} AS member, CAST(sum(other_qty) AS DOUBLE) AS gpu_hours,
      CAST(sum(CASE WHEN billed_currency = 'USD' THEN billed_amount END) AS DOUBLE) AS usd
    FROM (SELECT *, period_start AS slot_start FROM usage WHERE other_unit = 'gpu-hours' AND other_qty > 0)
    WHERE ${GRAINS[options.period]} GROUP BY ALL ORDER BY bucket, member`;
};

/** Whether any file has been opened, so that there is something to read rows from. */
export const usageViewExists = sql`
  SELECT count(*) AS views FROM duckdb_views() WHERE view_name = 'usage' AND NOT internal`;
