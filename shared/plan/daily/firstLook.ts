import type { PriceBook } from '../../catalog/types.ts';
import type { ReadableDatabase } from '../../data/database.ts';
import type { PlanDocument } from '../../model/document.ts';
import { addDays, lastDayOf, monthOf, type Day, type Month } from '../../units/months.ts';
import { readGroundwork } from '../groundwork.ts';
import { PLAN_VOLUME } from '../outlooks.ts';
import { forecastMonths, type PrepareOptions } from '../prepare.ts';
import { forecastSegment } from '../segmentForecasts.ts';
import { lastCompleteDay, type SegmentHistory } from '../segmentHistories.ts';
import type { DailyOutlook } from './dailyResults.ts';
import { MOST_DAYS_AHEAD, pastTotals, type DailyQuestion } from './dailyOutlook.ts';
import { createDayPrices, dayPath, labelsOfHistory, type DayPath } from './dayPath.ts';
import { daysBetween } from './lastMonth.ts';
import { outlookSteps } from './outlookSteps.ts';
import { dailyTokens, isInDailyScope, readPast } from './members.ts';

/** So many parts are forecast one by one at once; of more, their sum is forecast as one series. */
const MOST_PARTS_AT_ONCE = 4;
/** What the sum costs per token is read from the mix of so many days. */
const RECENT_DAYS = 28;

/**
 * The fan alone, at once: from the forecasts of the parts where they are known or few, else from their sum as one series
 * at the prices of its mix. Everything that takes longer is empty; `dailyOutlook` gives the whole. Null without usage.
 */
export async function firstLook(
  document: PlanDocument,
  database: ReadableDatabase,
  book: PriceBook,
  { by, scope, seed }: DailyQuestion,
  options: PrepareOptions,
): Promise<DailyOutlook | null> {
  const { known } = options;
  const { to, offsets, histories } = await readGroundwork(document, database, known);
  if (to === null) return null;
  const asOf = lastCompleteDay(to);
  const months = forecastMonths(asOf, document.forecast.horizonMonths);
  const days = daysBetween(addDays(asOf, 1), lastDayOf(months.at(-1) ?? monthOf(asOf))).slice(0, MOST_DAYS_AHEAD);
  const past = await readPast(document, database, { offsets, by: null, scope, asOf, known });
  const parts = histories.filter((history) => isInDailyScope(scope, labelsOfHistory(history)));
  const paths = pathsOf(parts, months, days, book, options);
  const draw = { seed, correlation: PLAN_VOLUME.correlation, widening: 1 };
  return {
    isFirstLook: true,
    parts: parts.length,
    asOf,
    by,
    ...outlookSteps(pastTotals(past), paths, days, draw),
    members: [],
    backtest: { sentence: '', origins: 0, horizons: [], widening: 1 },
    budgets: [],
    priceSteps: [],
    anomalies: [],
    lastMonth: null,
    findings: [],
  };
}

function pathsOf(
  parts: readonly SegmentHistory[],
  months: readonly Month[],
  days: readonly Day[],
  book: PriceBook,
  { library, memory }: PrepareOptions,
): readonly DayPath[] {
  const priceOf = createDayPrices(book, days);
  const areKnown = memory !== undefined && parts.every((history) => memory.find(history, months) !== undefined);
  if (areKnown || parts.length <= MOST_PARTS_AT_ONCE) {
    return parts.map((history) => {
      const forecast = memory?.find(history, months) ?? forecastSegment(history, months, library);
      memory?.add(history, months, forecast);
      return dayPath(forecast, days, months, priceOf(history));
    });
  }
  const daily = parts.filter(({ frequency }) => frequency === 'daily');
  const sum = dailyTokens(daily);
  const [largest] = daily;
  if (sum === null || largest === undefined) return [];
  const total: SegmentHistory = { ...largest, id: 'total', firstDay: sum.first, values: sum.values };
  const path = dayPath(forecastSegment(total, months, library), days, months, mixedPrice(daily, days, priceOf));
  return [path];
}

/** What a token of the recent mix of some segments costs by day; what has no price counts as nothing. */
export function mixedPrice(
  parts: readonly SegmentHistory[],
  days: readonly Day[],
  priceOf: (history: SegmentHistory) => Float64Array,
): Float64Array {
  const recent = parts.map(({ values }) => values.slice(-RECENT_DAYS).reduce((sum, value) => sum + value, 0));
  const all = recent.reduce((sum, value) => sum + value, 0);
  const mixed = new Float64Array(days.length);
  for (const [index, part] of parts.entries()) {
    const share = all > 0 ? (recent[index] ?? 0) / all : 0;
    for (const [day, usd] of priceOf(part).entries())
      mixed[day] = (mixed[day] ?? 0) + (Number.isNaN(usd) ? 0 : share * usd);
  }
  return mixed;
}
