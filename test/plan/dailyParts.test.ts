import { describe, expect, it } from 'vitest';
import { rankByMoney } from '../../shared/forecast/anomalies/ranking.ts';
import { emptyDocument, type Budget } from '../../shared/model/document.ts';
import { budgetCrossing } from '../../shared/plan/daily/budgets.ts';
import { driversOf } from '../../shared/plan/daily/drivers.ts';
import { readEventsCsv } from '../../shared/plan/daily/eventsCsv.ts';
import { scoreSaved } from '../../shared/plan/daily/savedForecasts.ts';
import type { PastMonth } from '../../shared/plan/results.ts';
import type { SpendRow } from '../../shared/data/spend.ts';
import { columnQuantiles } from '../../shared/simulate/quantiles.ts';
import { summedPaths } from '../../shared/simulate/summedPaths.ts';
import { addDays, type Day } from '../../shared/units/months.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';

describe('sums of paths', () => {
  const path = (shock: string) => ({ shock, central: Float64Array.of(100), sigma: Float64Array.of(0.2) });
  const widthOf = (correlation: number): number => {
    const { p10, p90 } = columnQuantiles(summedPaths([path('a'), path('b')], { draws: 4000, seed: 1, correlation }), 1);
    return (p90[0] ?? Number.NaN) - (p10[0] ?? Number.NaN);
  };
  it('move as one when they share everything', () => {
    // 200 x (e^(0.2 x 1.2816) - e^(-0.2 x 1.2816)) = 200 x 0.5183 = 103.7
    expect(widthOf(1)).toBeCloseTo(103.7, -1);
  });
  it('are surer by the square root of two when they share nothing', () => {
    expect(widthOf(0) / widthOf(1)).toBeGreaterThan(0.66);
    expect(widthOf(0) / widthOf(1)).toBeLessThan(0.76);
  });
  it('of many are the same whether tabulated or added up path by path', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      shock: 'a',
      central: Float64Array.of(1 + index, index === 3 ? 0 : 7, 0),
      sigma: Float64Array.of(0.05 + 0.01 * index, 0.4, 0.3),
    }));
    const options = { draws: 500, seed: 3, correlation: 0.5 };
    const together = summedPaths(many, options);
    // Groups of up to 16 paths are added up one by one; their sums are the same luck in smaller portions.
    const portions = Array.from({ length: 6 }, (_, index) =>
      summedPaths(many.slice(index * 10, index * 10 + 10), options),
    );
    const oneByOne = together.map((_, index) => portions.reduce((sum, portion) => sum + (portion[index] ?? NaN), 0));
    together.forEach((value, index) => {
      expect(value).toBeCloseTo(oneByOne[index] ?? NaN, 5);
    });
    expect(together[2]).toBe(0);
  });
  it('of nothing are nothing', () => {
    expect(summedPaths([], { draws: 10, seed: 1, correlation: 0.5 })).toHaveLength(0);
  });
});

describe('a budget that runs out', () => {
  const budget = { ...emptyDocument(), id: 'b', name: 'B', scope: {}, from: '2026-11', to: '2026-11', amountUsd: 100 };
  const days = Array.from({ length: 10 }, (_, index) => addDays('2026-11-01' as Day, index));
  // Five draws of 10 days at 10, 10, 10, 15 and 40 a day.
  const draws = Float64Array.from([10, 10, 10, 15, 40].flatMap((usd) => days.map(() => usd)));
  const crossing = (amountUsd: number, spentUsd: number) =>
    budgetCrossing({ ...budget, amountUsd } as unknown as Budget, { spentUsd, draws, days });
  it('has the day of half of the draws, and the earlier one of a fifth', () => {
    // 70 spent, 10 a day: 80, 90, 100, 110 on the fourth day; at 40 a day 110 on the first.
    expect(crossing(100, 70)).toMatchObject({
      crossesP50: '2026-11-04',
      crossesP80: '2026-11-01',
      usdPerDay: 100 / 30,
    });
  });
  it('has none while it lasts', () => {
    // 10 x 10 = 100 never exceeds 1000; a fifth of the draws reaches 400.
    expect(crossing(1000, 0)).toMatchObject({ crossesP50: null, crossesP80: null });
  });
});

describe('ranking by money', () => {
  const event = (segment: string, day: string, usd: number | null) => ({ segment, day, usd, score: 8 });
  it('puts most money first, spent or missing, and no price last', () => {
    const ranked = rankByMoney([
      event('a', '2026-01-01', 40),
      event('b', '2026-01-01', -900),
      event('c', '2026-01-01', null),
    ]);
    expect(ranked.map(({ usd }) => usd)).toEqual([-900, 40, null]);
  });
  it('tells no more than three of one segment in a month', () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-02-01'];
    const ranked = rankByMoney(days.map((day, index) => event('a', day, 10 - index)));
    expect(ranked.map(({ day }) => day)).toEqual([days[0], days[1], days[2], days[4]]);
  });
});

describe('what drove a day', () => {
  const row = (value: string | null, tokens: number, usd: number | null): SpendRow => ({
    bucket: null,
    dimensions: { api_key: value },
    requests: null,
    tokens: perTokenClass((name) => (name === 'in_fresh' ? tokens : null)),
    computedUsd: usd,
    requestsUsd: null,
    billedUsd: null,
    unpricedTokens: 0,
    rowCount: 1,
  });
  it('is who changed most against the mean of the four weeks before', () => {
    // Usual: 28 x 10 / 28 = 10 and 30. On the day 65 and 35: changes 55 and 5 of 60.
    const drivers = driversOf(
      'api_key',
      [row('a', 65, 6.5), row('b', 35, 3.5)],
      [row('a', 280, 28), row('b', 840, 84)],
    );
    expect(drivers.map(({ value, tokens }) => [value, tokens])).toEqual([
      ['a', 55],
      ['b', 5],
    ]);
    expect(drivers[0]?.share).toBeCloseTo(55 / 60, 12);
    expect(drivers[0]?.usd).toBeCloseTo(5.5, 12);
  });
  it('leaves out who went the other way, and a dimension that has one value only', () => {
    expect(
      driversOf('api_key', [row('a', 100, 1)], [row('a', 28, 1), row('b', 28, null)]).map(({ value }) => value),
    ).toEqual(['a']);
    expect(driversOf('api_key', [row(null, 100, 1)], [row(null, 28, 1)])).toEqual([]);
  });
});

describe('a file of releases', () => {
  it('is read by day; bad lines are refused by number', () => {
    const { events, problems } = readEventsCsv(
      'date,label\n2026-02-01,"Search, beta"\n2026-01-31,Assistant\nsoon,X\n2026-03-01,\n',
    );
    expect(events).toEqual([
      { date: '2026-01-31', label: 'Assistant' },
      { date: '2026-02-01', label: 'Search, beta' },
    ]);
    expect(problems).toEqual(['Line 4: "soon" is not a day as YYYY-MM-DD', 'Line 5: the label is missing']);
  });
});

describe('a saved forecast', () => {
  const month = (name: string, central: number) => ({
    month: name,
    central,
    p025: central - 20,
    p10: central - 5,
    p90: central + 5,
    p975: central + 20,
  });
  const past = (name: string, computedUsd: number | null, isComplete = true): PastMonth => ({
    month: name,
    computedUsd,
    billedUsd: null,
    requests: null,
    tokens: perTokenClass(() => null),
    unpricedTokens: 0,
    isComplete,
  });
  const saved = {
    id: 's',
    savedOn: '2026-10-20',
    asOf: '2026-10-15',
    months: [month('2026-10', 500), month('2026-11', 110), month('2026-12', 90), month('2027-01', 100)],
  };
  it('is scored on the whole months that it did not know', () => {
    const score = scoreSaved(saved, [
      past('2026-10', 900),
      past('2026-11', 100),
      past('2026-12', 100),
      past('2027-01', 40, false),
    ]);
    // Errors 10 and -10 of 200; 100 lies outside 105 to 115 and 85 to 95, inside the 95 % ranges.
    expect(score.months.map(({ month: name, isIn80, isIn95 }) => [name, isIn80, isIn95])).toEqual([
      ['2026-11', false, true],
      ['2026-12', false, true],
    ]);
    expect(score.error).toBeCloseTo(0.1, 12);
    expect(score.bias).toBeCloseTo(0, 12);
  });
  it('has no score before a month has come', () => {
    expect(scoreSaved(saved, [])).toMatchObject({ months: [], error: null, bias: null });
  });
});
