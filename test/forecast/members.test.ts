import { describe, expect, it } from 'vitest';
import { trimmedMean } from '../../shared/forecast/combine.ts';
import {
  AUTOREGRESSIVE_CHANGES,
  fitAutoregression,
  RETURN_TO_LINE,
} from '../../shared/forecast/members/autoregression.ts';
import { blockTrend } from '../../shared/forecast/members/blocks.ts';
import { fadedSteps } from '../../shared/forecast/members/member.ts';
import { carryOn, fitDampedWeights, fitLevelWeight, smooth } from '../../shared/forecast/members/smoothing.ts';
import { THETA } from '../../shared/forecast/members/theta.ts';
import { noise } from './support.ts';

describe('smoothing', () => {
  it('without a trend is the weighted mean that it is defined as', () => {
    // Weight 0.5, first level l: errors 2 - l, then 4 - (l + (2 - l)/2) = 3 - l/2. Least squares over l:
    // (2 - l) + (3 - l/2)/2 = 0 -> 3.5 = 1.25 l -> l = 2.8. Errors -0.8, 1.6: squares 0.64 + 2.56 = 3.2.
    // Level: 2.8 - 0.4 = 2.4, then 2.4 + 0.8 = 3.2.
    const state = smooth([2, 4], { level: 0.5, trend: 0, damping: 0 });
    expect(state.level).toBeCloseTo(3.2, 12);
    expect(state.squares).toBeCloseTo(3.2, 12);
    expect(state.slope).toBe(0);
  });
  it('follows a straight line without error when the trend is not damped', () => {
    const state = smooth([1, 2, 3, 4], { level: 0.3, trend: 0.1, damping: 1 });
    expect(state.level).toBeCloseTo(4, 9);
    expect(state.slope).toBeCloseTo(1, 9);
    expect(state.squares).toBeCloseTo(0, 9);
  });
  it('carries a slope on with less strength at each step', () => {
    // Slope 1, damping 0.5: 10 + 0.5, + 0.25, + 0.125.
    expect(Array.from(carryOn({ level: 10, slope: 1, squares: 0 }, 0.5, 3))).toEqual([10.5, 10.75, 10.875]);
  });
  it('finds a slow weight for noise and a fast one for a random walk', () => {
    const next = noise(1);
    const still = Array.from({ length: 200 }, next);
    let position = 0;
    const walk = Array.from({ length: 200 }, () => (position += next()));
    expect(fitLevelWeight(still)).toBeLessThan(0.1);
    expect(fitLevelWeight(walk)).toBeGreaterThan(0.8);
    expect(fitDampedWeights(walk).level).toBeGreaterThan(0.7);
  });
});

describe('Theta', () => {
  it('of an exact line continues it with half of its slope from the line, fading', () => {
    // 2 x value - line = line, its smoothed level at weight 0.9999 ends at 12; the line's end is 12 too.
    const path = THETA.fit(Float64Array.of(2, 4, 6, 8, 10, 12))(Float64Array.of(2, 4, 6, 8, 10, 12), 2);
    // 12 + slope 2 x faded steps / 2; six steps seen: 6 (1 - e^(-1/6)) = 0.9211, 6 (1 - e^(-2/6)) = 1.7008.
    expect(path[0]).toBeCloseTo(12.9211, 3);
    expect(path[1]).toBeCloseTo(13.7008, 3);
  });
});

describe('a drift that fades', () => {
  it('is 7.585 steps after 12 of 12 and never more than the steps seen', () => {
    expect(fadedSteps(12, 12)).toBeCloseTo(12 * (1 - Math.exp(-1)), 12);
    expect(fadedSteps(1e6, 12)).toBeCloseTo(12, 9);
  });
});

describe('autoregression', () => {
  it('finds the half that every value keeps of the last', () => {
    const next = noise(3);
    let value = 0;
    const values = Float64Array.from({ length: 3000 }, () => (value = value / 2 + next()));
    const coefficients = fitAutoregression(values);
    expect(coefficients[0]).toBeCloseTo(0.5, 1);
    expect(coefficients.slice(1).every((later) => Math.abs(later) < 0.1)).toBe(true);
  });
  it('has no memory of values without any', () => {
    expect(fitAutoregression(new Float64Array(20))).toHaveLength(0);
  });
  it('returns to the line: far above it today, nearer tomorrow', () => {
    const next = noise(4);
    let rest = 0;
    const values = Float64Array.from(
      { length: 200 },
      (_, step) => 10 + 0.01 * step + (rest = 0.8 * rest + 0.1 * next()),
    );
    values[199] = 13;
    const path = RETURN_TO_LINE.fit(values)(values, 30);
    expect(path[0]).toBeGreaterThan(path[10] ?? NaN);
    expect(path[29]).toBeCloseTo(12, 0);
  });
  it('of changes keeps half of their mean as a drift', () => {
    const line = Float64Array.from({ length: 40 }, (_, step) => step);
    const path = AUTOREGRESSIVE_CHANGES.fit(line)(line, 1);
    expect(path[0]).toBeCloseTo(39 + 0.5 * fadedSteps(1, 40), 9);
  });
});

describe('the coarser view', () => {
  it('of a constant is the constant, wherever the blocks begin', () => {
    const values = new Float64Array(31).fill(5);
    expect(Array.from(blockTrend(7).fit(values)(values, 10)).every((value) => Math.abs(value - 5) < 1e-9)).toBe(true);
  });
});

describe('the trimmed mean', () => {
  it('leaves out the lowest and the highest of four or more', () => {
    expect(trimmedMean([1, 2, 4, 90])).toBe(3);
    expect(trimmedMean([1, 2, 6])).toBe(3);
    expect(trimmedMean([7])).toBe(7);
  });
});
