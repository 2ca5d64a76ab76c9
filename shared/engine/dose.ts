import { monthIndex, type Month } from '../units/months.ts';
import { at } from './series.ts';
import type { Series } from './types.ts';

/** When a lever acts: `end` is its last month, null to the end of the horizon. */
type Span = { readonly start: Month; readonly end: Month | null; readonly rampMonths: number };

/**
 * How much of a lever acts in each month, 0 to 1: it rises in equal steps and is full in month `rampMonths`.
 * Example: start 2027-01 with a ramp of 3 months gives 1/3, 2/3, 1, 1, ... from January.
 */
export function doseSeries(months: readonly Month[], { start, end, rampMonths }: Span): Series {
  const first = monthIndex(start);
  const last = end === null ? Infinity : monthIndex(end);
  return Float64Array.from(months, (month) => {
    const index = monthIndex(month);
    if (index < first || index > last) return 0;
    return rampMonths <= 1 ? 1 : Math.min(1, (index - first + 1) / rampMonths);
  });
}

/**
 * Months of full effect that lie behind each month: 0 in the first month. Growth and price decline run on this clock, so
 * they hold their level after the lever's end, and a ramp slows their beginning.
 * Example: doses 1, 1, 0.5, 0 give 0, 1, 2, 2.5.
 */
export function elapsedSeries(dose: Series): Series {
  const elapsed = new Float64Array(dose.length);
  for (let month = 1; month < dose.length; month += 1) elapsed[month] = at(elapsed, month - 1) + at(dose, month - 1);
  return elapsed;
}
