import { describe, expect, it } from 'vitest';
import { gpusFor } from '../../shared/engine/levers/selfHosting.ts';
import { runScenario, type ScenarioResult } from '../../shared/engine/runScenario.ts';
import type { Lever, Segment } from '../../shared/engine/types.ts';
import { baseline, lever, listRates, model, monthsFrom2027, MTOK, scenario, segment } from './build.ts';

const [BIG, SMALL] = ['a/big', 'a/small'];

/** Second examples of levers that have only one elsewhere: big at 10 and 50 USD, small at 1 and 5. */
function run(segments: Segment[], levers: readonly Lever[], monthCount = 12): ScenarioResult {
  const prices = [model(BIG, listRates(10, 50), monthCount), model(SMALL, listRates(1, 5), monthCount)];
  return runScenario(baseline(monthsFrom2027(monthCount), prices, segments), scenario(...levers));
}

const cost = (segments: Segment[], ...levers: Lever[]): number => run(segments, levers).costUsd[1] ?? Number.NaN;

/** 5 Mtok in and 1 Mtok out, 1,000 requests: 50 + 50 = 100 USD a month at the big model, 5 + 5 = 10 at the small one. */
const work = (options = {}, key = BIG, monthCount = 12): Segment =>
  segment(key, { in_fresh: 5 * MTOK, out_visible: MTOK }, monthCount, options);

describe('terms of service', () => {
  it('the slow tier halves the part that may wait, on the terms that the segment has', () => {
    // 100 at 0.8 is 80; 60 % of it at half price: 80 * (1 - 0.6 * 0.5) = 56
    expect(cost([work({ priceFactor: 0.8 })], lever('flex', { share: 0.6 }))).toBeCloseTo(56, 10);
  });

  it('the fast tier doubles the part that pays for speed', () => {
    // 80 * (1 + 0.25 * (2 - 1)) = 100
    expect(cost([work({ priceFactor: 0.8 })], lever('priority', { share: 0.25 }))).toBeCloseTo(100, 10);
  });

  it('a surcharge of the region comes on top of a discount', () => {
    // Batch 40 % at half price: 80; of that 30 % at 1.1: 80 * (1 + 0.3 * 0.1) = 82.40
    const levers = [lever('batch', { share: 0.4 }), lever('residency', { share: 0.3, multiplier: 1.1 })];
    expect(cost([work()], ...levers)).toBeCloseTo(82.4, 10);
  });
});

describe('tokens', () => {
  it('stored answers save their requests and lose the quality of false hits', () => {
    // 100 * 0.6 + 1,000 * 0.0001 = 60.10 USD; 1 - 0.4 * 0.05 = 0.98 of the quality
    const parameters = { hitRate: 0.4, embeddingUsdPerRequest: 0.0001, falseHitShare: 0.05 };
    const result = run([work()], [lever('response-cache', parameters)]);
    expect(result.costUsd[1]).toBeCloseTo(60.1, 10);
    expect(result.quality[1]).toBeCloseTo(0.98, 10);
  });

  it('a fifth of the work by agents at ten times the tokens', () => {
    // 1 + 0.2 * 9 = 2.8 times: 280; 200 runs * 1,000 tokens = 0.2 Mtok at 10: 2 USD
    const agents = lever('agents', { share: 0.2, multiplier: 10, overheadTokens: 1000 });
    expect(cost([work()], agents)).toBeCloseTo(282, 10);
  });

  it('few retries of twice the length', () => {
    // 1 + 0.05 * 2 = 1.1 times
    expect(cost([work()], lever('retries', { rate: 0.05, contextFactor: 2 }))).toBeCloseTo(110, 10);
  });
});

describe('other models', () => {
  it('an approval leaves alone what is cheap enough', () => {
    // Big: 25 % approved = 25 USD, the rest at a tenth = 7.50; small costs 5 for output, below 20: 10 as before
    const approval = lever('approval', { model: SMALL, aboveUsdPerMtok: 20, approvedShare: 0.25 });
    expect(cost([work(), work({ id: 'cheap' }, SMALL)], approval)).toBeCloseTo(25 + 7.5 + 10, 10);
  });

  it('a smaller model in development may answer at greater length', () => {
    // Development at the small model: 5 in + 5 * 1.2 out = 11; live stays at 100
    const segments = [
      work({ id: 'live', labels: { environment: 'live' } }),
      work({ id: 'dev', labels: { environment: 'dev' } }),
    ];
    const small = lever('dev-model', { model: SMALL, verbosity: 1.2 }, { scope: { environment: ['dev'] } });
    expect(cost(segments, small)).toBeCloseTo(111, 10);
  });

  it('half of the work on one own GPU, the other half where it was', () => {
    // 3 Mtok a month need less than one GPU: 2 USD * 730 h = 1,460, other costs 40; the other half 50; 900 once
    const parameters = {
      share: 0.5,
      gpuUsdPerHour: 2,
      tokensPerSecondPerGpu: 850,
      utilisation: 0.4,
      redundancy: 1,
      overhead: 0,
      hoursPerMonth: 730,
      peopleUsdPerMonth: 0,
      otherUsdPerMonth: 40,
      setupUsd: 900,
    };
    const result = run([work()], [lever('self-hosting', parameters)]);
    expect(result.costUsd[0]).toBeCloseTo(50 + 1500 + 900, 8);
    expect(result.costUsd[1]).toBeCloseTo(1550, 8);
    // 1,000 tokens/s at 850 * 0.4 = 340 a GPU: 2.94, so 3; twice for redundancy
    expect(gpusFor(1000, { tokensPerSecondPerGpu: 850, utilisation: 0.4, redundancy: 2 })).toBe(6);
  });
});

describe('ownership', () => {
  it('a cost that rises 3 % a year has risen so in month 13', () => {
    // 5,000 * 1.03 = 5,150 beside 100 USD of tokens
    const row = { category: 'security', usdPerMonth: 5000, changePerYear: 0.03 };
    const result = run([work({}, BIG, 24)], [lever('ownership-cost', row)], 24);
    expect(result.costUsd[12]).toBeCloseTo(5250, 8);
  });

  it('a contingency in a scope is held back for that scope alone', () => {
    // Team one spends 100 and holds 10 % back, team two spends 40: 110 + 40
    const segments = [
      work({ id: 'one', labels: { team: 'one' } }),
      work({ id: 'two', labels: { team: 'two' }, priceFactor: 0.4 }),
    ];
    expect(cost(segments, lever('contingency', { share: 0.1 }, { scope: { team: ['one'] } }))).toBeCloseTo(150, 10);
  });
});
