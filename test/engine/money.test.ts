import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type SharedCost } from '../../shared/engine/allocation.ts';
import * as breakEven from '../../shared/engine/breakEven.ts';
import { budgetUse, crossingTime, dayAfter } from '../../shared/engine/budget.ts';
import { heavyUsers, reworkShare, unitCostTrend } from '../../shared/engine/businessMetrics.ts';
import { replayCap } from '../../shared/engine/replay.ts';
import * as unit from '../../shared/engine/unitEconomics.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';
import { month, monthsFrom2027, MTOK } from './build.ts';

describe('break-even points', () => {
  it('of a cache: 21.7 % and 0.28 reads, 52.6 % and 1.11 reads', () => {
    // (1.25 - 1) / (1.25 - 0.1) = 0.25 / 1.15; 0.25 / 0.9; 1 / 1.9; 1 / 0.9
    expect(breakEven.cacheBreakEvenHitRate(1.25, 0.1)).toBeCloseTo(0.217, 3);
    expect(breakEven.cacheBreakEvenReads(1.25, 0.1)).toBeCloseTo(0.28, 2);
    expect(breakEven.cacheBreakEvenHitRate(2, 0.1)).toBeCloseTo(0.526, 3);
    expect(breakEven.cacheBreakEvenReads(2, 0.1)).toBeCloseTo(1.11, 2);
  });

  it('of a cascade, a distilled model and a unit of capacity', () => {
    expect(breakEven.cascadeBreakEvenEscalation(1, 0.05, 10)).toBeCloseTo(0.895, 12);
    const terms = {
      oneOffUsd: 30_000,
      requestsPerMonth: 100_000,
      teacherUsdPerRequest: 0.02,
      studentUsdPerRequest: 0.005,
      hostingUsdPerMonth: 500,
      retrainUsdPerMonth: 0,
    };
    expect(breakEven.distillationBreakEvenMonths(terms)).toBeCloseTo(30, 9);
    expect(breakEven.distillationBreakEvenMonths({ ...terms, hostingUsdPerMonth: 2000 })).toBe(Infinity);
    // (0.02 / 1 - 0.005 / 0.95) * 1,000 = 20 - 5.263
    const student = { usd: 0.005, quality: 0.95 };
    expect(breakEven.qualityAdjustedSaving({ usd: 0.02, quality: 1 }, student, 1000)).toBeCloseTo(14.737, 3);
    expect(breakEven.commitmentBreakEvenUtilisation(221, 260)).toBeCloseTo(0.85, 12);
    // 221 / (208.05 * 0.85) = 1.2497: the pay-as-you-go price of gpt-5 input
    expect(breakEven.commitmentUsdPerMtok(221, 208.05, 0.85)).toBeCloseTo(1.25, 2);
  });

  it('of own GPUs: 1.02, 2.05 and 5.11 USD per million tokens', () => {
    expect(breakEven.gpuUsdPerMtok(3.13, 850, 1)).toBeCloseTo(1.02, 2);
    expect(breakEven.gpuUsdPerMtok(3.13, 850, 0.5)).toBeCloseTo(2.05, 2);
    expect(breakEven.gpuUsdPerMtok(3.13, 850, 0.2)).toBeCloseTo(5.11, 2);
    // 22,400 / (3 - 0.2) = 8,000
    expect(breakEven.selfHostingBreakEvenMtok(22_400, 3, 0.2)).toBeCloseTo(8000, 9);
    expect(breakEven.selfHostingBreakEvenMtok(22_400, 0.1, 0.2)).toBe(Infinity);
  });

  it('of 24 times the volume in 4 years: 6.85 % a month, cancelled by -54.8 % a year', () => {
    expect(breakEven.monthlyGrowth(24, 48)).toBeCloseTo(0.0685, 4);
    expect(breakEven.cancellingPriceChange(24, 4)).toBeCloseTo(-0.548, 3);
  });
});

describe('unit economics', () => {
  const tokens = {
    ...perTokenClass<number | null>(() => null),
    in_fresh: 5 * MTOK,
    in_cache_read: 3 * MTOK,
    out_visible: MTOK,
    out_reasoning: MTOK,
  };

  it('follows the field’s formulas', () => {
    expect(unit.costPerUnit(42, 84)).toBe(0.5);
    expect(unit.blendedUsdPerMtok(30, 12 * MTOK)).toBe(2.5);
    expect(unit.fixedMixUsdPerMtok(3, 15, 3, 1)).toBe(6);
    expect(unit.effectiveInputUsdPerMtok(4, tokens)).toBe(0.5);
    expect(unit.costOfPass(0.02, 0.8)).toBeCloseTo(0.025, 12);
    const score = { usd: 0.01, quality: 0.95, costOfMistakeUsd: 2, seconds: 3, usdPerSecond: 0.001 };
    expect(unit.economicScoreUsd({ ...score, abstainShare: 0.1, costOfAbstainingUsd: 0.2 })).toBeCloseTo(0.133, 12);
    expect(unit.cacheHitRate(tokens)).toBe(0.375);
    expect(unit.cacheGainUsd({ mtok: 10, rate: 0.5 }, { mtok: 2, rate: 6.25 }, 5)).toBe(42.5);
    expect(unit.inputPerOutput(tokens)).toBe(4);
    expect(unit.tokensPerUsd(12 * MTOK, 30)).toBe(400_000);
    expect(unit.reasoningShare(tokens)).toBe(0.5);
    expect(unit.spendCaptureRate(96, 100)).toBe(0.96);
    expect(unit.forecastAccuracy(90, 100)).toBeCloseTo(0.9, 12);
    expect(unit.forecastBias(90, 100)).toBeCloseTo(-0.1, 12);
    expect(unit.grossMargin(100, 45)).toBe(0.55);
    expect(unit.benefitUsd(60_000, 60, 0.5, 0.4)).toBe(12_000);
    expect(unit.returnOnInvestment(12_000, 8000)).toBe(0.5);
    expect(unit.paybackMonths(30_000, 1000)).toBe(30);
    expect(unit.runRateUsd([99, 10, 10, 10, 10, 10, 10, 10], 7, 30)).toBe(300);
    expect(unit.gpuDiagnosis(5, 1, 2)).toBe('low-utilisation');
    expect(unit.gpuDiagnosis(5, 4, 2)).toBe('wrong-model');
    expect(unit.gpuDiagnosis(1, 0.5, 2)).toBe('good');
  });

  it('is unknown, never zero, where something is missing', () => {
    const unsplit = { ...tokens, out_reasoning: null };
    expect(unit.reasoningShare(unsplit)).toBeNull();
    expect(unit.costPerUnit(null, 5)).toBeNull();
    expect(unit.costPerUnit(5, 0)).toBeNull();
    expect(unit.paybackMonths(100, 0)).toBeNull();
    expect(unit.runRateUsd([], 7, 30)).toBeNull();
    expect(unit.cacheHitRate(perTokenClass(() => null))).toBeNull();
  });
});

describe('business metrics', () => {
  it('join the spend of the same period and member', () => {
    const spend = [
      { period: '2027-01', member: 'support', usd: 120 },
      { period: '2027-01', member: 'sales', usd: 80 },
    ];
    const metrics = [
      { period: '2027-01', metric: 'tickets', value: 40, member: 'support' },
      { period: '2027-01', metric: 'tickets', value: 8, member: 'support' },
      { period: '2027-01', metric: 'users', value: 1000, member: null },
      { period: '2027-02', metric: 'tickets', value: 50, member: 'support' },
    ];
    expect(unitCostTrend(spend, metrics, 'tickets')).toEqual([
      { period: '2027-01', member: 'support', usd: 120, units: 48, usdPerUnit: 2.5 },
      { period: '2027-02', member: 'support', usd: null, units: 50, usdPerUnit: null },
    ]);
    expect(unitCostTrend(spend, metrics, 'users')[0]?.usdPerUnit).toBe(0.2);
  });

  it('find heavy users: 10 times the tokens for twice the output', () => {
    const others = Array.from({ length: 9 }, (_, index) => ({ user: `user ${String(index)}`, tokens: 1, output: 1 }));
    const heavy = heavyUsers([{ user: 'heavy', tokens: 10, output: 2 }, ...others], 0.1);
    // 10 of 19 tokens, 2 of 11 outputs, 5 tokens an output against 1
    expect(heavy.users).toBe(1);
    expect(heavy.tokenShare).toBeCloseTo(10 / 19, 12);
    expect(heavy.outputShare).toBeCloseTo(2 / 11, 12);
    expect(heavy.tokensPerOutputRatio).toBe(5);
    expect(heavyUsers([], 0.1).tokenShare).toBeNull();
    expect(reworkShare(30, 200)).toBe(0.15);
  });
});

describe('budgets', () => {
  const budget = { id: 'b', scope: {}, from: month('2027-01'), to: month('2027-12'), usd: 600 };

  it('are crossed on a day', () => {
    expect(crossingTime(Float64Array.of(40, 40, 40), 100)).toBe(2.5);
    expect(crossingTime(Float64Array.of(40, 40), 100)).toBe(Infinity);
    // Half of March's 31 days is 15 whole days
    expect(dayAfter(month('2027-01'), 2.5)).toBe('2027-03-16');
  });

  it('reach their marks', () => {
    const use = budgetUse(budget, monthsFrom2027(12), new Float64Array(12).fill(100), [0.5, 0.8, 1, 3]);
    expect(use.spentUsd).toBe(1200);
    expect(use.share).toBe(2);
    // 300, 480 and 600 USD at 100 a month: after 3, 4.8 and 6 months
    expect(use.marks.map(({ reachedOn }) => reachedOn)).toEqual(['2027-04-01', '2027-05-25', '2027-07-01', null]);
  });
});

describe('the replay of a cap', () => {
  const row = (time: string, member: string, usd: number) => ({
    time,
    member,
    usd,
    requests: usd * 10,
    tokens: usd * 100,
    gpuHours: usd / 2,
  });

  it('blocks what comes after the limit', () => {
    // 60 and 60 on one day under 100: 20 USD of 180, a third of the second row; the next day is free again
    const rows = [row('2027-01-05T09', 'a', 60), row('2027-01-05T10', 'a', 60), row('2027-01-06T09', 'a', 60)];
    const result = replayCap(rows, { measure: 'usd', limit: 100, period: 'day' });
    expect(result.blockedUsd).toBeCloseTo(20, 12);
    expect(result.savedShare).toBeCloseTo(20 / 180, 12);
    expect(result.blockedRequests).toBeCloseTo(200, 12);
    expect(result.stops).toEqual([{ member: 'a', period: '2027-01-05', time: '2027-01-05T10' }]);
  });

  it('counts each member for itself, in requests or tokens as well', () => {
    const rows = [row('2027-01-05', 'a', 60), row('2027-01-05', 'b', 60)];
    expect(replayCap(rows, { measure: 'usd', limit: 100, period: 'month' }).blockedUsd).toBe(0);
    expect(replayCap(rows, { measure: 'requests', limit: 300, period: 'day' }).savedShare).toBeCloseTo(0.5, 12);
    expect(replayCap(rows, { measure: 'tokens', limit: 0, period: 'hour' }).savedShare).toBe(1);
  });

  it('counts GPU hours, with the share of them that it blocks', () => {
    // 30 and 30 hours in one hour's window under 40: 20 of 60 hours, a third of all money
    const rows = [row('2027-01-05T09', 'a', 60), row('2027-01-05T09', 'a', 60)];
    const result = replayCap(rows, { measure: 'gpuHours', limit: 40, period: 'hour' });
    expect(result.blockedGpuHours).toBeCloseTo(20, 12);
    expect(result.blockedGpuHourShare).toBeCloseTo(1 / 3, 12);
    expect(result.blockedUsd).toBeCloseTo(40, 12);
    expect(result.stops).toEqual([{ member: 'a', period: '2027-01-05T09', time: '2027-01-05T09' }]);
  });

  it('does not count requests where the source does not', () => {
    const rows = [{ ...row('2027-01-05', 'a', 60), requests: null }];
    expect(replayCap(rows, { measure: 'usd', limit: 30, period: 'day' }).blockedRequests).toBeNull();
  });
});

describe('allocation', () => {
  const direct = [
    { centre: 'A', usd: 60 },
    { centre: 'B', usd: 30 },
    { centre: null, usd: 10 },
  ];

  it('shares in proportion, evenly and by fixed shares, step by step', () => {
    const shared: SharedCost[] = [
      { name: 'platform', usd: 9, method: 'proportional', to: ['A', 'B'] },
      { name: 'office', usd: 4, method: 'even', to: ['A', 'platform'] },
      { name: 'audit', usd: 10, method: 'fixed', to: ['A', 'C'], shares: { A: 0.7, C: 0.3 } },
    ];
    // Office: A 2, platform 2; platform 11: A 7.3333, B 3.6667; audit: A 7, C 3
    const result = allocate(direct, shared);
    if (!result.isValid) throw new Error(result.problems.join(' '));
    const { lines, untaggedUsd, untaggedShare, totalUsd } = result.allocation;
    expect(lines.map(({ centre }) => centre)).toEqual(['A', 'B', 'C']);
    expect(lines[0]?.totalUsd).toBeCloseTo(60 + 2 + 22 / 3 + 7, 12);
    expect(lines[1]?.totalUsd).toBeCloseTo(30 + 11 / 3, 12);
    expect(lines[2]?.totalUsd).toBeCloseTo(3, 12);
    expect(untaggedUsd).toBe(10);
    expect(untaggedShare).toBe(0.1);
    expect(totalUsd).toBe(123);
  });

  it('ties to what was put in', () => {
    const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        fc.constantFrom('even' as const, 'proportional' as const),
        (a, b, free, pool, method) => {
          const result = allocate(
            [
              { centre: 'A', usd: a },
              { centre: 'B', usd: b },
              { centre: null, usd: free },
            ],
            [
              { name: 'pool', usd: pool, method, to: ['A', 'B', 'next'] },
              { name: 'next', usd: 1, method: 'even', to: ['A', 'B', 'C'] },
            ],
          );
          if (!result.isValid) throw new Error(result.problems.join(' '));
          const { lines, untaggedUsd, totalUsd } = result.allocation;
          const sum = lines.reduce((total, line) => total + line.totalUsd, untaggedUsd);
          expect(Math.abs(sum - totalUsd)).toBeLessThanOrEqual(1e-9 * Math.max(1, totalUsd));
        },
      ),
    );
  });

  it('refuses circles and shares that do not add up, in sentences', () => {
    const shared: SharedCost[] = [
      { name: 'x', usd: 1, method: 'even', to: ['y'] },
      { name: 'y', usd: 1, method: 'even', to: ['x', 'A'] },
      { name: 'z', usd: 1, method: 'fixed', to: ['A', 'B'], shares: { A: 0.5, B: 0.4 } },
      { name: 'nobody', usd: 1, method: 'even', to: [] },
    ];
    expect(allocate(direct, shared)).toEqual({
      isValid: false,
      problems: [
        'The shares of "z" add up to 90 %, not to 100 %.',
        'The shared cost "nobody" names nobody to share it.',
        'Shared costs go round in a circle: x -> y -> x.',
      ],
    });
  });
});
