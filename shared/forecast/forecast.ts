import type { Finding } from '../units/findings.ts';
import type { RawValues } from './history.ts';
import type { Frequency } from './settings.ts';
import type { TrendLibrary } from './trendLibrary.ts';

/** Equally spaced values, oldest first; null, undefined and anything not finite is a gap. */
export type TimeSeries = { readonly id: string; readonly frequency: Frequency; readonly values: RawValues };

export type ForecastOptions = {
  /** Steps ahead, from the step after the last value. */
  readonly horizon: number;
  /** Central intervals in percent; 50, 80 and 95 unless given. */
  readonly levels?: readonly number[];
  /** From `loadAugurs`; without it the forecast carries the finding `forecast-fallback`. */
  readonly library?: TrendLibrary | null;
  /** The last value covers a part of its period only: it is left out of the trend. */
  readonly isLastPartial?: boolean;
};

export type Interval = { readonly level: number; readonly lower: readonly number[]; readonly upper: readonly number[] };

export type SeriesForecast = {
  readonly id: string;
  /** One short line: how the numbers were made. */
  readonly method: string;
  /** The same in sentences: rhythm, outliers, shifts, where the bands come from. */
  readonly reasons: readonly string[];
  readonly point: readonly number[];
  readonly intervals: readonly Interval[];
  /** Standard deviation of the logarithm of the value, by step ahead: what a simulation draws with. */
  readonly sigmaByStep: readonly number[];
  /** Steps of the history (0 is its first) that were left out as outliers, and where a new level begins. */
  readonly outliers: readonly number[];
  readonly levelShifts: readonly number[];
  readonly findings: readonly Finding[];
  /** `trapped`: the library's module broke on this series; `poisoned`: it had broken before, and its host starts another. */
  readonly library: 'used' | 'absent' | 'unsuitable' | 'trapped' | 'poisoned' | 'not-needed';
};

export const DEFAULT_LEVELS: readonly number[] = [50, 80, 95];

/** Half the width of the central 80 % of a normal distribution, in standard deviations. */
export const NORMAL_80 = 1.2815515655446004;
/** The largest log standard deviation that is handed to a simulation. */
export const LARGEST_SIGMA = 2;
