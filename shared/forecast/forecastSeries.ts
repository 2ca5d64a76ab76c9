import type { Finding } from '../units/findings.ts';
import { measureUncertainty, type Uncertainty } from './bands.ts';
import { combinedTrend, type CombinedTrend } from './combine.ts';
import { decompose, type Decomposition } from './decompose.ts';
import { describe, fallbackFinding, looksPartial, shortHistoryFinding } from './explain.ts';
import {
  DEFAULT_LEVELS,
  LARGEST_SIGMA,
  NORMAL_80,
  type ForecastOptions,
  type Interval,
  type SeriesForecast,
  type TimeSeries,
} from './forecast.ts';
import { isIrregular, modelScale, readHistory, type History, type ModelScale } from './history.ts';
import { at, toFinite } from './numbers.ts';
import { SETTINGS } from './settings.ts';
import { intermittentPath, lastValuePath, type SimplePath } from './simplePaths.ts';

/** Values after the launch that a trend is fitted to; with fewer, the last one is carried on. */
const FEWEST_VALUES = 7;

function checkOptions({ horizon, levels = DEFAULT_LEVELS }: ForecastOptions): void {
  if (!Number.isInteger(horizon) || horizon < 0)
    throw new RangeError(`horizon is a count of steps, not ${String(horizon)}`);
  const odd = levels.find((level) => !(level > 0 && level < 100));
  if (odd !== undefined) throw new RangeError(`a level lies between 0 and 100 percent, not ${String(odd)}`);
}

/**
 * Forecasts one series with bands. Never throws for bad values: gaps are filled, outliers replaced, level shifts joined,
 * too little history answered with its last value. Points and bounds are finite, lower <= point <= upper, and not below 0
 * when no value is. Throws a RangeError for a horizon that is no count or a level outside 0 to 100 percent.
 *
 * Example: 90 days around 100 with quiet weekends give 14 days around 100 with quiet weekends.
 */
export function forecastSeries(series: TimeSeries, options: ForecastOptions): SeriesForecast {
  checkOptions(options);
  const { horizon, levels = DEFAULT_LEVELS, library = null, isLastPartial = false } = options;
  const raw = isLastPartial ? Array.from(series.values).slice(0, -1).concat(null) : series.values;
  const history = readHistory(raw);
  const settings = SETTINGS[series.frequency];
  const findings: Finding[] = [];
  if (isLastPartial) findings.push(partialFinding(`The last ${settings.step} is marked as incomplete`));
  const simple = (path: SimplePath, method: string, reason: string): SeriesForecast => ({
    id: series.id,
    method,
    reasons: [reason],
    ...path,
    outliers: [],
    levelShifts: [],
    findings,
    library: 'not-needed',
  });

  if (history.observed < FEWEST_VALUES) {
    findings.push(shortHistoryFinding(history, settings));
    const reason = `${String(history.observed)} values are too few for a trend: the last one is carried on.`;
    return simple(lastValuePath(history, horizon, levels), 'Last value', reason);
  }
  if (history.values.every((value) => value === 0 || Number.isNaN(value)))
    return simple(lastValuePath(history, horizon, levels), 'All zero', 'Every value is 0.');
  const shortest = settings.cycles[0]?.period ?? 1;
  if (isIrregular(history, shortest)) {
    const reason = `Many ${settings.step}s are zero without a rhythm: the smoothed mean is carried on, with the quantiles of the history as bands.`;
    return simple(intermittentPath(history, horizon, levels), 'Smoothed mean of irregular use', reason);
  }

  const scale = modelScale(history);
  const parts = decompose(history.values.map(scale.toModel), settings);
  const trend = parts.trend.subarray(-settings.trendSteps);
  const combined = combinedTrend(trend, horizon, settings, scale, library);
  const uncertainty = measureUncertainty(trend, takenAway(parts, history, trend.length), combined.repeat, horizon);
  findings.push(...fallbackFinding(combined.library));
  const partial = isLastPartial ? null : looksPartial(parts, history, settings);
  if (partial !== null) findings.push(partialFinding(partial));
  if (horizon > history.values.length)
    findings.push({
      code: 'extrapolated',
      message: `${String(horizon)} ${settings.step}s ahead from ${String(history.values.length)} ${settings.step}s of history`,
    });
  return {
    id: series.id,
    ...describe(parts, combined, uncertainty, history, settings),
    ...valuesOf(parts, combined, uncertainty, scale, history, horizon, levels),
    outliers: parts.outliers.map((step) => step + history.launch),
    levelShifts: parts.shifts.map(({ index }) => index + history.launch),
    findings,
    library: combined.library,
  };
}

const partialFinding = (message: string): Finding => ({
  code: 'partial-period',
  message: `${message}; it is left out of the trend`,
});

/** What cleaning took from the newest `count` steps: a residual at outliers, NaN at gaps, else 0. */
function takenAway({ outliers, residuals }: Decomposition, { values }: History, count: number): Float64Array {
  const taken = values.map((value) => (Number.isFinite(value) ? 0 : NaN));
  for (const step of outliers) taken[step] = at(residuals, step);
  return taken.subarray(-count);
}

/**
 * Back from model units to values. Amounts have bands on the scale of square roots, point x (1 -/+ width/2)^2: between
 * plain bands, which reach below zero, and logarithmic ones, which reach absurdly high. Example: point 100 and width 0.5
 * give 56 to 156.
 */
function valuesOf(
  { rhythmAt }: Decomposition,
  { path }: CombinedTrend,
  { spread, factor }: Uncertainty,
  { kind, unit, toValue }: ModelScale,
  { values }: History,
  horizon: number,
  levels: readonly number[],
) {
  const point = Array.from(path, (value, step) => toValue(value + rhythmAt(values.length + step)));
  const bound = (step: number, width: number): number => {
    const middle = point[step] ?? 0;
    const moved = kind === 'plain' ? middle + unit * width : middle * Math.max(0, 1 + width / 2) ** 2;
    return toFinite(moved);
  };
  const intervals = levels.map((level): Interval => {
    const widths = spread.map((size) => size * factor(level));
    return {
      level,
      lower: Array.from({ length: horizon }, (_, step) => bound(step, -at(widths, step))),
      upper: Array.from({ length: horizon }, (_, step) => bound(step, at(widths, step))),
    };
  });
  const width80 = factor(80);
  const sigmaByStep = Array.from(spread, (size, step) => {
    const relative = kind === 'plain' ? (size * unit) / Math.max(Math.abs(point[step] ?? 0), Number.MIN_VALUE) : size;
    return Math.min(LARGEST_SIGMA, (width80 * relative) / NORMAL_80);
  });
  return { point, intervals, sigmaByStep };
}
