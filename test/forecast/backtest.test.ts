import { describe, expect, it } from 'vitest';
import { accuracyOf, backtest, type Backtest, type ScoredStep } from '../../shared/forecast/backtest/backtest.ts';
import { conformalFactor, widened } from '../../shared/forecast/backtest/conformal.ts';
import { coverageSentence } from '../../shared/forecast/backtest/words.ts';
import { weekdaySeries } from './support.ts';

const step = (ahead: number, actual: number, point: number, half = 10): ScoredStep => ({
  ahead,
  actual,
  point,
  bands: [{ level: 80, lower: point - half, upper: point + half }],
});
const pastOf = (steps: readonly ScoredStep[], origins: number): Backtest => ({
  origins,
  steps,
  horizons: [],
  overall: accuracyOf(steps, 1, 99),
});

describe('accuracy of scored steps', () => {
  it('is errors over actual sizes, with their sign as bias', () => {
    // Errors +10 and -5 of 200: 15 / 200 and 5 / 200. The second lies within 10 of its point, so does the first.
    const accuracy = accuracyOf([step(1, 100, 110), step(2, 100, 95)], 1, 2);
    expect(accuracy?.error).toBeCloseTo(0.075, 12);
    expect(accuracy?.bias).toBeCloseTo(0.025, 12);
    expect(accuracy?.coverage).toEqual([{ level: 80, heldShare: 1 }]);
  });
  it('counts what lies outside its band', () => {
    expect(accuracyOf([step(1, 100, 111), step(1, 100, 100)], 1, 1)?.coverage[0]?.heldShare).toBe(0.5);
  });
  it('is null where nothing was scored, and 0 of nothing is 0', () => {
    expect(accuracyOf([], 1, 7)).toBeNull();
    expect(accuracyOf([step(1, 0, 5)], 1, 7)?.error).toBe(0);
  });
});

describe('a backtest', () => {
  const values = weekdaySeries(200, 61);
  const past = backtest({ id: 's', frequency: 'daily', values }, { horizon: 28 });
  it('forecasts the past from several origins, each with what was known then', () => {
    expect(past.origins).toBe(8);
    // 40 % of 200 is 80; a stride of 15 gives 185, 170, ..., 80, of which all but the last look ahead 28 days or less.
    expect(past.steps.filter(({ ahead }) => ahead === 1).map(({ actual }) => actual)).toEqual(
      [185, 170, 155, 140, 125, 110, 95, 80].map((origin) => values[origin]),
    );
    expect(past.horizons.map(({ from, to }) => [from, to])).toEqual([
      [1, 7],
      [8, 14],
      [15, 28],
    ]);
  });
  it('knows that noise of 10 % is about 8 % of absolute error, with bands that hold', () => {
    // The mean absolute deviation of normal noise is 0.8 of its standard deviation.
    expect(past.overall?.error).toBeGreaterThan(0.06);
    expect(past.overall?.error).toBeLessThan(0.12);
    expect(Math.abs(past.overall?.bias ?? NaN)).toBeLessThan(0.05);
    const held = past.overall?.coverage.find(({ level }) => level === 80)?.heldShare ?? NaN;
    expect(held).toBeGreaterThan(0.68);
    expect(held).toBeLessThan(0.95);
  });
  it('does not look at what comes after: the last value has no part in the forecasts', () => {
    const other = backtest({ id: 's', frequency: 'daily', values: [...values.slice(0, -1), 1e9] }, { horizon: 28 });
    expect(other.steps.map(({ point }) => point)).toEqual(past.steps.map(({ point }) => point));
  });
  it('of a short history is empty and says so', () => {
    const none = backtest({ id: 's', frequency: 'daily', values: values.slice(0, 14) }, { horizon: 7 });
    expect([none.origins, none.overall]).toEqual([0, null]);
    expect(coverageSentence(none)).toBe('The history is too short to forecast its own past.');
  });
  it('leaves out days without a value', () => {
    const gaps = values.map((value, day) => (day === 190 ? null : value));
    const some = backtest({ id: 's', frequency: 'daily', values: gaps }, { horizon: 28 });
    // Day 190 is ahead of the origins 185 and 170.
    expect(some.steps).toHaveLength(past.steps.length - 2);
  });
});

describe('the report in words', () => {
  it('names levels, counts, error and side', () => {
    const past = pastOf([step(1, 100, 111), step(1, 100, 100), step(2, 100, 105), step(2, 100, 96)], 2);
    // Held 3 of 4; errors 11 + 0 + 5 + 4 = 20 of 400; signed 11 + 5 - 4 = 12 of 400.
    expect(coverageSentence(past).replaceAll(/\s/g, ' ')).toBe(
      'Your 80 % band held 75 % of the time (2 forecasts of the past, 4 values). Forecasts were off by 5 % and 3 % too high on the whole.',
    );
  });
});

describe('conformal adjustment', () => {
  const far = Array.from({ length: 100 }, (_, index) => step(1, 100 + (index < 50 ? 15 : 0), 100));
  it('widens a band that held too seldom, by half in logarithms at 8 origins', () => {
    // Half of the values lie 1.5 widths off, so the 80.8 % quantile is 1.5: sqrt(1.5) = 1.2247.
    expect(conformalFactor(pastOf(far, 8), 80)).toBeCloseTo(Math.sqrt(1.5), 9);
  });
  it('narrows one that held always, by no more than half', () => {
    const near = Array.from({ length: 100 }, () => step(1, 101, 100));
    expect(conformalFactor(pastOf(near, 8), 80)).toBeCloseTo(Math.sqrt(0.5), 9);
  });
  it('leaves bands alone where the past is short or the level unknown', () => {
    expect(conformalFactor(pastOf(far.slice(0, 39), 8), 80)).toBe(1);
    expect(conformalFactor(pastOf(far, 3), 80)).toBe(1);
    expect(conformalFactor(pastOf(far, 8), 95)).toBe(1);
  });
  it('moves both bounds away from the point and never below 0', () => {
    expect(widened({ level: 80, lower: [8, 3], upper: [14, 20] }, [10, 10], 2)).toEqual({
      level: 80,
      lower: [6, 0],
      upper: [18, 30],
    });
    expect(widened({ level: 80, lower: [-5], upper: [5] }, [0], 2).lower).toEqual([-10]);
  });
});
