import { describe, expect, it } from 'vitest';
import { runScenario, type ScenarioResult } from '../../shared/engine/runScenario.ts';
import type { Lever, LeverParameters, Segment } from '../../shared/engine/types.ts';
import { baseline, lever, listRates, model, monthsFrom2027, MTOK, scenario, segment } from './build.ts';

const BIG = 'a/big';
const SMALL = 'a/small';

/** Prices: big 10 in and 50 out, small 1 in and 5 out; no tier at a third provider. */
function run(segments: Segment[], levers: readonly Lever[], monthCount = 12): ScenarioResult {
  const prices = [
    model(BIG, listRates(10, 50), monthCount),
    model(SMALL, listRates(1, 5), monthCount),
    model('b/plain', { in_fresh: 2, out_visible: 2 }, monthCount, {
      tiers: { batch: null, flex: null, priority: null },
    }),
  ];
  return runScenario(baseline(monthsFrom2027(monthCount), prices, segments), scenario(...levers));
}

const cost = (segments: Segment[], ...levers: Lever[]): number => run(segments, levers).costUsd[1] ?? NaN;
const codes = ({ findings }: ScenarioResult): string[] => findings.map(({ code }) => code);

/** 5 Mtok in and 1 Mtok out at the big model: 50 + 50 = 100 USD a month. */
const work = (options = {}): Segment => segment(BIG, { in_fresh: 5 * MTOK, out_visible: MTOK }, 12, options);

describe('service tiers', () => {
  it('cost half on the slow tier and twice on the fast one', () => {
    expect(cost([work()], lever('flex', { share: 0.2 }))).toBeCloseTo(90, 10);
    expect(cost([work()], lever('priority', { share: 0.1 }))).toBeCloseTo(110, 10);
  });

  it('take turns on the traffic that is on standard terms', () => {
    // Batch 50 %, slow 20 %, fast 10 % of the standard traffic: 1 - 0.25 - 0.1 + 0.1 = 0.75
    const levers = [lever('batch', { share: 0.5 }), lever('flex', { share: 0.2 }), lever('priority', { share: 0.1 })];
    expect(cost([work()], ...levers)).toBeCloseTo(75, 10);
  });

  it('cannot move more than all of the traffic', () => {
    // Batch 100 % and slow 100 % are half each: everything at half price
    expect(cost([work()], lever('batch', { share: 1 }), lever('flex', { share: 1 }))).toBeCloseTo(50, 10);
  });

  it('do nothing, and say so, where the model has no such tier', () => {
    const plain = segment('b/plain', { in_fresh: MTOK }, 12);
    const result = run([plain], [lever('flex', { share: 1 }), lever('priority', { share: 1 })]);
    expect(result.costUsd[0]).toBe(2);
    expect(codes(result)).toEqual(['no-effect', 'no-effect']);
  });
});

describe('residency', () => {
  it('adds its surcharge to what stays in the region', () => {
    expect(cost([work()], lever('residency', { multiplier: 1.1 }))).toBeCloseTo(110, 10);
    expect(cost([work()], lever('residency', { share: 0.5, multiplier: 1.1 }))).toBeCloseTo(105, 10);
  });
});

describe('prompt compression', () => {
  it('shortens fresh input', () => {
    // 50 * (1 - 0.5 * (1 - 1/2)) + 50 = 37.50 + 50, and 5 Mtok through a compressor at 0.1: 0.50
    const compression = lever('prompt-compression', { compressibleShare: 0.5, ratio: 2, compressorUsdPerMtok: 0.1 });
    expect(cost([work()], compression)).toBeCloseTo(88, 10);
  });

  it('breaks a cached prefix, so that compressing it costs more', () => {
    // 1 Mtok cached at 1.00 (fresh 10.00): 0.5 still read = 0.50, 0.25 fresh = 2.50: 3 USD instead of 1
    const cached = segment(BIG, { in_cache_read: MTOK }, 12);
    const parameters = { compressibleShare: 0.5, ratio: 2, cacheBreakShare: 1 };
    expect(cost([cached], lever('prompt-compression', parameters))).toBeCloseTo(3, 10);
    // Without breaking it the saving is at the cached price: 0.75 * 1
    expect(cost([cached], lever('prompt-compression', { ...parameters, cacheBreakShare: 0 }))).toBeCloseTo(0.75, 10);
  });

  it('competes with a cache that is set up at the same time, and says why', () => {
    // 5 Mtok compressed to 3.75; 60 % cacheable with all hits: 2.25 read, of which a third (0.25 / 0.75) is broken:
    // 1.5 at 1 + (1.5 + 0.75) at 10 = 24; output 50
    const levers = [
      lever('prompt-compression', { compressibleShare: 0.5, ratio: 2, cacheBreakShare: 1 }),
      lever('prompt-caching', { cacheableShare: 0.6, hitRate: 1 }),
    ];
    const result = run([work()], levers);
    expect(result.costUsd[1]).toBeCloseTo(74, 10);
    expect(codes(result)).toContain('lever-conflict');
  });
});

describe('routing', () => {
  it('is f * strong + (1 - f) * weak + router', () => {
    // Weak 5 * 1 + 1 * 5 = 10 USD: 0.5 * 100 + 0.5 * 10 + 0.01 * 10 = 55.10 USD
    const routing = lever('routing', { model: SMALL, strongShare: 0.5, routerShare: 0.01 });
    expect(cost([work()], routing)).toBeCloseTo(55.1, 10);
  });

  it('finds a cold cache where it changes model inside a session', () => {
    // 10 Mtok cached, half routed: 5 stay at 1 = 5 USD; of the 5 routed 80 % are written at 1.25 and 20 % read at 0.1
    const cached = segment(BIG, { in_cache_read: 10 * MTOK }, 12);
    const routing = lever('routing', { model: SMALL, strongShare: 0.5, coldShare: 0.8 });
    expect(cost([cached], routing)).toBeCloseTo(5 + 4 * 1.25 + 1 * 0.1, 10);
  });

  it('puts the damage of mistakes beside the spend', () => {
    // 1,000 requests, half routed, 5 % of those wrong at 2 USD: 50 USD
    const routing = { model: SMALL, strongShare: 0.5, qualityKept: 0.95, costOfMistakeUsd: 2 };
    const result = run([work()], [lever('routing', routing)]);
    expect(result.lossUsd[1]).toBeCloseTo(50, 10);
    expect(result.costUsd[1]).toBeCloseTo(55, 10);
    expect(result.quality[1]).toBeCloseTo(0.975, 10);
  });
});

describe('cascade', () => {
  const cascade = (escalationShare: number): Lever =>
    lever('cascade', { model: SMALL, escalationShare, judgeShare: 0.05 });

  it('is weak + judge + p * strong', () => {
    // 10 + 0.5 + 0.3 * 100 = 40.50 USD
    expect(cost([work()], cascade(0.3))).toBeCloseTo(40.5, 10);
  });

  it('stops paying at p = 1 - (weak + judge) / strong', () => {
    // 1 - 10.5 / 100 = 0.895
    expect(cost([work()], cascade(0.895))).toBeCloseTo(100, 10);
    expect(cost([work()], cascade(0.9))).toBeGreaterThan(100);
  });

  it('counts the tokens of both answers', () => {
    // 6 Mtok by the first model and 30 % of 6 Mtok by the second
    const { tokens } = run([work()], [cascade(0.3)]);
    expect((tokens.in_fresh[0] ?? 0) + (tokens.out_visible[0] ?? 0)).toBeCloseTo(7.8 * MTOK, 3);
  });
});

describe('response cache', () => {
  it('saves what it answers and costs its lookups', () => {
    // 100 * 0.8 + 1,000 * 0.00001 = 80.01 USD; damage 1,000 * 0.2 * 0.03 * 1 = 6 USD
    const parameters = { hitRate: 0.2, embeddingUsdPerRequest: 0.00001, falseHitShare: 0.03, costOfMistakeUsd: 1 };
    const result = run([work()], [lever('response-cache', parameters)]);
    expect(result.costUsd[1]).toBeCloseTo(80.01, 10);
    expect(result.lossUsd[1]).toBeCloseTo(6, 10);
  });

  it('says that lookups are not counted where requests are not', () => {
    const parameters = { hitRate: 0.2, embeddingUsdPerRequest: 0.00001 };
    const result = run([work({ requests: null })], [lever('response-cache', parameters)]);
    expect(result.costUsd[1]).toBeCloseTo(80, 10);
    expect(codes(result)).toEqual(['requests-unknown']);
    expect(result.requests).toBeNull();
  });
});

describe('tokens per request', () => {
  it('reasoning adds tokens to visible output', () => {
    // Multiplier 5 on half of the requests: 1 Mtok * 0.5 * 4 = 2 Mtok at 50 = 100 USD more
    expect(cost([work()], lever('reasoning', { share: 0.5, outputMultiplier: 5 }))).toBeCloseTo(200, 10);
  });

  it('a lower effort takes reasoning away', () => {
    const thinker = segment(BIG, { out_reasoning: 2 * MTOK }, 12);
    expect(cost([thinker], lever('reasoning', { effort: 0.4 }))).toBeCloseTo(40, 10);
  });

  it('agents multiply the tokens of a chat and add their framework', () => {
    // 1 + 0.5 * (4 - 1) = 2.5 times: 250; 500 agent runs * 300 tokens = 0.15 Mtok at 10 = 1.50 USD
    const agents = lever('agents', { share: 0.5, multiplier: 4, overheadTokens: 300 });
    expect(cost([work()], agents)).toBeCloseTo(251.5, 10);
    expect(cost([work()], lever('agents', { multiplier: 15 }))).toBeCloseTo(1500, 10);
  });

  it('longer conversations grow quadratically in input and linearly in output', () => {
    // 4 turns: 4 * 1,000 + 500 * 10 = 9,000 tokens; 8 turns: 8,000 + 500 * 36 = 26,000. Input 50 * 26/9, output 50 * 2
    const growth = { turnsNow: 4, turnsThen: 8, systemTokens: 1000, tokensPerTurn: 500 };
    const result = run([work()], [lever('context-growth', growth)]);
    expect(result.costUsd[1]).toBeCloseTo(50 * (26 / 9) + 100, 10);
    expect(result.requests?.[1]).toBeCloseTo(2000, 10);
  });

  it('shorter conversations save', () => {
    // 4 to 2 turns: 2 * 1,000 + 500 * 3 = 3,500 of 9,000; output half
    const growth = { turnsNow: 4, turnsThen: 2, systemTokens: 1000, tokensPerTurn: 500 };
    expect(cost([work()], lever('context-growth', growth))).toBeCloseTo(50 * (3.5 / 9) + 25, 10);
  });

  it('retries are paid', () => {
    expect(cost([work()], lever('retries', { rate: 0.2 }))).toBeCloseTo(120, 10);
    expect(cost([work()], lever('retries', { rate: 0.1, contextFactor: 1.5 }))).toBeCloseTo(115, 10);
  });
});

describe('guardrails', () => {
  it('approval sends what is not approved elsewhere', () => {
    // Output at 50 is above 20: 40 % approved = 40 USD, 60 % at a tenth = 6 USD
    const approval = { model: SMALL, aboveUsdPerMtok: 20, approvedShare: 0.4 };
    expect(cost([work()], lever('approval', approval))).toBeCloseTo(46, 10);
    // Below the limit nothing needs approval
    expect(cost([work()], lever('approval', { ...approval, aboveUsdPerMtok: 60 }))).toBeCloseTo(100, 10);
  });

  it('a smaller model in development saves dev share * (1 - small / large)', () => {
    const [dev, live] = [{ environment: 'dev' }, { environment: 'live' }];
    const segments = [work({ id: 'live', labels: live }), work({ id: 'dev', labels: dev })];
    // Half of 200 USD is development: 100 + 10
    const small = lever('dev-model', { model: SMALL }, { scope: { environment: ['dev'] } });
    expect(cost(segments, small)).toBeCloseTo(110, 10);
    expect(cost(segments, { ...small, parameters: { model: SMALL, share: 0.5 } })).toBeCloseTo(155, 10);
  });

  it('a cap cuts the spend and counts what it blocks', () => {
    // 100 USD under a cap of 80: a fifth of 1,000 requests is blocked, worth 0.5 USD each
    const result = run([work()], [lever('spend-cap', { capUsdPerMonth: 80, valuePerRequestUsd: 0.5 })]);
    expect(result.costUsd[1]).toBeCloseTo(80, 10);
    expect(result.segments[0]?.usd[1]).toBeCloseTo(80, 10);
    expect(result.lossUsd[1]).toBeCloseTo(100, 10);
    expect(result.levers[0]?.figures.blockedRequests?.[1]).toBeCloseTo(200, 10);
  });

  it('a cap per team is the sum of min(x, cap)', () => {
    const segments = [
      work({ id: 'one', labels: { team: 'one' } }),
      work({ id: 'two', labels: { team: 'two' }, priceFactor: 0.4 }),
    ];
    // Teams at 100 and 40 under 80 each: 80 + 40; together under 80: 80
    expect(cost(segments, lever('spend-cap', { capUsdPerMonth: 80, per: 'team' }))).toBeCloseTo(120, 10);
    expect(cost(segments, lever('spend-cap', { capUsdPerMonth: 80 }))).toBeCloseTo(80, 10);
  });
});

describe('provisioned throughput', () => {
  // Demand in input tokens: 5 + 8 * 1 = 13 Mtok at 100 USD: 7.6923 USD per Mtok
  const units: LeverParameters = { units: 2, usdPerUnitMonth: 20, mtokPerUnitMonth: 5, outputWeight: 8 };

  it('pays for what the units do not carry by use', () => {
    // Capacity 10 of 13 Mtok: 40 + 100 * 3/13 = 63.0769 USD
    const result = run([work()], [lever('provisioned-throughput', units)]);
    expect(result.costUsd[1]).toBeCloseTo(40 + 300 / 13, 10);
    expect(result.levers[0]?.figures.coverage?.[1]).toBeCloseTo(10 / 13, 10);
    expect(result.levers[0]?.figures.utilisation?.[1]).toBeCloseTo(1, 10);
  });

  it('breaks even at u* = price / value of the full capacity', () => {
    // A unit that can carry 260 USD of use at 221 USD: 85 %. Here 1 Mtok of 10 USD: capacity 26 Mtok = 260 USD.
    const input = segment(BIG, { in_fresh: 22.1 * MTOK }, 12);
    const one = { units: 1, usdPerUnitMonth: 221, mtokPerUnitMonth: 26, outputWeight: 8 };
    const result = run([input], [lever('provisioned-throughput', one)]);
    expect(result.levers[0]?.figures.breakEvenUtilisation?.[1]).toBeCloseTo(0.85, 10);
    expect(result.levers[0]?.figures.utilisation?.[1]).toBeCloseTo(0.85, 10);
    expect(result.costUsd[1]).toBeCloseTo(221, 10);
  });

  it('is stranded by a swap, in the numbers and in words', () => {
    // All traffic leaves the model: nothing is covered, 40 USD are paid for nothing
    const scope = { model: ['big'] };
    const result = run(
      [work()],
      [lever('provisioned-throughput', units, { scope }), lever('model-swap', { model: SMALL, share: 0.9 })],
    );
    // 1.3 Mtok left, all covered: 40 + 0.9 * 10; used 1.3 of 10
    expect(result.costUsd[1]).toBeCloseTo(49, 10);
    expect(result.levers.find(({ kind }) => kind === 'provisioned-throughput')?.figures.strandedUsd?.[1]).toBeCloseTo(
      34.8,
      10,
    );
    expect(codes(result)).toContain('lever-conflict');
    expect(codes(result)).toContain('not-break-even');
  });
});

describe('drawdown commitment', () => {
  it('costs at least what was promised', () => {
    // 100 * 0.8 = 80 against 90: shortfall 10
    const commit = { discount: 0.2, commitUsdPerMonth: 90, trueUpMonths: 1 };
    expect(cost([work()], lever('drawdown-commitment', commit))).toBeCloseTo(90, 10);
    expect(cost([work()], lever('drawdown-commitment', { ...commit, commitUsdPerMonth: 70 }))).toBeCloseTo(80, 10);
  });

  it('is settled at the end of its period', () => {
    // 12 months of 80 against 12 * 90: 120 USD in December
    const result = run(
      [work()],
      [lever('drawdown-commitment', { discount: 0.2, commitUsdPerMonth: 90, trueUpMonths: 12 })],
    );
    expect(result.costUsd[10]).toBeCloseTo(80, 10);
    expect(result.costUsd[11]).toBeCloseTo(200, 10);
  });
});

describe('own GPUs', () => {
  const h100 = { gpuUsdPerHour: 3.13, tokensPerSecondPerGpu: 850, hoursPerMonth: 730 };

  it.each([
    // 3.13 / (850 * 3600 * u) * 1e6: 1.0229 at 100 %, 2.0458 at 50 %, 5.1144 at 20 %
    [1, 1.02],
    [0.5, 2.05],
    [0.2, 5.11],
  ])('cost what an H100 costs per million tokens at utilisation %d', (utilisation, expected) => {
    // As many tokens as 1,000 GPUs serve at that load, so that rounding up to whole GPUs does not show; 30.4167 days
    const perMonth = 1000 * 850 * utilisation * 86_400 * 30;
    const huge = segment('b/plain', { in_fresh: perMonth }, 12);
    const result = run([huge], [lever('self-hosting', { ...h100, utilisation, hoursPerMonth: 720 })]);
    // April has 30 days: 720 hours
    expect(result.levers[0]?.figures.usdPerMtok?.[3]).toBeCloseTo(expected, 2);
    expect(result.levers[0]?.figures.utilisation?.[3]).toBeCloseTo(utilisation, 10);
  });

  it('pay for idle machines, redundancy and people', () => {
    // 6 Mtok in February: 2.48 tokens/s, one GPU, doubled: 2 * 3.13 * 730 * 1.4 + 16,000 = 22,397.72 USD
    const parameters = { ...h100, utilisation: 0.4, redundancy: 2, overhead: 0.4, peopleUsdPerMonth: 16_000 };
    const result = run([work()], [lever('self-hosting', parameters)]);
    expect(result.costUsd[1]).toBeCloseTo(22_397.72, 6);
    expect(result.usageUsd[1]).toBe(0);
    expect(result.levers[0]?.figures.gpus?.[1]).toBe(2);
  });
});

describe('ownership and contingency', () => {
  it('rows of ownership cost what they say', () => {
    const row = { category: 'people', usdPerMonth: 5000, oneOffUsd: 700, changePerYear: 0.03 };
    const result = run([work()], [lever('ownership-cost', row)], 12);
    // 100 + 5,000 + 700 in the first month; after 11 months 5,000 * 1.03^(11/12)
    expect(result.costUsd[0]).toBeCloseTo(5800, 8);
    expect(result.costUsd[11]).toBeCloseTo(100 + 5000 * 1.03 ** (11 / 12), 8);
  });

  it('contingency is a share of the spend after caps', () => {
    expect(cost([work()], lever('contingency', { share: 0.15 }))).toBeCloseTo(115, 10);
    // 80 after the cap, 15 % of 80
    const cap = lever('spend-cap', { capUsdPerMonth: 80 });
    expect(cost([work()], lever('contingency', { share: 0.15 }), cap)).toBeCloseTo(92, 10);
  });
});

describe('models that retire', () => {
  it('are named while they still serve something', () => {
    const months = monthsFrom2027(4);
    const prices = [model(BIG, listRates(10, 50), 4, { retires: months[2] ?? null })];
    const result = runScenario(baseline(months, prices, [segment(BIG, { in_fresh: MTOK }, 4)]), scenario());
    expect(result.findings).toEqual([
      {
        code: 'model-retires',
        message: 'a/big cannot be called from 2027-03 on; move its work before that.',
        subject: 'a/big',
      },
    ]);
  });
});
