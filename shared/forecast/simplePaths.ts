import { probit, quantile } from 'simple-statistics';
import { LARGEST_SIGMA, NORMAL_80, type Interval } from './forecast.ts';
import type { History } from './history.ts';
import { fitLevelWeight, smooth } from './members/smoothing.ts';
import { mean, toFinite } from './numbers.ts';

export type SimplePath = {
  readonly point: readonly number[];
  readonly intervals: readonly Interval[];
  readonly sigmaByStep: readonly number[];
};

type Bounds = { readonly lower: number; readonly upper: number };

function flat(
  value: number,
  horizon: number,
  levels: readonly number[],
  sigma: number,
  bounds: (level: number) => Bounds,
) {
  const repeated = (some: number): number[] => Array.from({ length: horizon }, () => toFinite(some));
  const intervals = levels.map((level) => {
    const { lower, upper } = bounds(level);
    return { level, lower: repeated(Math.min(lower, value)), upper: repeated(Math.max(upper, value)) };
  });
  return { point: repeated(value), intervals, sigmaByStep: repeated(sigma) };
}

/** Width of a band against that of 80 %, for normal errors. Example: 95 % -> 1.53. */
const widthAgainst80 = (level: number): number => probit((1 + level / 100) / 2) / probit(0.9);

/** The factor that a forecast from too little history may be wrong by, either way, with 80 % confidence. */
const SHORT_HISTORY_FACTOR = 2;

/**
 * The last value carried on with a band of times and divided by 2 (at 80 %; wider levels in proportion in logarithms).
 * A last value of 0 after others has a band up to the largest of them. Example: 10 -> 5 to 20 at 80 %.
 */
export function lastValuePath({ values }: History, horizon: number, levels: readonly number[]): SimplePath {
  const last = values.findLast(Number.isFinite) ?? 0;
  const largest = values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return flat(last, horizon, levels, Math.log(SHORT_HISTORY_FACTOR) / NORMAL_80, (level) => {
    if (last === 0) return { lower: Math.min(0, largest), upper: Math.max(0, largest) };
    const factor = Math.exp(Math.log(SHORT_HISTORY_FACTOR) * widthAgainst80(level));
    const ends = [last / factor, last * factor];
    return { lower: Math.min(...ends), upper: Math.max(...ends) };
  });
}

/** A value among irregular zeros counts up to this many times the 90 % quantile of the values that are not zero. */
const LARGEST_MULTIPLE = 5;
const FASTEST_LEVEL = 0.3;

/**
 * Irregular use, zero on many steps: the smoothed mean carried on, with the quantiles of the values themselves as bands
 * (a band around a mean would promise use where there is none). Values are not negative.
 */
export function intermittentPath({ values }: History, horizon: number, levels: readonly number[]): SimplePath {
  const known = values.filter(Number.isFinite);
  const ceiling = LARGEST_MULTIPLE * quantile(Array.from(known.filter((value) => value > 0)), 0.9);
  const capped = known.map((value) => Math.min(value, ceiling));
  const weight = Math.min(FASTEST_LEVEL, fitLevelWeight(capped));
  const level = Math.max(0, smooth(capped, { level: weight, trend: 0, damping: 0 }).level);
  const average = mean(capped);
  const variance = mean(capped.map((value) => (value - average) ** 2));
  const sigma = Math.min(LARGEST_SIGMA, Math.sqrt(Math.log(1 + variance / (average * average))));
  const list = Array.from(capped);
  return flat(level, horizon, levels, sigma, (percent) => ({
    lower: quantile(list, (100 - percent) / 200),
    upper: quantile(list, (100 + percent) / 200),
  }));
}
