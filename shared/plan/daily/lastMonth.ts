import type { ScopeDimension } from '../../engine/types.ts';
import { columnQuantiles } from '../../simulate/quantiles.ts';
import { groupBy } from '../../units/groupBy.ts';
import {
  addDays,
  addMonths,
  dayIndex,
  firstDayOf,
  lastDayOf,
  monthIndex,
  monthOf,
  monthRange,
  type Day,
} from '../../units/months.ts';
import { forecastAll, type ForecastAllOptions } from '../forecastAll.ts';
import type { SegmentHistory } from '../segmentHistories.ts';
import type { LastMonth, MonthChange } from './dailyResults.ts';
import { dayPath, type DayPath } from './dayPath.ts';
import { drawSum, sumOf, type DrawSettings } from './fan.ts';
import type { PastDay } from './members.ts';

export type LastMonthInput = {
  readonly histories: readonly SegmentHistory[];
  readonly by: ScopeDimension;
  readonly past: ReadonlyMap<string | null, readonly PastDay[]>;
  readonly asOf: Day;
  readonly forecasting: ForecastAllOptions;
  readonly pricesOver: (days: readonly Day[]) => (history: SegmentHistory) => Float64Array;
  /** Central spend by day from the day after `asOf`, of the forecast that holds now. */
  readonly now: readonly DayPath[];
  readonly nowDays: readonly Day[];
  readonly draw: DrawSettings;
};

/**
 * What the same method would have said at the end of the month before, beside what came since and what it says now.
 * Both are at the same prices, so that the difference is volume. Null where nothing was known then.
 */
export async function lastMonth(input: LastMonthInput): Promise<LastMonth | null> {
  const { asOf, by } = input;
  const knownTo = addDays(firstDayOf(monthOf(asOf)), -1);
  const month = addMonths(monthOf(addDays(asOf, 1)), asOf === lastDayOf(monthOf(asOf)) ? 0 : 1);
  const early = input.histories.flatMap((history) => knownUpTo(history, knownTo));
  if (early.length === 0) return null;
  const days = daysBetween(addDays(knownTo, 1), lastDayOf(month));
  const months = monthRange(monthOf(addDays(knownTo, 1)), month);
  const priceOf = input.pricesOver(days);
  const forecasts = await forecastAll(early, months, input.forecasting);
  const then = forecasts.map((forecast) => dayPath(forecast, days, months, priceOf(forecast.history)));
  const elapsed = dayIndex(asOf) - dayIndex(knownTo);
  const monthStart = dayIndex(firstDayOf(month));
  const sumFrom = (paths: readonly DayPath[], all: readonly Day[], from: number, to: number): number =>
    sumOf(paths, 'usd', all.length)
      .filter((_, index) => index >= from && index < to)
      .reduce((sum, usd) => sum + usd, 0);
  const offsetOf = (all: readonly Day[]): number => monthStart - (all[0] === undefined ? monthStart : dayIndex(all[0]));
  const length = dayIndex(lastDayOf(month)) - monthStart + 1;
  const change = (
    value: string | null,
    earlier: readonly DayPath[],
    now: readonly DayPath[],
  ): Omit<MonthChange, 'actualUsd'> => ({
    value,
    expectedUsd: sumFrom(earlier, days, 0, elapsed),
    thenUsd: sumFrom(earlier, days, offsetOf(days), offsetOf(days) + length),
    nowUsd: sumFrom(now, input.nowDays, offsetOf(input.nowDays), offsetOf(input.nowDays) + length),
  });
  const actualOf = (value: string | null): number =>
    (input.past.get(value) ?? []).reduce(
      (sum, { day, usd }) => sum + (day > knownTo && day <= asOf ? (usd ?? 0) : 0),
      0,
    );
  const thenBy = groupBy(then, ({ labels }) => labels[by]);
  const nowBy = groupBy(input.now, ({ labels }) => labels[by]);
  const members = [...new Set([...thenBy.keys(), ...nowBy.keys()])].map((value) => ({
    ...change(value, thenBy.get(value) ?? [], nowBy.get(value) ?? []),
    actualUsd: actualOf(value),
  }));
  const actualUsd = members.reduce((sum, member) => sum + member.actualUsd, 0);
  const { p10Usd, p90Usd } = elapsedRange(then, days.length, elapsed, input.draw);
  return {
    knownTo,
    from: addDays(knownTo, 1),
    to: asOf,
    month,
    total: { ...change(null, then, input.now), actualUsd },
    p10Usd,
    p90Usd,
    isHeld: actualUsd >= p10Usd && actualUsd <= p90Usd,
    members: members.toSorted((left, right) => sizeOf(right) - sizeOf(left)),
  };
}

const sizeOf = ({ nowUsd, thenUsd, actualUsd, expectedUsd }: MonthChange): number =>
  Math.abs(nowUsd - thenUsd) + Math.abs(actualUsd - expectedUsd);

function elapsedRange(then: readonly DayPath[], days: number, elapsed: number, draw: DrawSettings) {
  const table = drawSum(then, 'usd', draw);
  const sums = Float64Array.from({ length: days === 0 ? 0 : table.length / days }, (_, row) =>
    table.subarray(row * days, row * days + elapsed).reduce((sum, usd) => sum + usd, 0),
  );
  const { p10, p90 } = columnQuantiles(sums, 1);
  return { p10Usd: p10[0] ?? Number.NaN, p90Usd: p90[0] ?? Number.NaN };
}

/** The history as it was known at the end of a day; nothing where it had not begun. */
function knownUpTo(history: SegmentHistory, day: Day): readonly SegmentHistory[] {
  const size =
    history.frequency === 'daily'
      ? dayIndex(day) - dayIndex(history.firstDay) + 1
      : monthIndex(monthOf(day)) - monthIndex(monthOf(history.firstDay)) + 1;
  const values = history.values.slice(0, Math.max(0, size));
  return values.some((value) => value > 0) ? [{ ...history, values }] : [];
}

export const daysBetween = (first: Day, last: Day): Day[] =>
  Array.from({ length: Math.max(0, dayIndex(last) - dayIndex(first) + 1) }, (_, offset) => addDays(first, offset));
