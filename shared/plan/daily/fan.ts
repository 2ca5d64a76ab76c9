import { columnQuantiles } from '../../simulate/quantiles.ts';
import { summedPaths } from '../../simulate/summedPaths.ts';
import type { DayFan } from './dailyResults.ts';
import type { DayPath } from './dayPath.ts';

/** Enough for the 2.5 % quantile of a day to stand still on the screen. */
const DAY_DRAWS = 400;

/** What a headline looks ahead. */
export const NEXT_DAYS = 30;

export type DrawSettings = {
  readonly seed: number;
  /** Correlation of the volumes of different models. */
  readonly correlation: number;
  /** Bands are so many times as wide as the method alone would draw them. */
  readonly widening: number;
};

export type Measure = 'usd' | 'tokens';

/** What a path is worth on each day; days without a price count as nothing, which a finding says. */
export const amounts = ({ tokens, usdPerToken }: DayPath, measure: Measure): Float64Array =>
  measure === 'tokens'
    ? tokens
    : tokens.map((count, day) => {
        const usd = count * (usdPerToken[day] ?? Number.NaN);
        return Number.isNaN(usd) ? 0 : usd;
      });

export function sumOf(paths: readonly DayPath[], measure: Measure, length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const path of paths)
    for (const [day, amount] of amounts(path, measure).entries()) sum[day] = (sum[day] ?? 0) + amount;
  return sum;
}

/** Draws of the sum of paths (draws x days), `widening` times as uncertain as each path says. */
export const drawSum = (
  paths: readonly DayPath[],
  measure: Measure,
  { seed, correlation, widening }: DrawSettings,
): Float64Array =>
  summedPaths(
    paths.map((path) => ({
      shock: path.labels.model ?? '',
      central: amounts(path, measure),
      sigma: path.sigma.map((sigma) => sigma * widening),
    })),
    { draws: DAY_DRAWS, seed, correlation },
  );

/** The fan of draws (draws x steps) around their central values. */
export function fanOf(table: Float64Array, central: Float64Array): DayFan {
  const fan = columnQuantiles(table, central.length);
  return {
    central: Array.from(central),
    next: firstDays(table, central),
    p025: Array.from(fan.p025),
    p10: Array.from(fan.p10),
    p50: Array.from(fan.p50),
    p90: Array.from(fan.p90),
    p975: Array.from(fan.p975),
  };
}

/** The sum of the first days and its own central 80 %: the quantiles of days do not add up to it. */
function firstDays(table: Float64Array, central: Float64Array): DayFan['next'] {
  const size = Math.min(NEXT_DAYS, central.length);
  const total = (values: Float64Array): number => values.subarray(0, size).reduce((sum, value) => sum + value, 0);
  const sums = Float64Array.from({ length: central.length === 0 ? 0 : table.length / central.length }, (_, row) =>
    total(table.subarray(row * central.length, (row + 1) * central.length)),
  );
  const { p10, p90 } = columnQuantiles(sums, 1);
  return { days: size, central: total(central), p10: p10[0] ?? Number.NaN, p90: p90[0] ?? Number.NaN };
}
