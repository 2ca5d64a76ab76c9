import { cycleProfile, FLAT_PROFILE, type CycleProfile } from './cycleProfile.ts';
import { findLevelShifts, findNewLevel, type LevelShift } from './levelShifts.ts';
import { at, finiteMedian, movingAverage, runningMedian, straightLine } from './numbers.ts';
import type { FrequencySettings } from './settings.ts';

/** A series taken apart. Everything is in model units and indexed like the values it was made from. */
export type Decomposition = {
  /** Free of rhythm, outliers and gaps, and with all that lies before a level shift moved to the level after it. */
  readonly trend: Float64Array;
  /** The local level: a running median that stops at level shifts. */
  readonly level: Float64Array;
  /** Value minus level and rhythm; NaN at gaps. */
  readonly residuals: Float64Array;
  /** Median absolute residual. */
  readonly spread: number;
  readonly rhythmAt: (step: number) => number;
  /** One for each cycle of the settings. */
  readonly profiles: readonly CycleProfile[];
  /** Steps whose value was replaced by level plus rhythm. */
  readonly outliers: readonly number[];
  readonly shifts: readonly LevelShift[];
};

/** Level, rhythm, outliers and shifts depend on each other: three rounds settle them. */
const ROUNDS = 3;
const SMALLEST_SPREAD = 0.02;

function localLevel(values: Float64Array, reach: number, shifts: readonly LevelShift[]): Float64Array {
  const level = new Float64Array(values.length);
  let from = 0;
  for (const to of [...shifts.map(({ index }) => index), values.length]) {
    level.set(runningMedian(values.subarray(from, to), reach), from);
    from = to;
  }
  return bridgeGaps(level);
}

/** A gap longer than the window has no median: the last known level holds there. */
function bridgeGaps(level: Float64Array): Float64Array {
  let last = level.find(Number.isFinite) ?? 0;
  return level.map((value) => (last = Number.isFinite(value) ? value : last));
}

/**
 * Takes a series apart, robustly: one absurd value moves neither level nor rhythm by more than one ordinary value does.
 * `values` are in model units, gaps as NaN, with at least one finite value.
 */
export function decompose(values: Float64Array, settings: FrequencySettings): Decomposition {
  const { cycles, levelReach, shiftWindow } = settings;
  const offset = Math.max(0, values.length - settings.cycleSteps);
  const shortest = cycles[0]?.period ?? Infinity;
  const longest = cycles.at(-1)?.period ?? 0;
  const hasRhythm = values.length >= shortest + 3;
  let profiles: readonly CycleProfile[] = cycles.map(() => FLAT_PROFILE);
  const rhythmAt = (step: number): number =>
    profiles.reduce((total, profile) => total + profile.valueAt(step - offset), 0);
  const withoutRhythm = (some: Float64Array): Float64Array => some.map((value, step) => value - rhythmAt(step));

  const usual = localLevel(values, levelReach, []);
  let filled = values.map((value, step) => (Number.isFinite(value) ? value : at(usual, step)));
  let found = clean([]);
  for (let round = 0; hasRhythm && round < ROUNDS; round += 1) {
    const plain = withoutRhythm(filled);
    const shifts = shiftWindow > 0 && round > 0 ? findLevelShifts(plain, shiftWindow) : [];
    profiles = measureCycles(filled, cycleLevel(plain, shifts, round === 0));
    found = clean(shifts);
    filled = found.filled;
  }
  filled = found.filled;
  const { level, residuals, spread, outliers, shifts } = found;
  return { trend: joined(), level, residuals, spread, rhythmAt, profiles, outliers, shifts };

  function cycleLevel(plain: Float64Array, shifts: readonly LevelShift[], isFirst: boolean): Float64Array {
    if (plain.length < 2 * Math.round(shortest) + 1) {
      const { intercept, slope } = straightLine(plain);
      return plain.map((_, step) => intercept + slope * step);
    }
    if (settings.cycleLevel === 'whole-cycle-mean') return movingAverage(plain, Math.round(longest));
    return localLevel(plain, isFirst ? Math.max(levelReach, Math.round(longest / 2)) : levelReach, shifts);
  }

  function measureCycles(complete: Float64Array, level: Float64Array): CycleProfile[] {
    let deviations = complete.map((value, step) => value - at(level, step)).subarray(offset);
    return cycles.map((cycle) => {
      const profile = cycleProfile(deviations, cycle);
      deviations = deviations.map((value, step) => value - profile.valueAt(step));
      return profile;
    });
  }

  function clean(known: readonly LevelShift[]) {
    const bare = withoutRhythm(values);
    const usual = localLevel(bare, levelReach, known);
    const distance = bare.map((value, step) => value - at(usual, step));
    const spread = Math.max(SMALLEST_SPREAD, finiteMedian(distance.map(Math.abs)));
    const limit = Math.max(settings.outlierDistance, settings.outlierDeviations * spread);
    const newLevel = findNewLevel(distance, limit, settings.newLevelAfter);
    const lift = (step: number): number => (newLevel !== null && step >= newLevel.index ? newLevel.step : 0);
    const level = usual.map((value, step) => value + lift(step));
    const residuals = bare.map((value, step) => value - at(level, step));
    const outliers: number[] = [];
    const complete = values.map((value, step) => {
      const residual = Math.abs(at(residuals, step));
      if (residual <= limit) return value;
      if (Number.isFinite(residual)) outliers.push(step);
      return at(level, step) + rhythmAt(step);
    });
    return {
      level,
      residuals,
      spread,
      outliers,
      filled: complete,
      shifts: newLevel === null ? known : [...known, newLevel],
    };
  }

  function joined(): Float64Array {
    const trend = withoutRhythm(filled);
    const near = Math.max(settings.newLevelAfter, shiftWindow);
    for (const { index } of shifts) {
      const before = finiteMedian(trend.slice(Math.max(0, index - near), index));
      const step = finiteMedian(trend.slice(index, index + near)) - before;
      if (Number.isFinite(step)) trend.subarray(0, index).forEach((value, early) => (trend[early] = value + step));
    }
    return trend;
  }
}
