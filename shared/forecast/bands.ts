import { quantile } from 'simple-statistics';
import type { Projection } from './members/member.ts';
import { at, differences, mean, sum } from './numbers.ts';

/** Errors of one forecast of the past, by step ahead, in model units; NaN where there was no value. */
type PastForecast = {
  /** Against the cleaned trend: how far the level moved. */
  readonly drift: Float64Array;
  /** Against what really came, outliers included. */
  readonly actual: Float64Array;
};

export type Uncertainty = {
  /** Typical error by step ahead, in model units. */
  readonly spread: Float64Array;
  /** How many spreads to each side a band of this level (in percent) takes. */
  readonly factor: (level: number) => number;
  /** Forecasts of the past that it was measured on. */
  readonly origins: number;
};

const MOST_ORIGINS = 24;
const FEWEST_STEPS = 6;
/** Share of the history before the first forecast of the past. */
const FIRST_ORIGIN = 0.4;
/** How errors usually grow with the steps ahead (steps to this power), and the weight of that belief in step counts. */
const [USUAL_GROWTH, USUAL_GROWTH_WEIGHT] = [0.4, 4];
/** Forecasts of the past that weigh as much as the size of the series' changes, */
const CHANGES_WEIGHT = 3;
/** of which a one-step error usually is this share, */
const ERROR_PER_CHANGE = 0.8;
/** and that weigh as much as the usual shape of errors (Student's t with 4 degrees of freedom). */
const SHAPE_WEIGHT = 20;
/** Own errors may widen the usual shape this many times. */
const WIDEST_SHAPE = 2;
/** Parameters are fitted on the same history: bands are wider by this over the number of steps. */
const FITTED_PARAMETERS = 6;
const NO_SPREAD = 1e-9;

/**
 * Forecasts the past: from up to 24 origins, with the parameters held, at all steps up to `horizon`. `outliers` holds what
 * cleaning took away from each step (0 elsewhere, NaN at gaps).
 */
function forecastPast(
  trend: Float64Array,
  outliers: Float64Array,
  repeat: Projection,
  horizon: number,
): PastForecast[] {
  const first = Math.max(FEWEST_STEPS, Math.ceil(trend.length * FIRST_ORIGIN));
  const stride = Math.max(1, Math.ceil((trend.length - first) / MOST_ORIGINS));
  const past: PastForecast[] = [];
  for (let origin = trend.length - 1; origin >= first; origin -= stride) {
    const path = repeat(trend.subarray(0, origin), Math.min(horizon, trend.length - origin));
    const actual = path.map((value, step) => at(trend, origin + step) + at(outliers, origin + step) - value);
    const drift = actual.map((error, step) => error - at(outliers, origin + step));
    past.push({ drift, actual });
  }
  return past;
}

/** Fits size x steps^growth to the errors by step ahead, with growth drawn to its usual value and kept within 0 and 1. */
function spreadOf(past: readonly PastForecast[], trend: Float64Array, horizon: number): Float64Array {
  const steps: { readonly log: number; readonly size: number; readonly count: number }[] = [];
  for (let step = 0; step < horizon; step += 1) {
    const errors = past.map(({ drift }) => at(drift, step)).filter(Number.isFinite);
    if (errors.length === 0) continue;
    const square = mean(errors.map((error) => error * error));
    steps.push({ log: Math.log(step + 1), size: Math.log(Math.max(NO_SPREAD ** 2, square)) / 2, count: errors.length });
  }
  const weight = sum(steps.map(({ count }) => count));
  const change = Math.sqrt(mean(differences(trend).map((value) => value * value)));
  const usualSize = Math.log(Math.max(NO_SPREAD, ERROR_PER_CHANGE * change));
  let [growth, size] = [USUAL_GROWTH, usualSize];
  if (weight > 0) {
    const middleLog = sum(steps.map(({ log, count }) => count * log)) / weight;
    const middleSize = sum(steps.map((step) => step.count * step.size)) / weight;
    const square = sum(steps.map(({ log, count }) => count * (log - middleLog) ** 2));
    const cross = sum(steps.map((step) => step.count * (step.log - middleLog) * (step.size - middleSize)));
    const belief = (USUAL_GROWTH_WEIGHT * weight) / steps.length;
    growth = Math.max(0, Math.min(1, (cross + belief * USUAL_GROWTH) / (square + belief)));
    size = middleSize - growth * middleLog;
  }
  const own = past.length / (past.length + CHANGES_WEIGHT);
  return Float64Array.from({ length: horizon }, (_, step) => {
    const log = Math.log(step + 1);
    return Math.exp(own * (size + growth * log) + (1 - own) * (usualSize + USUAL_GROWTH * log));
  });
}

/**
 * Half the width of the central interval of Student's t with 4 degrees of freedom, whose distribution has a closed form:
 * P(|T| < t) = 3/4 (x - x^3/12) with x = t / sqrt(1 + t^2/4). Examples: 80 % -> 1.533, 95 % -> 2.776.
 */
export function studentHalfWidth(level: number): number {
  let [low, high] = [0, 2];
  for (let round = 0; round < 60; round += 1) {
    const x = (low + high) / 2;
    if (0.75 * (x - (x * x * x) / 12) < level / 100) low = x;
    else high = x;
  }
  return low / Math.sqrt(1 - (low * low) / 4);
}

/**
 * Measures how wrong forecasts of this series are, by step ahead, on its own past; a short past leans on what is usual.
 * The factors are split-conformal: the quantile of past errors over their spread, drawn to Student's t.
 */
export function measureUncertainty(
  trend: Float64Array,
  outliers: Float64Array,
  repeat: Projection,
  horizon: number,
): Uncertainty {
  const past = forecastPast(trend, outliers, repeat, horizon);
  const spread = spreadOf(past, trend, horizon);
  const sizes = past.flatMap(({ actual }) =>
    Array.from(actual, (error, step) => Math.abs(error) / at(spread, step)).filter(Number.isFinite),
  );
  const own = past.length / (past.length + SHAPE_WEIGHT);
  const wider = 1 + FITTED_PARAMETERS / trend.length;
  return {
    spread,
    origins: past.length,
    factor(level) {
      const usual = studentHalfWidth(level);
      if (sizes.length < 5) return wider * usual;
      const rank = Math.min(1, (level / 100) * (1 + 1 / sizes.length));
      const measured = Math.min(WIDEST_SHAPE * usual, Math.max(NO_SPREAD, quantile(sizes, rank)));
      return wider * Math.exp(own * Math.log(measured) + (1 - own) * Math.log(usual));
    },
  };
}
