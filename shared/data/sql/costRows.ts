import type { ZoneOffset } from '../../units/timeZones.ts';
import { integer, join, sql, value, type Sql } from './statement.ts';

/** Rows that totals are made of, and the time by which they are told: local, of the reporting zone. */
export type CostRows = { readonly relation: Sql; readonly start: Sql };

/** Local time of a slot. A row of a whole UTC day cannot be cut again and keeps its date. */
export function localStart(offsets: readonly ZoneOffset[]): Sql {
  if (offsets.length === 0) return sql`slot_start`;
  const branches = offsets.map(
    ({ from, to, minutes }) => sql`WHEN slot_start >= CAST(${value(from)} AS TIMESTAMP)
      AND slot_start < CAST(${value(to)} AS TIMESTAMP) THEN slot_start + INTERVAL 1 MINUTE * ${integer(minutes)}`,
  );
  return sql`CASE WHEN grain NOT IN ('request', 'minute', 'hour') THEN slot_start ${join(branches, ' ')} ELSE slot_start END`;
}

/** Every row of the cube with its price, to the half hour. */
export const pricedRows = (offsets: readonly ZoneOffset[]): CostRows => ({
  relation: sql`priced`,
  start: localStart(offsets),
});

/** Every row of the cube without its price, which takes less: for counts of tokens and rows. */
export const countedRows = (offsets: readonly ZoneOffset[]): CostRows => ({
  relation: sql`(SELECT *, period_start AS slot_start, 1 AS share FROM counted)`,
  start: localStart(offsets),
});

/** The same rows added up by day (`sql/days.ts`), where they have been; `isLocal`: by days of the reporting zone. */
export const dailyRows = (isLocal: boolean): CostRows => ({
  relation: sql`daily`,
  start: isLocal ? sql`local_start` : sql`slot_start`,
});
