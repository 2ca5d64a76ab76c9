import { describe, expect, it } from 'vitest';
import type { Baseline, Lever } from '../../shared/engine/types.ts';
import { createDrawModel } from '../../shared/simulate/draws.ts';
import { simulate, type SimulationOptions } from '../../shared/simulate/simulate.ts';
import { contingencyUsd } from '../../shared/simulate/spans.ts';
import { baseline, lever, listRates, model, month, monthsFrom2027, MTOK, scenario, segment } from '../engine/build.ts';

const together = { by: null, correlation: 1, overrunBias: 0 } as const;

const options = (changes: Partial<SimulationOptions> = {}): SimulationOptions => ({
  draws: 2000,
  seed: 7,
  volume: together,
  budgets: [],
  ...changes,
});

const company = (sigma: number, monthCount = 12): Baseline =>
  baseline(
    monthsFrom2027(monthCount),
    [model('a/big', listRates(10, 50), monthCount), model('a/small', listRates(1, 5), monthCount)],
    [
      segment('a/big', { in_fresh: 10 * MTOK }, monthCount, { id: 'one', sigma, labels: { team: 'one' } }),
      segment('a/big', { in_fresh: 5 * MTOK }, monthCount, { id: 'two', sigma: sigma / 2, labels: { team: 'two' } }),
    ],
  );

describe('a simulation', () => {
  it('repeats the central case when nothing is uncertain', async () => {
    // 15 Mtok * 10 USD * 12 months = 1,800 USD
    const result = await simulate(company(0), scenario(), options({ draws: 50 }));
    for (const usd of [result.total.centralUsd, result.total.p10Usd, result.total.p90Usd])
      expect(usd).toBeCloseTo(1800, 9);
  });

  it('spreads volumes as the forecast does', async () => {
    // One segment, sigma 0.22: P90 / P50 = e^(0.22 * 1.28155) = 1.3257
    const one = company(0.22);
    const single = { ...one, segments: one.segments.slice(0, 1) };
    const { monthlyUsd, centralUsd } = await simulate(single, scenario(), options({ draws: 20_000 }));
    expect((monthlyUsd.p90[0] ?? 0) / (centralUsd[0] ?? 1)).toBeCloseTo(1.3257, 1);
    expect((monthlyUsd.p50[0] ?? 0) / (centralUsd[0] ?? 1)).toBeCloseTo(1, 1);
  });

  it('gives the same numbers for the same seed, others for another, and a short run is the start of a long one', async () => {
    const levers = [lever('batch', { share: { p10: 0.2, p90: 0.6 } })];
    const run = (draws: number, seed: number) =>
      simulate(company(0.2), scenario(...levers), options({ draws, seed, budgets: [] }));
    const [first, again, other] = [await run(300, 1), await run(300, 1), await run(300, 2)];
    expect(again).toEqual(first);
    expect(other.total.p50Usd).not.toBe(first.total.p50Usd);
    const longer = new Set((await run(600, 1)).total.sortedUsd);
    for (const usd of first.total.sortedUsd) expect(longer.has(usd)).toBe(true);
  });

  it('orders its quantiles in every month', async () => {
    const levers = [
      lever('volume-growth', { curve: 'rate', rate: { p10: 0.1, p50: 0.5, p90: 2, shape: 'lognormal' } }),
      lever('model-swap', {
        model: 'a/small',
        share: 0.5,
        tokenFactor: { p10: 1, p50: 1.3, p90: 1.47, shape: 'pert' },
      }),
    ];
    const { monthlyUsd } = await simulate(company(0.3), scenario(...levers), options());
    monthlyUsd.p50.forEach((middle, index) => {
      expect(monthlyUsd.p10[index]).toBeLessThanOrEqual(middle);
      expect(monthlyUsd.p90[index]).toBeGreaterThanOrEqual(middle);
    });
  });

  it('agrees with a full evaluation of single segments within 0.1 % on 200 draws', () => {
    // Every segment a group of its own against segments joined into groups with different sigmas
    const monthCount = 24;
    const many = baseline(
      monthsFrom2027(monthCount),
      [model('a/big', listRates(10, 50), monthCount), model('a/small', listRates(1, 5), monthCount)],
      Array.from({ length: 40 }, (_, index) =>
        segment('a/big', { in_fresh: (1 + index) * MTOK, out_visible: (41 - index) * 1e5 }, monthCount, {
          id: `segment ${String(index)}`,
          sigma: 0.05 + 0.02 * index,
          labels: { team: index % 2 === 0 ? 'even' : 'odd' },
        }),
      ),
    );
    const levers: Lever[] = [
      lever('prompt-caching', { cacheableShare: 0.6, hitRate: { p10: 0.2, p50: 0.5, p90: 0.9 } }),
      lever('model-swap', { model: 'a/small', tokenFactor: { p10: 1, p90: 1.5 } }, { scope: { team: ['even'] } }),
    ];
    const reduced = createDrawModel(many, scenario(...levers), together);
    const full = createDrawModel(many, scenario(...levers), together, ({ id }) => id);
    expect(reduced.compiled.groups).toHaveLength(2);
    expect(full.compiled.groups).toHaveLength(40);
    const [reducedLuck, fullLuck] = [reduced.luckFrom(3), full.luckFrom(3)];
    const sum = (values: Float64Array): number => values.reduce((total, usd) => total + usd, 0);
    for (let draw = 0; draw < 200; draw += 1) {
      const [fast, slow] = [reduced.evaluate(reducedLuck()), full.evaluate(fullLuck())];
      expect(Math.abs(sum(fast.groupUsd) / sum(slow.groupUsd) - 1)).toBeLessThan(0.001);
    }
  });

  it('moves parameters with a shared shock together', async () => {
    const range = { p10: 0.5, p90: 1.5 };
    const spread = async (shock: string | undefined): Promise<number> => {
      const levers = [
        lever('volume-growth', { curve: 'event', uplift: { ...range, shock } }, { id: 'a', scope: { team: ['one'] } }),
        lever('volume-growth', { curve: 'event', uplift: { ...range, shock } }, { id: 'b', scope: { team: ['two'] } }),
      ];
      const { total } = await simulate(company(0), scenario(...levers), options({ draws: 20_000 }));
      return total.p90Usd - total.p10Usd;
    };
    // Apart: sd of 1200 x + 600 y; together 1800 x: wider by 1800 / sqrt(1200^2 + 600^2) = 1.342
    expect((await spread('growth')) / (await spread(undefined))).toBeCloseTo(1.342, 1);
  });

  it('gives volumes of different teams their own luck when told to', async () => {
    const spread = async (correlation: number): Promise<number> => {
      const volume = { by: 'team', correlation, overrunBias: 0 } as const;
      const { total } = await simulate(company(0.2), scenario(), options({ volume }));
      return total.p90Usd - total.p10Usd;
    };
    expect(await spread(0)).toBeLessThan((await spread(1)) * 0.95);
  });

  it('knows the chance of exceeding a budget, when it is crossed, and the money to hold back', async () => {
    const budgets = [
      // Team one spends 100 USD a month: 600 USD last six months at the median
      { id: 'one', scope: { team: ['one'] }, from: month('2027-01'), to: month('2027-12'), usd: 600 },
      { id: 'all', scope: {}, from: month('2027-01'), to: month('2027-12'), usd: 1e6 },
    ];
    const result = await simulate(company(0.2), scenario(), options({ budgets }));
    const [one, all] = result.budgets;
    expect(one?.probabilityOfExceeding).toBeGreaterThan(0.99);
    expect(one?.crossesAfterMonthsP50).toBeCloseTo(6, 0);
    // One time in five the volume is above e^(0.2 * 0.8416) = 1.183 times: crossed after 5.07 months
    expect(one?.crossesAfterMonthsP80).toBeCloseTo(5.07, 0);
    expect(all?.probabilityOfExceeding).toBe(0);
    expect(all?.crossesAfterMonthsP50).toBeNull();
    expect(contingencyUsd(result.total, 0.8)).toBeGreaterThan(0);
    expect(result.years.map(({ year }) => year)).toEqual([2027]);
  });

  it('tells its progress and stops when it is told to', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const run = simulate(
      company(0.2),
      scenario(),
      options({
        draws: 5_000_000,
        signal: controller.signal,
        onProgress: (done) => {
          seen.push(done);
          controller.abort(new Error('stopped by the user'));
        },
      }),
    );
    await expect(run).rejects.toThrow('stopped by the user');
    expect(seen).toHaveLength(1);
  });
});
