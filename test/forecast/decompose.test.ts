import { describe, expect, it } from 'vitest';
import { studentHalfWidth } from '../../shared/forecast/bands.ts';
import { cycleProfile } from '../../shared/forecast/cycleProfile.ts';
import { decompose } from '../../shared/forecast/decompose.ts';
import { findLevelShifts, findNewLevel } from '../../shared/forecast/levelShifts.ts';
import { irregularZeroShare, readHistory } from '../../shared/forecast/history.ts';
import { interpolate, movingAverage, runningMedian, straightLine } from '../../shared/forecast/numbers.ts';
import { SETTINGS } from '../../shared/forecast/settings.ts';
import { noise } from './support.ts';

describe('numbers', () => {
  it('a running median leaves gaps out and is cut at the ends', () => {
    expect(Array.from(runningMedian([1, 9, 2, NaN, 4], 1))).toEqual([5, 2, 5.5, 3, 4]);
  });
  it('a moving average of an even number of steps weighs its ends half', () => {
    // (1/2 x 1 + 2 + 3 + 4 + 1/2 x 5) / 4 = 3
    const averages = movingAverage([1, 2, 3, 4, 5, 6], 4);
    expect(averages[2]).toBe(3);
    expect(averages[1]).toBeNaN();
  });
  it('a straight line goes through what lies on one, gaps or not', () => {
    expect(straightLine([1, 3, 5])).toEqual({ intercept: 1, slope: 2 });
    expect(straightLine([1, NaN, 5])).toEqual({ intercept: 1, slope: 2 });
  });
  it('interpolates between two elements', () => {
    expect(interpolate([10, 20], 0.25)).toBe(12.5);
    expect(interpolate([10, 20], 1)).toBe(20);
  });
  it('the half width of Student with 4 degrees of freedom is the tabled one', () => {
    // Any table: 0.741, 1.533, 2.776, 4.604.
    expect(studentHalfWidth(50)).toBeCloseTo(0.7407, 4);
    expect(studentHalfWidth(80)).toBeCloseTo(1.5332, 4);
    expect(studentHalfWidth(95)).toBeCloseTo(2.7764, 4);
    expect(studentHalfWidth(99)).toBeCloseTo(4.6041, 4);
  });
});

describe('a history', () => {
  it('begins at the first use', () => {
    const history = readHistory([0, null, 0, 5, null, 7]);
    expect([history.launch, history.observed, history.gaps]).toEqual([3, 2, 1]);
    expect(Array.from(history.values)).toEqual([5, NaN, 7]);
  });
  it('counts zeros that no rhythm explains', () => {
    // Weekends are zero: explained. Then a zero on one Monday of four: 1 of 28 is not.
    const weeks = Float64Array.from({ length: 28 }, (_, day) => (day % 7 < 5 ? 1 : 0));
    expect(irregularZeroShare(weeks, 7)).toBe(0);
    weeks[0] = 0;
    expect(irregularZeroShare(weeks, 7)).toBeCloseTo(1 / 28, 12);
  });
});

describe('a rhythm', () => {
  const cycle = { name: 'weekday', period: 7, halfLife: 100 };
  it('that repeats exactly is believed in full and adds up to nothing', () => {
    const profile = cycleProfile(
      Float64Array.from({ length: 70 }, (_, day) => (day % 7) - 3),
      cycle,
    );
    expect(profile.share).toBeCloseTo(1, 9);
    expect(profile.valueAt(70)).toBeCloseTo(-3, 9);
    expect(profile.valueAt(-1)).toBeCloseTo(3, 9);
  });
  it('that is noise is hardly believed', () => {
    const next = noise(5);
    const shares = Array.from(
      { length: 20 },
      () => cycleProfile(Float64Array.from({ length: 140 }, next), cycle).share,
    );
    expect(shares.reduce((total, share) => total + share, 0) / 20).toBeLessThan(0.35);
  });
  it('does not follow one absurd value', () => {
    const values = Float64Array.from({ length: 70 }, (_, day) => ((day % 7) - 3) / 10);
    values[35] = 14;
    expect(cycleProfile(values, cycle).valueAt(70)).toBeCloseTo(-0.3, 1);
  });
});

describe('level shifts', () => {
  it('are found where they are, with their size', () => {
    const next = noise(6);
    const values = Float64Array.from({ length: 60 }, (_, step) => (step < 30 ? 0 : 1) + 0.05 * next());
    const [shift, ...others] = findLevelShifts(values, 10);
    expect(others).toEqual([]);
    expect(Math.abs((shift?.index ?? NaN) - 30)).toBeLessThanOrEqual(1);
    expect(shift?.step).toBeCloseTo(1, 1);
  });
  it('growth is none', () => {
    expect(
      findLevelShifts(
        Float64Array.from({ length: 90 }, (_, step) => 0.03 * step),
        10,
      ),
    ).toEqual([]);
  });
  it('at the very end need some values that agree', () => {
    const quiet = [0.1, -0.1, 0, 0.05, -0.05];
    expect(findNewLevel(Float64Array.of(...quiet, 2, 2.1, 1.9), 0.5, 3)).toEqual({ index: 5, step: 2 });
    expect(findNewLevel(Float64Array.of(...quiet, 2, 2.1), 0.5, 3)).toBeNull();
    expect(findNewLevel(Float64Array.of(...quiet, 2, 9, 1), 0.5, 3)).toBeNull();
    expect(findNewLevel(Float64Array.of(...quiet, 2, -2, 2), 0.5, 3)).toBeNull();
  });
});

describe('a decomposition', () => {
  it('takes level, rhythm, outliers and a shift apart', () => {
    const next = noise(7);
    const values = Float64Array.from(
      { length: 112 },
      (_, day) => (day < 56 ? 0 : 1) + (day % 7 < 5 ? 0.2 : -0.5) + 0.03 * next(),
    );
    values[20] = 3;
    values[90] = NaN;
    const parts = decompose(values, SETTINGS.daily);
    expect(parts.outliers).toEqual([20]);
    expect(parts.shifts).toHaveLength(1);
    expect(Math.abs((parts.shifts[0]?.index ?? NaN) - 56)).toBeLessThanOrEqual(1);
    expect(parts.rhythmAt(112)).toBeCloseTo(0.2, 1);
    expect(parts.rhythmAt(117)).toBeCloseTo(-0.5, 1);
    // All of it ends at the new level: 1 + the mean of the rhythm, (5 x 0.2 - 2 x 0.5) / 7 = 0.
    expect(parts.trend.every((value) => Math.abs(value - 1) < 0.2)).toBe(true);
    // Day 20 is a Sunday: 3 above a level of 0 and a rhythm of -0.5.
    expect(parts.residuals[20]).toBeCloseTo(3.5, 0);
    expect(parts.residuals[90]).toBeNaN();
  });
});
