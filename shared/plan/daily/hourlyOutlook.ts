import type { PriceBook } from '../../catalog/types.ts';
import type { ReadableDatabase } from '../../data/database.ts';
import { readSpend, type SpendRow } from '../../data/spend.ts';
import type { SeriesForecast } from '../../forecast/forecast.ts';
import { forecastSeries } from '../../forecast/forecastSeries.ts';
import type { PlanDocument } from '../../model/document.ts';
import { addDays, dayIndex, type Day } from '../../units/months.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import { readGroundwork } from '../groundwork.ts';
import type { PrepareOptions } from '../prepare.ts';
import { lastCompleteDay } from '../segmentHistories.ts';
import type { DailyScope, DayFan, HourlyOutlook } from './dailyResults.ts';
import { createDayPrices, labelsOfHistory } from './dayPath.ts';
import { mixedPrice } from './firstLook.ts';
import { isInDailyScope } from './members.ts';

const HOURS_PER_DAY = 24;
const DAYS_BACK = 60;
const DAYS_AHEAD = 7;
/** With fewer hours no rhythm of the day can be seen. */
const FEWEST_HOURS = 48;

/**
 * A week ahead by the hour, of the rows that say their hour: their sum as one series, at the prices of each day. Null
 * where the data has no hours. `coveredShare` tells how much of the tokens of the same days the hours hold.
 */
export async function hourlyOutlook(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  scope: DailyScope,
  { library, known }: PrepareOptions,
): Promise<HourlyOutlook | null> {
  const { to, offsets, histories } = await readGroundwork(document, database, known);
  if (to === null) return null;
  const asOf = lastCompleteDay(to);
  const filter = { where: scope, from: addDays(asOf, 1 - DAYS_BACK), to: addDays(asOf, 1) };
  const common = { by: [], filter, offsets } as const;
  const rows = await readSpend(database, { ...common, bucket: 'hour', isHourly: true });
  const [first] = rows;
  if (first?.bucket === null || first === undefined || rows.length < FEWEST_HOURS) return null;
  const firstDay = first.bucket.slice(0, 10) as Day; // the query writes YYYY-MM-DDTHH:MM
  const [all] = await readSpend(database, { ...common, filter: { ...filter, from: firstDay }, bucket: null });
  const byHour = new Map(rows.map((row) => [row.bucket, row]));
  const past = hoursOf(firstDay, asOf).filter((hour) => hour >= (first.bucket ?? ''));
  const tokens = past.map((hour) => tokensOf(byHour.get(hour)));
  const horizon = DAYS_AHEAD * HOURS_PER_DAY;
  const forecast = forecastSeries(
    { id: 'hours', frequency: 'hourly', values: tokens },
    { horizon, levels: [80, 95], library },
  );
  const ahead = hoursOf(addDays(asOf, 1), addDays(asOf, DAYS_AHEAD));
  const days = Array.from({ length: DAYS_AHEAD }, (_, day) => addDays(asOf, 1 + day));
  const parts = histories.filter((history) => isInDailyScope(scope, labelsOfHistory(history)));
  const price = mixedPrice(parts, days, createDayPrices(book, days));
  const inHours = tokens.reduce((sum, count) => sum + count, 0);
  return {
    steps: {
      past: { days: past, usd: past.map((hour) => usdOf(byHour.get(hour))), tokens },
      ahead: {
        days: ahead,
        tokens: fanOfForecast(forecast, () => 1),
        usd: fanOfForecast(forecast, (hour) => price[Math.floor(hour / HOURS_PER_DAY)] ?? 0),
      },
    },
    method: forecast.method,
    reasons: forecast.reasons,
    coveredShare: all === undefined || tokensOf(all) === 0 ? null : inHours / tokensOf(all),
    findings: forecast.findings,
  };
}

/** All hours of some days, as the query writes them. */
function hoursOf(first: Day, last: Day): readonly string[] {
  return Array.from({ length: (dayIndex(last) - dayIndex(first) + 1) * HOURS_PER_DAY }, (_, hour) => {
    const day = addDays(first, Math.floor(hour / HOURS_PER_DAY));
    return `${day}T${String(hour % HOURS_PER_DAY).padStart(2, '0')}:00`;
  });
}

/** An hour without a row had no use. */
const tokensOf = (row: SpendRow | undefined): number =>
  row === undefined ? 0 : TOKEN_CLASSES.reduce((sum, name) => sum + (row.tokens[name] ?? 0), 0);
const usdOf = (row: SpendRow | undefined): number | null => (row === undefined ? 0 : row.computedUsd);

function fanOfForecast({ point, intervals }: SeriesForecast, price: (hour: number) => number): DayFan {
  const priced = (values: readonly number[]): number[] => values.map((value, hour) => value * price(hour));
  const bound = (level: number, side: 'lower' | 'upper'): number[] =>
    priced(intervals.find((interval) => interval.level === level)?.[side] ?? []);
  const central = priced(point);
  const day = central.slice(0, HOURS_PER_DAY).reduce((sum, value) => sum + value, 0);
  return {
    central,
    p025: bound(95, 'lower'),
    p10: bound(80, 'lower'),
    p50: central,
    p90: bound(80, 'upper'),
    p975: bound(95, 'upper'),
    // Bounds of hours do not add up: the first day has a middle only.
    next: { days: 1, central: day, p10: Number.NaN, p90: Number.NaN },
  };
}
