import { forecastSeries } from '../forecast/forecastSeries.ts';
import type { TrendLibrary } from '../forecast/trendLibrary.ts';
import type { Finding } from '../units/findings.ts';
import {
  addDays,
  addMonths,
  dayIndex,
  daysInMonth,
  firstDayOf,
  monthIndex,
  monthOf,
  type Day,
  type Month,
} from '../units/months.ts';
import type { SegmentHistory } from './segmentHistories.ts';

/** Tokens of a segment by month of the horizon, and how sure that is. */
export type SegmentForecast = {
  readonly history: SegmentHistory;
  readonly tokens: Float64Array;
  /** Standard deviation of the logarithm of the month's volume. */
  readonly sigma: Float64Array;
  readonly method: string;
  readonly reasons: readonly string[];
  readonly findings: readonly Finding[];
  /** The same by day; null for a segment of monthly rows and for one that has ended. */
  readonly days: ForecastDays | null;
};

/** Tokens by day from the first day after the history, and the standard deviation of their logarithm. */
export type ForecastDays = { readonly next: Day; readonly point: readonly number[]; readonly sigma: readonly number[] };

/** Beyond a year a daily pattern says nothing more; its level is carried on and its doubt grows. */
const MOST_DAYS_AHEAD = 365;
const MOST_DAYS_BACK = 730;
/** A segment without any use for this long has ended: nothing is forecast for it. */
const ENDED_AFTER_DAYS = 28;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Forecasts one segment over the months of the horizon. Days of the first month that have passed are taken as they were. */
export function forecastSegment(
  history: SegmentHistory,
  months: readonly Month[],
  library: TrendLibrary | null,
): SegmentForecast {
  return history.frequency === 'daily'
    ? forecastDays(history, months, library)
    : forecastMonths(history, months, library);
}

function forecastDays(
  history: SegmentHistory,
  months: readonly Month[],
  library: TrendLibrary | null,
): SegmentForecast {
  const { values, firstDay } = history;
  if (sum(values.slice(-ENDED_AFTER_DAYS)) === 0 && values.length >= ENDED_AFTER_DAYS) return ended(history, months);
  const next = addDays(firstDay, values.length);
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined) return ended(history, months);
  const wanted = dayIndex(firstDayOf(addMonths(last, 1))) - dayIndex(next);
  const horizon = Math.max(1, Math.min(wanted, MOST_DAYS_AHEAD));
  const forecast = forecastSeries(
    { id: history.id, frequency: 'daily', values: values.slice(-MOST_DAYS_BACK) },
    { horizon, library, levels: [] },
  );
  const level = sum(forecast.point.slice(-28)) / Math.min(28, forecast.point.length);
  const dayValue = (day: Day): number => {
    const past = dayIndex(day) - dayIndex(firstDay);
    if (past < values.length) return past < 0 ? 0 : (values[past] ?? 0);
    return forecast.point[past - values.length] ?? level;
  };
  const tokens = Float64Array.from(months, (month) => sum(daysOf(month).map(dayValue)));
  const sigma = Float64Array.from(months, (month) => {
    const middle = dayIndex(firstDayOf(month)) + 14 - dayIndex(next);
    const step = Math.min(Math.max(0, middle), forecast.sigmaByStep.length - 1);
    const growth = Math.sqrt(Math.max(1, (middle + 1) / (step + 1)));
    return (forecast.sigmaByStep[step] ?? 0) * growth * shareAhead(month, next);
  });
  return {
    history,
    tokens,
    sigma,
    method: forecast.method,
    reasons: forecast.reasons,
    findings: forecast.findings,
    days: { next, point: forecast.point, sigma: forecast.sigmaByStep },
  };
}

const daysOf = (month: Month): Day[] =>
  Array.from({ length: daysInMonth(month) }, (_, offset) => addDays(firstDayOf(month), offset));

/** The part of a month that lies ahead: what has passed is known. */
function shareAhead(month: Month, next: Day): number {
  const passed = Math.max(0, dayIndex(next) - dayIndex(firstDayOf(month)));
  return Math.max(0, 1 - passed / daysInMonth(month));
}

function forecastMonths(
  history: SegmentHistory,
  months: readonly Month[],
  library: TrendLibrary | null,
): SegmentForecast {
  const [first] = months;
  if (first === undefined) return ended(history, months);
  const next = monthIndex(monthOf(history.firstDay)) + history.values.length;
  const skipped = monthIndex(first) - next;
  const forecast = forecastSeries(
    { id: history.id, frequency: 'monthly', values: history.values },
    { horizon: Math.max(1, skipped + months.length), library, levels: [] },
  );
  return {
    history,
    tokens: Float64Array.from(months, (_, index) => forecast.point[Math.max(0, skipped + index)] ?? 0),
    sigma: Float64Array.from(months, (_, index) => forecast.sigmaByStep[Math.max(0, skipped + index)] ?? 0),
    method: forecast.method,
    reasons: forecast.reasons,
    findings: forecast.findings,
    days: null,
  };
}

const ended = (history: SegmentHistory, months: readonly Month[]): SegmentForecast => ({
  history,
  tokens: new Float64Array(months.length),
  sigma: new Float64Array(months.length),
  method: 'ended',
  reasons: [`No use in the last ${String(ENDED_AFTER_DAYS)} days: taken as ended.`],
  findings: [],
  days: null,
});
