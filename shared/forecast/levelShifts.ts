import { MAD_TO_SIGMA } from './cycleProfile.ts';
import { at, finiteMedian, runningMedian } from './numbers.ts';

/** A lasting change of level: from `index` on, the series runs `step` higher, in the units of the values. */
export type LevelShift = { readonly index: number; readonly step: number };

/** The standard error of a median is this much wider than that of a mean of normal values. */
const MEDIAN_ERROR = 1.2533;
/** A step must exceed this many of its standard errors, */
const STANDARD_ERRORS = 5;
/** and this much in model units (0.35 in logarithms: +42 % or -30 %), */
const SMALLEST_STEP = 0.35;
/** and this share of it must happen within half a window, so that growth is not called a shift. */
const ABRUPTNESS = 0.65;
const SMALLEST_SIGMA = 0.02;

const finiteBetween = (values: Float64Array, from: number, to: number): Float64Array =>
  values.subarray(Math.max(0, from), Math.max(0, to)).filter(Number.isFinite);

/**
 * Compares the medians of `window` steps before and after each step: a shift lies where they differ by more than noise
 * explains, at the local maximum of that difference. `values` are free of rhythm and of outliers. Example: twenty values
 * around 1, then twenty around 2, give one shift of step 1 at index 20.
 */
export function findLevelShifts(values: Float64Array, window: number): LevelShift[] {
  const needed = Math.ceil(window / 2);
  const medians = Float64Array.from(values, (_, index) => {
    const newest = finiteBetween(values, index + 1 - window, index + 1);
    return index + 1 < window || newest.length < needed ? NaN : finiteMedian(newest);
  });
  const steps = Float64Array.from(values, (_, index) => {
    const step = at(medians, index + window - 1) - at(medians, index - 1);
    return Number.isFinite(step) ? step : 0;
  });
  const usual = runningMedian(values, window);
  const usualSigma = MAD_TO_SIGMA * finiteMedian(values.map((value, index) => Math.abs(value - at(usual, index))));
  const shifts: LevelShift[] = [];
  for (const [index, step] of steps.entries())
    if (Math.abs(step) >= SMALLEST_STEP && isPeak(index) && isBeyondNoise(index) && isAbrupt(index))
      shifts.push({ index: firstOfNewLevel(index), step });
  return shifts;

  function isPeak(index: number): boolean {
    const size = Math.abs(at(steps, index));
    for (let near = Math.max(0, index - window); near <= Math.min(values.length - 1, index + window); near += 1) {
      const other = Math.abs(at(steps, near));
      if (other > size || (other === size && near < index)) return false;
    }
    return true;
  }

  function isBeyondNoise(index: number): boolean {
    const sides = [finiteBetween(values, index - window, index), finiteBetween(values, index, index + window)];
    const deviations = sides.flatMap((side) => {
      const middle = finiteMedian(side);
      return Array.from(side, (value) => Math.abs(value - middle));
    });
    const sigma = Math.max(SMALLEST_SIGMA, usualSigma, MAD_TO_SIGMA * finiteMedian(deviations));
    const error = sigma * MEDIAN_ERROR * Math.sqrt(sides.reduce((total, side) => total + 1 / side.length, 0));
    return Math.abs(at(steps, index)) >= STANDARD_ERRORS * error;
  }

  function isAbrupt(index: number): boolean {
    const before = finiteMedian(finiteBetween(values, index - 2 - needed, index - 2));
    const after = finiteMedian(finiteBetween(values, index + 2, index + 2 + needed));
    return Math.abs(after - before) >= ABRUPTNESS * Math.abs(at(steps, index));
  }

  /**
   * Medians of windows are flat around a shift, so the largest difference alone is some steps off. Each value is nearer to
   * one of the two levels: the new one begins at the cut, within half a window, that sorts most of them rightly.
   */
  function firstOfNewLevel(around: number): number {
    const [before, after] = [at(medians, around - 1), at(medians, around + window - 1)];
    let [best, least, misfit] = [around, Infinity, 0];
    for (let cut = around - needed + 1; cut <= around + needed; cut += 1) {
      const value = at(values, cut - 1);
      if (Number.isFinite(value)) misfit += Math.abs(value - before) - Math.abs(value - after);
      if (misfit < least) [best, least] = [cut, misfit];
    }
    return best;
  }
}

/**
 * A shift too young for two windows: at least `needed` newest residuals that all lie beyond `limit` on the same side and
 * agree with each other. Null when the end is as usual, or when it looks like a spike that is still going on.
 */
export function findNewLevel(residuals: Float64Array, limit: number, needed: number): LevelShift | null {
  const newest = residuals.findLast(Number.isFinite) ?? NaN;
  let index = residuals.length;
  while (index > 0) {
    const value = at(residuals, index - 1);
    if (Number.isFinite(value) && !(Math.abs(value) > limit && value * newest > 0)) break;
    index -= 1;
  }
  const run = residuals.slice(index).filter(Number.isFinite);
  const step = finiteMedian(run);
  const spread = finiteMedian(run.map((value) => Math.abs(value - step)));
  return run.length >= needed && spread <= Math.abs(step) / 4 ? { index, step } : null;
}
