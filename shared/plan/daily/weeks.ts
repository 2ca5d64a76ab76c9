import { addDays, dayIndex, type Day } from '../../units/months.ts';
import type { OutlookSteps } from './dailyResults.ts';
import { fanOf } from './fan.ts';

/** Draws of the days ahead (draws x days) and their central values, in one unit. */
type DrawnDays = { readonly table: Float64Array; readonly central: readonly number[] };

const DAYS = 7;
/** Day 0 of the count, 1970-01-01, was a Thursday. */
const DAYS_SINCE_MONDAY_AT_0 = 3;

/** The Monday on or before a day. Example: 2026-11-27, a Friday -> 2026-11-23. */
export const mondayOf = (day: Day): Day => addDays(day, -((dayIndex(day) + DAYS_SINCE_MONDAY_AT_0) % DAYS));

/**
 * The same outlook by week from Monday: whole weeks of the past, then whole weeks ahead, the first of them with the days
 * that are known already. Quantiles are those of the drawn weeks: quantiles of days do not add up to them.
 */
export function weeklySteps(
  past: OutlookSteps['past'],
  days: readonly Day[],
  drawn: { readonly usd: DrawnDays; readonly tokens: DrawnDays },
): OutlookSteps {
  const [next] = days;
  const firstAhead = next === undefined ? null : mondayOf(next);
  const known = { usd: sumByWeek(past.days, past.usd), tokens: sumByWeek(past.days, past.tokens) };
  const [firstDay] = past.days;
  const whole = [...known.tokens.keys()].filter(
    (week) => (firstDay === undefined || week >= firstDay) && (firstAhead === null || week < firstAhead),
  );
  const weeks = [...new Set(days.map(mondayOf))].filter((week) => addDays(week, DAYS - 1) <= (days.at(-1) ?? week));
  const weekOfDay = days.map((day) => weeks.indexOf(mondayOf(day)));
  const fan = (measure: 'usd' | 'tokens'): OutlookSteps['ahead']['usd'] => {
    const { table, central } = drawn[measure];
    const already = firstAhead === null ? 0 : (known[measure].get(firstAhead) ?? 0);
    const fold = (values: ArrayLike<number>): Float64Array => {
      const sums = new Float64Array(weeks.length);
      if (sums.length > 0) sums[0] = already;
      for (const [index, week] of weekOfDay.entries())
        if (week >= 0) sums[week] = (sums[week] ?? 0) + (values[index] ?? 0);
      return sums;
    };
    const draws = days.length === 0 ? 0 : table.length / days.length;
    const folded = new Float64Array(draws * weeks.length);
    for (let draw = 0; draw < draws; draw += 1)
      folded.set(fold(table.subarray(draw * days.length, (draw + 1) * days.length)), draw * weeks.length);
    return { ...fanOf(folded, fold(central)), next: fanOf(table, Float64Array.from(central)).next };
  };
  return {
    past: {
      days: whole,
      usd: whole.map((week) => known.usd.get(week) ?? null),
      tokens: whole.map((week) => known.tokens.get(week) ?? 0),
    },
    ahead: { days: weeks, usd: fan('usd'), tokens: fan('tokens') },
  };
}

/** Sums by week; a week of which nothing is known has none. */
function sumByWeek(days: readonly Day[], values: readonly (number | null)[]): ReadonlyMap<Day, number> {
  const sums = new Map<Day, number>();
  for (const [index, day] of days.entries()) {
    const value = values[index];
    if (value !== null && value !== undefined) sums.set(mondayOf(day), (sums.get(mondayOf(day)) ?? 0) + value);
  }
  return sums;
}
