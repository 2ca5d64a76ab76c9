import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastSeries } from '../../shared/forecast/forecastSeries.ts';
import { FREQUENCIES, type Frequency } from '../../shared/forecast/settings.ts';
import { faultsOf, noise, startLibrary, weekdaySeries } from './support.ts';

const library = startLibrary();
const pointOf = (values: readonly (number | null)[], frequency: Frequency, horizon: number) =>
  forecastSeries({ id: 's', frequency, values }, { horizon, levels: [95], library });

/** Largest relative difference between two lists, against the size of the first. */
const relativeDifference = (left: readonly number[], right: readonly number[]): number =>
  Math.max(...left.map((value, index) => Math.abs((right[index] ?? NaN) - value) / Math.max(Math.abs(value), 1e-300)));

const anyValue = fc.oneof(
  // Not below 1e-100: subnormal numbers lose digits when they are scaled.
  { weight: 8, arbitrary: fc.double({ min: 1e-100, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1e9, null, -1) },
);

describe('scale', () => {
  it.each(FREQUENCIES)('%s: 1e-9 and 1e9 times the input give that multiple of the forecast', (frequency) => {
    fc.assert(
      fc.property(
        fc.array(anyValue, { minLength: 1, maxLength: 120 }),
        fc.constantFrom(1e-9, 1e-3, 7, 1e9),
        (values, factor) => {
          const scaled = values.map((value) => (value === null ? null : value * factor));
          const [plain, moved] = [pointOf(values, frequency, 6), pointOf(scaled, frequency, 6)];
          expect(
            relativeDifference(
              plain.point,
              moved.point.map((value) => value / factor),
            ),
          ).toBeLessThan(1e-6);
          for (const [index, interval] of plain.intervals.entries())
            for (const bound of ['lower', 'upper'] as const)
              expect(
                relativeDifference(
                  interval[bound],
                  (moved.intervals[index]?.[bound] ?? []).map((value) => value / factor),
                ),
              ).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });
});

describe('any values', () => {
  it.each(FREQUENCIES)('%s: finite, ordered, not below 0 for what is not negative', (frequency) => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double(), anyValue), { maxLength: 80 }),
        fc.integer({ min: 1, max: 30 }),
        (values, horizon) => {
          const forecast = forecastSeries({ id: 's', frequency, values }, { horizon, library });
          const isNonNegative = !values.some((value) => value !== null && Number.isFinite(value) && value < 0);
          expect(faultsOf(forecast, horizon, isNonNegative)).toEqual([]);
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });
  it('the same input gives the same output', () => {
    const values = weekdaySeries(200, 3);
    expect(pointOf(values, 'daily', 28)).toEqual(pointOf([...values], 'daily', 28));
  });
});

/** Daily series of the kinds that a company has. */
const KINDS: Readonly<Record<string, readonly number[]>> = {
  'flat with weekends': weekdaySeries(120, 11),
  'two months': weekdaySeries(60, 12),
  'growth of 1 % a day': weekdaySeries(150, 13).map((value, day) => value * Math.exp(0.01 * day)),
  decline: weekdaySeries(150, 14).map((value, day) => value * Math.exp(-0.005 * day)),
  'no rhythm': ((next) => Array.from({ length: 90 }, () => 500 * Math.exp(0.3 * next())))(noise(15)),
  'a year': weekdaySeries(365, 16),
  'a new level': weekdaySeries(120, 17).map((value, day) => (day < 80 ? value : value * 3)),
  'one month': weekdaySeries(30, 18),
};

describe('one spike of 1e6 times the maximum', () => {
  const moves = Object.entries(KINDS).flatMap(([kind, values]) => {
    const before = pointOf(values, 'daily', 14).point;
    const largest = Math.max(...values);
    const positions = Array.from({ length: 19 }, (_, index) => Math.round(((values.length - 1) * index) / 18));
    return positions.map((position) => {
      const spiked = values.map((value, day) => (day === position ? 1e6 * largest : value));
      return { kind, position, moved: relativeDifference(before, pointOf(spiked, 'daily', 14).point) };
    });
  });
  it('moves a daily forecast by less than 5 % in 90 of 100 places', () => {
    const far = moves.filter(({ moved }) => !(moved < 0.05));
    expect(far.length / moves.length, JSON.stringify(far)).toBeLessThanOrEqual(0.1);
  });
  it('moves it by less than 20 % anywhere, the last day included', () => {
    expect(moves.filter(({ moved }) => !(moved < 0.2))).toEqual([]);
  });
});
