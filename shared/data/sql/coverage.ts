import type { ZoneOffset } from '../../units/timeZones.ts';
import { supersededRows } from './overlaps.ts';
import { localStart } from './costRows.ts';
import { sql, type Sql } from './statement.ts';

/**
 * Which days each active import has rows of, as runs of days without a gap, apart by how the rows tell of them: `daily`
 * by rows of a day or less, `coarse` by rows of a month or another stretch, `replaced` by rows that do not count any more.
 *
 * A row stands on the days on which `priced` has it: one of an hour or less on the day in the reporting zone in which it
 * starts, one of a day on its own date, a longer one on each of its days. Millions of rows are first brought together by
 * their period, so that days and runs are looked for among some thousands.
 */
export const coveredRuns = (offsets: readonly ZoneOffset[]): Sql => sql`
  WITH whole AS (
    SELECT import_id, grain, period_start, period_end, sum(row_count) AS row_count
    FROM usage_cube GROUP BY import_id, grain, period_start, period_end),
  lost AS (
    SELECT import_id, grain, period_start, period_end, sum(row_count) AS row_count
    FROM (${supersededRows}) GROUP BY import_id, grain, period_start, period_end),
  period AS (
    SELECT import_id, grain, period_start AS slot_start, period_end AS slot_end,
      whole.row_count - COALESCE(lost.row_count, 0) AS row_count
    FROM whole LEFT JOIN lost USING (import_id, grain, period_start, period_end)
    WHERE import_id IN (SELECT import_id FROM active_import)),
  stretch AS (
    SELECT import_id, row_count, slot_start, slot_end, date_trunc('day', ${localStart(offsets)}) AS first,
      CASE WHEN grain IN ('month', 'range')
        THEN date_trunc('day', GREATEST(slot_start, slot_end - INTERVAL 1 DAY))
        ELSE date_trunc('day', ${localStart(offsets)}) END AS last,
      CASE WHEN row_count = 0 THEN 'replaced' WHEN grain IN ('month', 'range') THEN 'coarse' ELSE 'daily' END AS kind
    FROM period),
  days AS (
    SELECT import_id, kind, first, last, sum(row_count) AS row_count, min(slot_start) AS row_from,
      max(slot_start) AS row_to
    FROM stretch GROUP BY import_id, kind, first, last),
  marked AS (
    SELECT *, CASE WHEN first <= max(last) OVER earlier + INTERVAL 1 DAY THEN 0 ELSE 1 END AS begins
    FROM days
    WINDOW earlier AS (PARTITION BY import_id, kind ORDER BY first, last
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
  numbered AS (
    SELECT *, sum(begins) OVER (PARTITION BY import_id, kind ORDER BY first, last
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
    FROM marked)
  SELECT import_id, kind, strftime(min(first), '%Y-%m-%d') AS first,
    strftime(max(last) + INTERVAL 1 DAY, '%Y-%m-%d') AS next, CAST(sum(row_count) AS DOUBLE) AS row_count,
    strftime(min(row_from), '%Y-%m-%dT%H:%M:%S') AS row_from,
    strftime(max(row_to) + INTERVAL 1 SECOND, '%Y-%m-%dT%H:%M:%S') AS row_to
  FROM numbered GROUP BY import_id, kind, run ORDER BY import_id, first, kind`;

/** What was read of each active import, as its report says. */
export const activeReports: Sql = sql`SELECT import_id, report FROM import JOIN active_import USING (import_id)
  ORDER BY import_id`;
