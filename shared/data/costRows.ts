import { z } from 'zod';
import type { ZoneOffset } from '../units/timeZones.ts';
import type { ReadableDatabase } from './database.ts';
import { countedRows, dailyRows, pricedRows, type CostRows } from './sql/costRows.ts';
import { settledOffsets } from './sql/days.ts';
import type { SpendFilter } from './sql/spend.ts';
import type { Dimension } from './usageColumns.ts';

const settledRow = z.object({ offsets: z.string() });

/** Whether the daily sums hold the days of these offsets; UTC days they always hold. Null: there are no sums. */
async function readDaily(database: ReadableDatabase, offsets: readonly ZoneOffset[]): Promise<CostRows | null> {
  const [row] = await database.query(settledOffsets);
  if (row === undefined) return null;
  if (offsets.length === 0) return dailyRows(false);
  return settledRow.parse(row).offsets === JSON.stringify(offsets) ? dailyRows(true) : null;
}

/** What totals by whole days are made of: the daily sums where `settle` has made them, else every row with its price. */
export const dailyCosts = async (database: ReadableDatabase, offsets: readonly ZoneOffset[] = []): Promise<CostRows> =>
  (await readDaily(database, offsets)) ?? pricedRows(offsets);

/** The same for questions that no price takes part in. */
export const dailyCounts = async (database: ReadableDatabase, offsets: readonly ZoneOffset[] = []): Promise<CostRows> =>
  (await readDaily(database, offsets)) ?? countedRows(offsets);

const NOT_IN_DAYS: readonly string[] = ['user_key', 'api_key'] satisfies readonly Dimension[];
const isMidnight = (time: string | null): boolean => time === null || /^\d{4}-\d\d-\d\d(T00:00(:00)?Z?)?$/.test(time);

/** Whether the daily sums can answer: they hold neither hours nor imports, people and keys. */
export const isOfDays = ({ where, from, to, importId }: SpendFilter, by: readonly Dimension[] = []): boolean =>
  importId === undefined &&
  isMidnight(from) &&
  isMidnight(to) &&
  ![...by, ...Object.keys(where)].some((name) => NOT_IN_DAYS.includes(name));
