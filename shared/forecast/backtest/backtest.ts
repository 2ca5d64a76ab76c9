import { DEFAULT_LEVELS, type TimeSeries } from '../forecast.ts';
import { forecastSeries } from '../forecastSeries.ts';
import type { TrendLibrary } from '../trendLibrary.ts';

/** One value of the past beside what the method, knowing only what lay before, would have said of it. */
export type ScoredStep = {
  /** Steps ahead of the origin, from 1. */
  readonly ahead: number;
  readonly actual: number;
  readonly point: number;
  readonly bands: readonly { readonly level: number; readonly lower: number; readonly upper: number }[];
};

/** How good forecasts of these steps ahead were; shares of what really came. */
export type HorizonAccuracy = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Sum of absolute errors over the sum of the actual sizes. */
  readonly error: number;
  /** Sum of forecast minus actual over the same: above 0 the forecasts were too high. */
  readonly bias: number;
  readonly coverage: readonly LevelCoverage[];
};

export type LevelCoverage = { readonly level: number; readonly heldShare: number };

export type Backtest = {
  readonly origins: number;
  readonly steps: readonly ScoredStep[];
  readonly horizons: readonly HorizonAccuracy[];
  readonly overall: HorizonAccuracy | null;
};

export type BacktestOptions = {
  readonly horizon: number;
  readonly levels?: readonly number[];
  readonly library?: TrendLibrary | null;
  readonly mostOrigins?: number;
};

const MOST_ORIGINS = 8;
/** History before the first origin: at least so many steps, and this share of all. */
const FEWEST_BEFORE = 14;
const SHARE_BEFORE = 0.4;

/**
 * Forecasts the past of a series from several origins, each time with only what was known then, and scores every step.
 * Steps without a value are not scored. A history too short for one origin has none and `overall` null.
 *
 * Example: forecasts of 110 and 95 for actual 100 and 100 have error 15 / 200 = 7.5 % and bias 5 / 200 = +2.5 %.
 */
export function backtest({ id, frequency, values }: TimeSeries, options: BacktestOptions): Backtest {
  const { horizon, levels = DEFAULT_LEVELS, library = null, mostOrigins = MOST_ORIGINS } = options;
  const all = Array.from(values);
  const first = Math.max(FEWEST_BEFORE, Math.ceil(SHARE_BEFORE * all.length));
  const stride = Math.max(1, Math.ceil((all.length - first) / mostOrigins));
  const steps: ScoredStep[] = [];
  let origins = 0;
  for (let origin = all.length - stride; origin >= first; origin -= stride) {
    origins += 1;
    const ahead = Math.min(horizon, all.length - origin);
    const { point, intervals } = forecastSeries(
      { id, frequency, values: all.slice(0, origin) },
      { horizon: ahead, levels, library },
    );
    for (const [step, value] of point.entries()) {
      const actual = all[origin + step];
      if (typeof actual !== 'number' || !Number.isFinite(actual)) continue;
      const bands = intervals.map(({ level, lower, upper }) => ({
        level,
        lower: lower[step] ?? value,
        upper: upper[step] ?? value,
      }));
      steps.push({ ahead: step + 1, actual, point: value, bands });
    }
  }
  return { origins, steps, horizons: byHorizon(steps, horizon), overall: accuracyOf(steps, 1, horizon) };
}

/** Steps ahead in up to four stretches of doubling length: 1 to 7, 8 to 14, 15 to 28 for four weeks. */
function byHorizon(steps: readonly ScoredStep[], horizon: number): HorizonAccuracy[] {
  const found: HorizonAccuracy[] = [];
  let from = 1;
  let length = Math.max(1, Math.ceil(horizon / 4));
  while (from <= horizon) {
    const to = Math.min(horizon, from + length - 1);
    const accuracy = accuracyOf(steps, from, to);
    if (accuracy !== null) found.push(accuracy);
    if (from > 1) length *= 2;
    from = to + 1;
  }
  return found;
}

/** How good the scored steps from `from` to `to` ahead are; null where there are none. */
export function accuracyOf(steps: readonly ScoredStep[], from: number, to: number): HorizonAccuracy | null {
  const members = steps.filter(({ ahead }) => ahead >= from && ahead <= to);
  const [first] = members;
  if (first === undefined) return null;
  const size = members.reduce((sum, { actual }) => sum + Math.abs(actual), 0);
  const share = (sum: number): number => (size > 0 ? sum / size : 0);
  return {
    from,
    to,
    count: members.length,
    error: share(members.reduce((sum, { actual, point }) => sum + Math.abs(point - actual), 0)),
    bias: share(members.reduce((sum, { actual, point }) => sum + point - actual, 0)),
    coverage: first.bands.map(({ level }, index) => ({
      level,
      heldShare: members.filter((step) => isHeld(step, index)).length / members.length,
    })),
  };
}

function isHeld({ actual, bands }: ScoredStep, index: number): boolean {
  const band = bands[index];
  return band !== undefined && actual >= band.lower && actual <= band.upper;
}
