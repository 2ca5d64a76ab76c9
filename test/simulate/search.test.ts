import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../../shared/engine/runScenario.ts';
import { bestUnits, unitPlan } from '../../shared/engine/commitmentUnits.ts';
import type { Baseline, Lever } from '../../shared/engine/types.ts';
import { createCombinations, type Candidate, type CombinationModel } from '../../shared/simulate/combinations.ts';
import { excess, search, type SearchLimits } from '../../shared/simulate/search.ts';
import { heatMap } from '../../shared/simulate/heatMap.ts';
import { solve } from '../../shared/simulate/solve.ts';
import { baseline, lever, listRates, model, month, monthsFrom2027, MTOK, scenario, segment } from '../engine/build.ts';

const MONTHS = 6;

const company: Baseline = baseline(
  monthsFrom2027(MONTHS),
  [model('a/big', listRates(10, 50), MONTHS), model('a/small', listRates(1, 5), MONTHS)],
  [
    segment('a/big', { in_fresh: 8 * MTOK, out_visible: MTOK }, MONTHS, { id: 'one', labels: { team: 'one' } }),
    segment('a/big', { in_fresh: 2 * MTOK, in_cache_read: MTOK }, MONTHS, { id: 'two', labels: { team: 'two' } }),
    segment('a/small', { in_fresh: 30 * MTOK }, MONTHS, { id: 'three', labels: { team: 'three' } }),
  ],
);

const off = { label: 'not used', lever: null, effort: 0, risk: 0 };
const on = (one: Lever, effort: number, risk: number) => ({ label: one.id, lever: one, effort, risk });

const candidate = (id: string, ...options: Candidate['options']): Candidate => ({
  id,
  title: id,
  options: [off, ...options],
});

const batch = (share: number): Lever => lever('batch', { share }, { id: 'batch' });
const swap = (team: string, qualityKept: number): Lever =>
  lever('model-swap', { model: 'a/small', qualityKept }, { id: `swap-${team}`, scope: { team: [team] } });
const caching = lever('prompt-caching', { cacheableShare: 0.5, hitRate: 0.8 }, { id: 'cache' });
const cap = lever('spend-cap', { capUsdPerMonth: 120 }, { id: 'cap' });

const all: readonly Candidate[] = [
  candidate('batch', on(batch(0.2), 1, 1), on(batch(0.6), 3, 1)),
  candidate('swap-one', on(swap('one', 0.9), 4, 2)),
  candidate('swap-two', on(swap('two', 0.99), 2, 2)),
  candidate('cache', on(caching, 1, 1)),
];

const target = { id: 'target', scope: {}, from: month('2027-01'), to: month('2027-03'), usd: 0 };
const model_ = (candidates: readonly Candidate[] = all, fixed: readonly Lever[] = []): CombinationModel =>
  createCombinations(company, fixed, candidates, target, 0);

const NO_LIMITS: SearchLimits = { targetUsd: null, quality: null, effort: null, risk: null };

/** Every combination, run as a scenario of its own. */
function bruteForce(candidates: readonly Candidate[], fixed: readonly Lever[] = []) {
  let combinations: number[][] = [[]];
  for (const { options } of candidates) {
    combinations = combinations.flatMap((head) => options.map((_, option) => [...head, option]));
  }
  return combinations.map((combination) => {
    const chosen = combination.flatMap((option, index) => candidates[index]?.options[option] ?? []);
    const result = runScenario(company, scenario(...fixed, ...chosen.flatMap((one) => one.lever ?? [])));
    const weights = result.months.map((_, at) =>
      Object.values(result.tokens).reduce((sum, series) => sum + (series[at] ?? 0), 0),
    );
    const weight = weights.reduce((sum, one) => sum + one, 0);
    return {
      combination,
      measure: {
        totalUsd: result.totalUsd,
        targetUsd: [...result.costUsd.slice(0, 3)].reduce((sum, usd) => sum + usd, 0),
        quality: weights.reduce((sum, one, at) => sum + one * (result.quality[at] ?? 1), 0) / weight,
        effort: chosen.reduce((sum, { effort }) => sum + effort, 0),
        risk: Math.max(0, ...chosen.map(({ risk }) => risk)),
      },
    };
  });
}

describe('a combination', () => {
  it.each([
    ['levers that act group by group', all, []],
    ['levers that tie groups together', [...all, candidate('cap', on(cap, 1, 2))], []],
    ['assumptions beneath', all, [lever('volume-growth', { curve: 'rate', rate: 1 }, { id: 'growth' })]],
  ] as const)('measures what its scenario costs: %s', (_, candidates, fixed) => {
    const combinations = model_(candidates, fixed);
    for (const { combination, measure } of bruteForce(candidates, fixed)) {
      const found = combinations.measure(combination);
      expect(found.totalUsd, combination.join()).toBeCloseTo(measure.totalUsd, 6);
      expect(found.targetUsd, combination.join()).toBeCloseTo(measure.targetUsd, 6);
      expect(found.effort).toBe(measure.effort);
      expect(found.risk).toBe(measure.risk);
    }
  });
});

describe('a search', () => {
  it('weighs two levers as worked by hand', () => {
    // One segment of 100 USD a month. Batch of 40 % at half price saves 20; moving it to the small model saves 90.
    const one = {
      ...company,
      segments: [segment('a/big', { in_fresh: 10 * MTOK }, 1, { id: 'one', labels: { team: 'one' } })],
    };
    const single = { ...one, months: monthsFrom2027(1) };
    const candidates = [candidate('batch', on(batch(0.4), 2, 1)), candidate('swap', on(swap('one', 0.9), 4, 2))];
    const combinations = createCombinations(single, [], candidates, { ...target, to: month('2027-01') }, 7);
    const find = (limits: Partial<SearchLimits>) =>
      search(combinations, { ...NO_LIMITS, ...limits }, { goal: 'cost', keep: 3, evaluations: 100, seed: 1 });
    const best = find({}).best[0];
    expect(best?.combination).toEqual([1, 1]);
    // 10 USD on the small model, 40 % of it at half price, and 7 USD that were spent before
    expect(best?.measure).toMatchObject({ effort: 6, risk: 2 });
    expect(best?.measure.totalUsd).toBeCloseTo(8, 9);
    expect(best?.measure.targetUsd).toBeCloseTo(15, 9);
    expect(find({ effort: 4 }).best[0]?.combination).toEqual([0, 1]);
    expect(find({ quality: 0.95 }).best[0]?.combination).toEqual([1, 0]);
    expect(find({ risk: 1 }).best[0]?.measure.totalUsd).toBeCloseTo(80, 9);
    // Nothing brings it under 10 USD, which is 3 more than what was spent before
    const impossible = find({ targetUsd: 10 });
    expect(impossible.best).toEqual([]);
    expect(impossible.nearest.combination).toEqual([1, 1]);
  });

  const limitsOf = fc.record({
    targetUsd: fc.option(fc.double({ min: 60, max: 600, noNaN: true })),
    quality: fc.option(fc.double({ min: 0.9, max: 1, noNaN: true })),
    effort: fc.option(fc.integer({ min: 0, max: 11 })),
    risk: fc.option(fc.constantFrom(0, 1, 2, 3)),
  });

  it.each([true, false])('finds what looking at everything finds; every combination: %s', (isExhaustive) => {
    const combinations = model_();
    const everything = bruteForce(all);
    fc.assert(
      fc.property(limitsOf, fc.constantFrom('cost', 'effort', 'quality', 'target'), (limits, goal) => {
        // 24 combinations: 23 evaluations make it search
        const evaluations = isExhaustive ? 24 : 23;
        const found = search(combinations, limits, { goal, keep: 10, evaluations, seed: 1 });
        expect(found.isExhaustive).toBe(isExhaustive);
        const allowed = everything.filter(({ measure }) => excess(measure, limits) === 0);
        const score = ({ measure }: (typeof everything)[number]): number =>
          goal === 'cost'
            ? measure.totalUsd
            : goal === 'effort'
              ? measure.effort
              : goal === 'quality'
                ? -measure.quality
                : measure.targetUsd;
        if (allowed.length === 0) expect(found.best).toEqual([]);
        else {
          const best = found.best[0];
          if (best === undefined) throw new Error('there is an answer');
          expect(score({ ...best, combination: [...best.combination] })).toBeCloseTo(
            Math.min(...allowed.map(score)),
            6,
          );
        }
        for (const { measure } of found.best) expect(excess(measure, limits)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a solution', () => {
  it('is where the function meets the value, or where it comes nearest', () => {
    expect(solve((x) => x * x, 2, 0, 2).at).toBeCloseTo(Math.SQRT2, 12);
    expect(solve((x) => x * x, -1, -1, 1)).toEqual({ at: null, nearestAt: 0, nearestValue: 0 });
    expect(solve((x) => x, 0, 0, 1).at).toBeCloseTo(0, 12);
  });
});

describe('a heat map of growth against price', () => {
  it('breaks even where the fall of the price cancels the growth: -54.8 % a year for 24 times in four years', async () => {
    const years = baseline(
      monthsFrom2027(49),
      [model('a/big', listRates(10, 50), 49)],
      [segment('a/big', { in_fresh: MTOK }, 49)],
    );
    const growth = 24 ** (1 / 4) - 1;
    const map = await heatMap(
      years,
      scenario(),
      { driver: { kind: 'growth' }, from: 0, to: growth, steps: 2 },
      { driver: { kind: 'price' }, from: -0.9, to: 0, steps: 3 },
      'final-month',
    );
    expect(map.x[2]).toBeCloseTo(1.2134, 4);
    // y = 1 / (1 + x) - 1 for every x; 24^(-1/4) - 1 = -0.5482 at the end
    map.x.forEach((x, index) => {
      expect(map.breakEven[index]).toBeCloseTo(1 / (1 + x) - 1, 9);
    });
    expect(map.breakEven[2]).toBeCloseTo(-0.5482, 4);
    // 10 USD a month; 24 times that in the last month without a fall of the price
    expect(map.usd.at(-1)?.[2]).toBeCloseTo(240, 6);
    expect(map.usd.at(-1)?.[0]).toBeCloseTo(10, 9);
  });

  it('measures the months of a span alone, and stops when it is cancelled', async () => {
    const months = monthsFrom2027(12);
    const year = baseline(months, [model('a/big', listRates(10, 50), 12)], [segment('a/big', { in_fresh: MTOK }, 12)]);
    const [growth, price] = [
      { driver: { kind: 'growth' }, from: 0, to: 1, steps: 1 },
      { driver: { kind: 'price' }, from: -0.5, to: 0, steps: 60 },
    ] as const;
    const quarter = { from: month('2027-04'), to: month('2027-06') };
    const map = await heatMap(year, scenario(), growth, price, quarter);
    // Three months of 10 USD
    expect(map.referenceUsd).toBeCloseTo(30, 9);
    const stopped = AbortSignal.abort(new Error('enough'));
    const wide = { ...growth, steps: 400 };
    await expect(heatMap(year, scenario(), wide, price, 'total', { signal: stopped })).rejects.toThrow('enough');
  });
});

describe('units of a commitment', () => {
  const offer = { mtokPerUnitHour: 1, usdPerMtok: 5, hoursPerMonth: 730, usdPerUnitMonth: 73 };
  const curve = [...Array.from({ length: 10 }, () => 1), ...Array.from({ length: 10 }, () => 3)];

  it('are as many as earn their price on the curve, as worked by hand', () => {
    // A unit earns 5 USD an hour where it is used: 3,650 a month in all hours, 1,825 in half of them
    expect(bestUnits(curve, offer)).toMatchObject({ units: 3, committedUsd: 219, overflowUsd: 0, coverage: 1 });
    expect(bestUnits(curve, { ...offer, usdPerUnitMonth: 2000 }).units).toBe(1);
    expect(bestUnits(curve, { ...offer, usdPerUnitMonth: 4000 }).units).toBe(0);
    // One unit: 20 of 40 Mtok covered; the other 20 over 20 hours are 730 Mtok a month
    expect(unitPlan(curve, offer, 1)).toMatchObject({
      overflowUsd: 3650,
      byUseUsd: 7300,
      utilisation: 1,
      coverage: 0.5,
    });
    expect(bestUnits([], offer)).toMatchObject({ units: 0, totalUsd: 0, utilisation: null, coverage: null });
  });

  it('are never beaten by another number', () => {
    const demand = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(demand, fc.double({ min: 1, max: 5000, noNaN: true }), (hourly, usdPerUnitMonth) => {
        const own = { ...offer, usdPerUnitMonth };
        const best = bestUnits(hourly, own).totalUsd;
        for (let units = 0; units <= 51; units += 1) {
          expect(best).toBeLessThanOrEqual(unitPlan(hourly, own, units).totalUsd + 1e-6);
        }
      }),
    );
  });
});

describe('settings that come to the same but for rounding errors', () => {
  it('end a search: none is better than the other by way of a third', () => {
    // Within a tolerance of 1e-9, 1 equals 1 + 0.8e-9 and that equals 1 + 1.6e-9, but 1 is less than 1 + 1.6e-9; with the
    // other limits falling meanwhile, each is better than the next, and the last is better than the first.
    const usd = [1, 1 + 0.8e-9, 1 + 1.6e-9];
    const effort = [3, 2, 1];
    const one: Candidate = { id: 'one', title: 'one', options: usd.map(() => off) };
    const spare: Candidate = { id: 'spare', title: 'spare', options: [off, off] };
    const circle: CombinationModel = {
      ...model_([one, spare]),
      measure: ([first = 0]) => ({
        totalUsd: usd[first] ?? Number.NaN,
        targetUsd: usd[first] ?? Number.NaN,
        quality: 1,
        effort: effort[first] ?? Number.NaN,
        risk: 0,
      }),
    };
    // Fewer evaluations than combinations: it goes from neighbour to neighbour.
    const { best, isExhaustive } = search(circle, NO_LIMITS, { goal: 'cost', keep: 3, evaluations: 5, seed: 1 });
    expect(isExhaustive).toBe(false);
    expect(best[0]?.measure.effort).toBe(1);
  });
});
