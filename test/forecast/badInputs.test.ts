import { describe, expect, it } from 'vitest';
import { FREQUENCIES } from '../../shared/forecast/settings.ts';
import { forecastSeries } from '../../shared/forecast/forecastSeries.ts';
import { faultsOf, startLibrary, weekdaySeries } from './support.ts';

const library = startLibrary();
const days = weekdaySeries(90, 1);
const replaced = (index: number, value: unknown): (number | null | undefined)[] =>
  days.map((day, position) => (position === index ? (value as number) : day)); // a value that the types forbid

const INPUTS: Readonly<Record<string, ArrayLike<number | null | undefined>>> = {
  'a normal 90-day series': days,
  '0 points': [],
  '1 point': days.slice(0, 1),
  '2 points': days.slice(0, 2),
  '3 points': days.slice(0, 3),
  '5 points': days.slice(0, 5),
  '6 points': days.slice(0, 6),
  '7 points': days.slice(0, 7),
  '10 points': days.slice(0, 10),
  '13 points': days.slice(0, 13),
  '14 points': days.slice(0, 14),
  '15 points': days.slice(0, 15),
  'all zeros': days.map(() => 0),
  constant: days.map(() => 42),
  '89 zeros and a 5': days.map((_, day) => (day < 89 ? 0 : 5)),
  'a launch after 60 zeros': days.map((value, day) => (day < 60 ? 0 : value)),
  'one NaN': replaced(40, NaN),
  'all NaN': days.map(() => NaN),
  'one Infinity': replaced(40, Infinity),
  'a spike of 1e9 inside': replaced(40, 1e9),
  'a value of 1e6 on the last day': replaced(89, 1e6),
  'values x 1e15': days.map((value) => value * 1e15),
  'values x 1e-15': days.map((value) => value * 1e-15),
  'all negative': days.map((value) => -value),
  'a level shift x10': days.map((value, day) => (day < 60 ? value : value * 10)),
  'one null': replaced(40, null),
  'one undefined': replaced(40, undefined),
  'an Int32Array': Int32Array.from(days),
  // Beyond the list: more that real files hold.
  'the largest numbers': days.map(() => Number.MAX_VALUE),
  'the smallest numbers': days.map(() => Number.MIN_VALUE),
  'text and objects': ['a', '7', {}, [], true, ...days] as unknown as number[], // values that the types forbid
  'credits among amounts': days.map((value, day) => (day % 9 === 0 ? -value : value)),
  'a gap of half the history': days.map((value, day) => (day > 20 && day < 66 ? null : value)),
  'gaps at the end': days.map((value, day) => (day > 70 ? null : value)),
  'use on every third day': days.map((value, day) => ((day * 7) % 10 < 3 ? value : 0)),
  'alternating 0 and 1e12': days.map((_, day) => (day % 2) * 1e12),
};

describe.each(FREQUENCIES)('bad input, %s', (frequency) => {
  it.each(Object.entries(INPUTS))('%s has a finite, ordered forecast with and without the library', (_, values) => {
    const isNonNegative = !Array.from(values).some((value) => typeof value === 'number' && value < 0);
    for (const used of [library, null]) {
      const forecast = forecastSeries({ id: 's', frequency, values }, { horizon: 14, library: used });
      expect(faultsOf(forecast, 14, isNonNegative)).toEqual([]);
      expect(forecast.library).not.toBe('poisoned');
    }
  });
});

describe('what the answers are', () => {
  const forecast = (name: string) => {
    const values = INPUTS[name] ?? [];
    return forecastSeries({ id: 's', frequency: 'daily', values }, { horizon: 7, library });
  };
  const meanOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

  it('a constant stays what it is', () => {
    expect(forecast('constant').point.every((value) => Math.abs(value - 42) < 1e-6)).toBe(true);
  });
  it('zeros stay zeros', () => {
    expect(forecast('all zeros').point).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
  it('a launch is forecast from its own days, not from the zeros before', () => {
    expect(meanOf(forecast('a launch after 60 zeros').point)).toBeCloseTo(1000, -2.3);
  });
  it('a level shift is forecast from the new level', () => {
    const shifted = forecast('a level shift x10');
    expect(shifted.levelShifts).toHaveLength(1);
    expect(Math.abs((shifted.levelShifts[0] ?? 0) - 60)).toBeLessThanOrEqual(3);
    expect(meanOf(shifted.point)).toBeGreaterThan(8500);
    expect(meanOf(shifted.point)).toBeLessThan(11500);
  });
  it('no value at all says so and stands at 0', () => {
    const nothing = forecast('0 points');
    expect(nothing.point).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(nothing.findings.map(({ code, count }) => [code, count])).toEqual([['short-history', 0]]);
  });
});

describe('options that are mistakes of the caller', () => {
  const ask = (options: { horizon: number; levels?: number[] }) => () =>
    forecastSeries({ id: 's', frequency: 'daily', values: days }, options);
  it('throw a RangeError', () => {
    expect(ask({ horizon: 1.5 })).toThrow(RangeError);
    expect(ask({ horizon: -1 })).toThrow(RangeError);
    expect(ask({ horizon: 7, levels: [100] })).toThrow(RangeError);
  });
  it('a horizon of 0 is an empty forecast', () => {
    expect(ask({ horizon: 0 })().point).toEqual([]);
  });
});
