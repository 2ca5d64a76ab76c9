import { at } from '../numbers.ts';

/** How fast level and trend follow the newest value; `damping` 0 means no trend at all. */
export type SmoothingWeights = { readonly level: number; readonly trend: number; readonly damping: number };

/** Level and slope after the last value, and the sum of the squared one-step errors on the way there. */
export type SmoothedState = { readonly level: number; readonly slope: number; readonly squares: number };

/**
 * Damped-trend exponential smoothing in error-correction form (Gardner and McKenzie 1985; ETS(A,Ad,N) of Hyndman et al.
 * 2008): forecast = level + damping x slope; level = forecast + a x error; slope = damping x slope + b x error. Every
 * error is linear in the first level and the first slope, so least squares gives those two in the same pass.
 * Example: 1, 2, 3, 4 with damping 1 and any weights ends at level 4, slope 1, squares 0.
 */
export function smooth(values: ArrayLike<number>, weights: SmoothingWeights): SmoothedState {
  const { level: levelWeight, trend: trendWeight, damping } = weights;
  const hasTrend = damping > 0;
  let [level, slope] = [0, 0];
  let [levelPerLevel, slopePerLevel, levelPerSlope, slopePerSlope] = [1, 0, 0, 1];
  let [squares, errorLevel, errorSlope, levelLevel, levelSlope, slopeSlope] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const forecast = level + damping * slope;
    const perLevel = levelPerLevel + damping * slopePerLevel;
    const error = at(values, index) - forecast;
    squares += error * error;
    errorLevel += error * perLevel;
    levelLevel += perLevel * perLevel;
    level = forecast + levelWeight * error;
    levelPerLevel = (1 - levelWeight) * perLevel;
    if (!hasTrend) continue;
    const perSlope = levelPerSlope + damping * slopePerSlope;
    errorSlope += error * perSlope;
    levelSlope += perLevel * perSlope;
    slopeSlope += perSlope * perSlope;
    slope = damping * slope + trendWeight * error;
    slopePerLevel = damping * slopePerLevel - trendWeight * perLevel;
    levelPerSlope = (1 - levelWeight) * perSlope;
    slopePerSlope = damping * slopePerSlope - trendWeight * perSlope;
  }
  const determinant = levelLevel * slopeSlope - levelSlope * levelSlope;
  const knowsSlope = hasTrend && determinant > 1e-9 * levelLevel * slopeSlope;
  const firstLevel = knowsSlope
    ? (errorLevel * slopeSlope - errorSlope * levelSlope) / determinant
    : errorLevel / levelLevel;
  const firstSlope = knowsSlope ? (levelLevel * errorSlope - levelSlope * errorLevel) / determinant : 0;
  const explained =
    2 * (firstLevel * errorLevel + firstSlope * errorSlope) -
    firstLevel * firstLevel * levelLevel -
    2 * firstLevel * firstSlope * levelSlope -
    firstSlope * firstSlope * slopeSlope;
  return {
    level: level + levelPerLevel * firstLevel + levelPerSlope * firstSlope,
    slope: hasTrend ? slope + slopePerLevel * firstLevel + slopePerSlope * firstSlope : 0,
    squares: Math.max(0, squares - explained),
  };
}

const LEVEL_WEIGHTS = [0.0001, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.9999];
const [SMALLEST_WEIGHT, LARGEST_WEIGHT] = [0.0001, 0.9999];

/** The level weight of simple exponential smoothing with the least squared one-step errors. */
export function fitLevelWeight(values: ArrayLike<number>): number {
  let [best, least] = [0.3, Infinity];
  const attempt = (level: number): void => {
    const { squares } = smooth(values, { level, trend: 0, damping: 0 });
    if (squares < least) [best, least] = [level, squares];
  };
  LEVEL_WEIGHTS.forEach(attempt);
  for (let reach = 0.05; reach > 0.002;) {
    const before = best;
    attempt(Math.min(LARGEST_WEIGHT, before + reach));
    attempt(Math.max(SMALLEST_WEIGHT, before - reach));
    if (best === before) reach /= 2;
  }
  return best;
}

/** The weights of damped-trend smoothing with the least squared errors: a coarse grid, then steps from its best point. */
export function fitDampedWeights(values: ArrayLike<number>): SmoothingWeights {
  let [bestLevel, bestRatio, bestDamping, least] = [0.3, 0.1, 0.9, Infinity];
  const attempt = (level: number, ratio: number, damping: number): void => {
    const { squares } = smooth(values, { level, trend: level * ratio, damping });
    if (squares < least) [bestLevel, bestRatio, bestDamping, least] = [level, ratio, damping, squares];
  };
  for (const damping of [0.85, 0.95])
    for (const level of [0.05, 0.2, 0.5, 0.9]) for (const ratio of [0.01, 0.1, 0.5]) attempt(level, ratio, damping);
  for (let [reach, round] = [1, 0]; reach > 0.04 && round < 40; round += 1) {
    const [level, ratio, damping, before] = [bestLevel, bestRatio, bestDamping, least];
    attempt(Math.min(LARGEST_WEIGHT, level + 0.15 * reach), ratio, damping);
    attempt(Math.max(SMALLEST_WEIGHT, level - 0.15 * reach), ratio, damping);
    attempt(level, Math.min(0.999, ratio * (1 + 2 * reach)), damping);
    attempt(level, Math.max(0.0001, ratio / (1 + 2 * reach)), damping);
    attempt(level, ratio, Math.min(0.98, damping + 0.06 * reach));
    attempt(level, ratio, Math.max(0.8, damping - 0.06 * reach));
    if (least >= before * (1 - 1e-6)) reach /= 2;
  }
  return { level: bestLevel, trend: bestLevel * bestRatio, damping: bestDamping };
}

/** The level with its slope carried on, which loses its strength by `damping` at each step. */
export function carryOn({ level, slope }: SmoothedState, damping: number, horizon: number): Float64Array {
  let [value, change] = [level, slope];
  return Float64Array.from({ length: horizon }, () => {
    change *= damping;
    value += change;
    return value;
  });
}
