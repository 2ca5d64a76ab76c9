import { describe, expect, it } from 'vitest';
import { runScenario } from '../../shared/engine/runScenario.ts';
import type { Lever, Segment } from '../../shared/engine/types.ts';
import { baseline, lever, listRates, model, monthsFrom2027, MTOK, scenario, segment } from './build.ts';

const OPUS = 'anthropic/opus';
const HAIKU = 'anthropic/haiku';
const OTHER = 'openai/other';

function cost(segments: Segment[], levers: readonly Lever[], monthCount = 12): Float64Array {
  const months = monthsFrom2027(monthCount);
  const prices = [
    model(OPUS, listRates(5, 25), monthCount),
    model(HAIKU, listRates(1, 5), monthCount),
    model(OTHER, { in_fresh: 3, out_visible: 15, out_reasoning: 15 }, monthCount, {
      tiers: { batch: null, flex: null, priority: null },
    }),
  ];
  return runScenario(baseline(months, prices, segments), scenario(...levers)).costUsd;
}

const chat = (monthCount = 12, options = {}): Segment =>
  segment(OPUS, { in_fresh: 2 * MTOK, out_visible: MTOK }, monthCount, options);

describe('the base cost', () => {
  it('is tokens times list price', () => {
    // 2 Mtok * 5 + 1 Mtok * 25 = 35 USD
    expect(cost([chat()], [])[0]).toBeCloseTo(35, 12);
  });

  it('takes the terms the segment already has', () => {
    // Batch at half price: 35 * 0.5 = 17.50 USD
    expect(cost([chat(12, { priceFactor: 0.5, batchShare: 1 })], [])[0]).toBeCloseTo(17.5, 12);
  });
});

describe('model swap', () => {
  it('counts the same text in the tokens of the new model', () => {
    // k_tok 1.3: input 2.6 Mtok * 1 + output 1.3 Mtok * 5 = 2.60 + 6.50 = 9.10 USD
    const swap = lever('model-swap', { model: HAIKU, tokenFactor: 1.3 });
    expect(cost([chat()], [swap])[5]).toBeCloseTo(9.1, 12);
  });

  it('moves a share, and answers may get longer', () => {
    // Half stays: 17.50. Half moves: 1 Mtok * 1 + 0.5 Mtok * 1.2 * 5 = 1 + 3 = 4. Together 21.50 USD
    const swap = lever('model-swap', { model: HAIKU, share: 0.5, verbosity: 1.2 });
    expect(cost([chat()], [swap])[5]).toBeCloseTo(21.5, 12);
  });

  it('can cost more at a lower list price when it thinks more', () => {
    // Baseline 1 Mtok reasoning * 25 = 25. Haiku thinks 9 times as much: 9 Mtok * 5 = 45 USD ("price reversal")
    const thinker = segment(OPUS, { out_reasoning: MTOK }, 12);
    expect(cost([thinker], [lever('model-swap', { model: HAIKU, thinking: 9 })])[3]).toBeCloseTo(45, 12);
  });

  it('writes cached prefixes again on the first day', () => {
    // 31 Mtok read in January at 0.5 = 15.50. On Haiku: 30 days of reads at 0.1 and one day of writes at 1.25:
    // 30 * 0.1 + 1 * 1.25 = 4.25 USD; without the cold day 3.10, so the penalty is 1 Mtok * (1.25 - 0.1) = 1.15 USD.
    const cached = segment(OPUS, { in_cache_read: 31 * MTOK }, 12);
    const swap = lever('model-swap', { model: HAIKU, coldDays: 1 });
    const path = cost([cached], [swap]);
    expect(path[0]).toBeCloseTo(4.25, 12);
    expect(path[1]).toBeCloseTo(3.1, 12);
  });

  it('pays cached tokens as fresh ones on a model without cache prices', () => {
    // 2 Mtok reads at 0.5 = 1 USD before; 2 Mtok fresh at 3 = 6 USD after
    const cached = segment(OPUS, { in_cache_read: 2 * MTOK }, 12);
    expect(cost([cached], [lever('model-swap', { model: OTHER })])[2]).toBeCloseTo(6, 12);
  });

  it('leaves a contract discount with its provider', () => {
    // 20 % off at the old provider: 35 * 0.8 = 28. At the other one list: 2 * 3 + 1 * 15 = 21 USD
    const discounted = chat(12, { priceFactor: 0.8, contractDiscount: 0.2 });
    expect(cost([discounted], [])[0]).toBeCloseTo(28, 12);
    expect(cost([discounted], [lever('model-swap', { model: OTHER })])[0]).toBeCloseTo(21, 12);
  });

  it('costs its migration once, in its first month', () => {
    const swap = lever('model-swap', { model: HAIKU, migrationUsd: 500 }, { start: '2027-03' });
    const path = cost([chat()], [swap]);
    // Haiku: 2 * 1 + 1 * 5 = 7 USD a month
    expect([...path.slice(0, 4)]).toEqual([35, 35, 507, 7]);
  });
});

describe('prompt caching', () => {
  const input = segment(OPUS, { in_fresh: MTOK }, 12);

  it('follows m = (1-c) + c*(h*r + (1-h)*w)', () => {
    // c 0.6, h 0.9, r 0.1, w 1.25: 0.4 + 0.6 * (0.09 + 0.125) = 0.529 of 5 USD
    expect(cost([input], [lever('prompt-caching', { cacheableShare: 0.6, hitRate: 0.9 })])[0]).toBeCloseTo(2.645, 12);
  });

  it.each([
    // h* = (w - 1) / (w - r): 0.25 / 1.15 = 21.7 % for 5 minutes, 1 / 1.9 = 52.6 % for 1 hour
    ['5m', 0.25 / 1.15],
    ['1h', 1 / 1.9],
  ])('breaks even at the known hit rate, lifetime %s', (lifetime, hitRate) => {
    const at = (rate: number): number =>
      cost([input], [lever('prompt-caching', { cacheableShare: 1, hitRate: rate, lifetime })])[0] ?? NaN;
    expect(at(hitRate)).toBeCloseTo(5, 12);
    expect(at(hitRate + 0.01)).toBeLessThan(5);
    expect(at(hitRate - 0.01)).toBeGreaterThan(5);
  });

  it('adds storage where the cache is billed by the hour', () => {
    // All read at 0.1 * 5 = 0.50, and 2 Mtok kept for 730 h at 0.5 USD: 730 USD
    const stored = { storedMtok: 2, storageHours: 730, storageUsdPerMtokHour: 0.5 };
    const path = cost([input], [lever('prompt-caching', { cacheableShare: 1, hitRate: 1, ...stored })]);
    expect(path[4]).toBeCloseTo(730.5, 10);
  });

  it('does nothing and says so where the model has no cache price', () => {
    const months = monthsFrom2027(3);
    const prices = [model(OTHER, { in_fresh: 3, out_visible: 15 }, 3)];
    const result = runScenario(
      baseline(months, prices, [segment(OTHER, { in_fresh: MTOK }, 3)]),
      scenario(lever('prompt-caching', { cacheableShare: 1, hitRate: 1 })),
    );
    expect(result.costUsd[0]).toBe(3);
    expect(result.findings.map(({ code, message }) => [code, message])).toEqual([
      ['no-effect', 'Cache prompts: openai/other has no price for cached input.'],
    ]);
  });
});

describe('batch', () => {
  it('takes half off what can wait', () => {
    // 35 * (1 - 0.4 * 0.5) = 28 USD
    expect(cost([chat()], [lever('batch', { share: 0.4 })])[0]).toBeCloseTo(28, 12);
  });

  it('moves only what is not batch already', () => {
    // 40 % is batch: 35 * (1 - 0.2) = 28. Of the other 60 % half moves: share 0.7, 35 * (1 - 0.35) = 22.75 USD
    const partly = chat(12, { priceFactor: 0.8, batchShare: 0.4 });
    expect(cost([partly], [lever('batch', { share: 0.5 })])[0]).toBeCloseTo(22.75, 12);
  });

  it('does not discount cached tokens where the provider has not promised it', () => {
    const gemini = model('google/gemini', listRates(1, 5), 1, { hasStackingDiscounts: false });
    const cached = segment('google/gemini', { in_fresh: MTOK, in_cache_read: MTOK }, 1);
    const result = runScenario(baseline(monthsFrom2027(1), [gemini], [cached]), scenario(lever('batch', { share: 1 })));
    // 1 * 0.5 fresh + 0.1 read at the full cached price = 0.60 USD
    expect(result.costUsd[0]).toBeCloseTo(0.6, 12);
  });
});

describe('distillation', () => {
  it('asks the student first and the teacher for the rest', () => {
    // Student 2 * 1 + 1 * 5 = 7, at a premium of 2: 14. 5 % fall back: 0.05 * 35 = 1.75. Together 15.75 USD
    const levers = [lever('distillation', { model: HAIKU, premium: 2, fallbackShare: 0.05 })];
    expect(cost([chat()], levers)[1]).toBeCloseTo(15.75, 12);
  });

  it('adds training once, and hosting and retraining while it lasts', () => {
    // One-off: 1,000 examples * 0.02 + 10 Mtok * 3 passes * 25 + 250 = 20 + 750 + 250 = 1,020 USD.
    // Run 7 + hosting 100 = 107; retraining 40 in months 6 and 12 after the first.
    const training = { examples: 1000, usdPerExample: 0.02, trainingMtok: 10, epochs: 3, trainingUsdPerMtok: 25 };
    const keep = { peopleUsd: 250, hostingUsdPerMonth: 100, retrainEveryMonths: 6, retrainUsd: 40 };
    const path = cost([chat(13)], [lever('distillation', { model: HAIKU, ...training, ...keep })], 13);
    expect(path[0]).toBeCloseTo(1127, 10);
    expect(path[1]).toBeCloseTo(107, 10);
    expect(path[6]).toBeCloseTo(147, 10);
    expect(path[12]).toBeCloseTo(147, 10);
  });

  it('ends with its base model', () => {
    const months = monthsFrom2027(4);
    const prices = [model(OPUS, listRates(5, 25), 4), model(HAIKU, listRates(1, 5), 4, { retires: months[2] ?? null })];
    const path = runScenario(
      baseline(months, prices, [chat(4)]),
      scenario(lever('distillation', { model: HAIKU, hostingUsdPerMonth: 10 })),
    ).costUsd;
    expect([...path]).toEqual([17, 17, 35, 35]);
  });
});

describe('volume growth and price path', () => {
  const growth = lever('volume-growth', { curve: 'multiple', multiple: 24, withinMonths: 48 });

  it('reaches 24 times in 48 months at 6.85 % a month', () => {
    const path = cost([chat(60)], [growth], 60);
    // 24^(1/48) = e^(3.178054 / 48) = e^0.0662095 = 1.068450
    expect((path[1] ?? 0) / (path[0] ?? 1)).toBeCloseTo(1.06845, 5);
    // 24^(12/48) = 2.2134: +121 % a year
    expect((path[12] ?? 0) / (path[0] ?? 1)).toBeCloseTo(2.2134, 4);
    expect((path[48] ?? 0) / (path[0] ?? 1)).toBeCloseTo(24, 10);
    expect(path[59]).toBe(path[48]);
  });

  it('is cancelled exactly by prices that fall 54.8 % a year', () => {
    // 1 - 24^(-1/4) = 1 - 0.451801 = 0.548199
    const change = 24 ** (-1 / 4) - 1;
    expect(change).toBeCloseTo(-0.548, 3);
    const path = cost([chat(49)], [growth, lever('price-path', { path: 'yearly', change })], 49);
    for (const usd of path) expect(usd).toBeCloseTo(35, 10);
  });

  it('is 5.8 times the spend at -30 % a year and 0.36 times at -65 %', () => {
    const multiple = (change: number): number => {
      const path = cost([chat(49)], [growth, lever('price-path', { path: 'yearly', change })], 49);
      return (path[48] ?? 0) / 35;
    };
    // 24 * 0.7^4 = 5.76; 24 * 0.5^4 = 1.5; 24 * 0.35^4 = 0.360
    expect(multiple(-0.3)).toBeCloseTo(5.7624, 10);
    expect(multiple(-0.5)).toBeCloseTo(1.5, 10);
    expect(multiple(-0.65)).toBeCloseTo(0.36015, 10);
  });

  it('grows by a rate, along S-curves, by adoption and by dated steps', () => {
    const after = (count: number, parameters: Lever['parameters'], monthCount = 61): number =>
      (cost([chat(monthCount)], [lever('volume-growth', { ...parameters })], monthCount)[count] ?? 0) / 35;
    expect(after(24, { curve: 'rate', rate: 0.5 })).toBeCloseTo(2.25, 10);
    // Logistic: r = ln 2.2134 / 12 = 0.066211; K / (1 + 23 e^(-0.066211 * 47.356)) = 24 / 2 = 12 at ln 23 / r = 47.36
    const s = { curve: 'logistic', rate: 24 ** 0.25 - 1, ceiling: 24 };
    expect(after(47, s)).toBeCloseTo(24 / (1 + 23 * 24 ** (-47 / 48)), 10);
    // Gompertz: 24 * exp(-ln 24 * e^(-47 b)) with b = (ln 24 / 48) / ln 24 = 1 / 48
    const gompertz = 24 * Math.exp(-Math.log(24) * Math.exp(-47 / 48));
    expect(after(47, { ...s, curve: 'gompertz' })).toBeCloseTo(gompertz, 10);
    // Bass p 0.03, q 0.38 after 5 years: e^(-2.05) = 0.128735; 0.871265 / (1 + 12.66667 * 0.128735) = 0.331198
    const bass = { curve: 'bass', ceiling: 11, innovation: 0.03, imitation: 0.38 };
    expect(after(60, bass)).toBeCloseTo(1 + 10 * 0.331198, 4);
    expect(after(3, { curve: 'event', uplift: 0.3 })).toBeCloseTo(1.3, 12);
  });

  it('can take the place of a forecast that grows by itself', () => {
    const grows = chat(60);
    const rising = Float64Array.from({ length: 60 }, (_, index) => MTOK * (1 + index));
    const forecast = { ...grows, tokens: { ...grows.tokens, in_fresh: rising, out_visible: new Float64Array(60) } };
    const replace = { curve: 'multiple', multiple: 24, withinMonths: 48, basis: 'replace', blendFrom: 3, blendTo: 18 };
    const path = cost([forecast], [lever('volume-growth', replace)], 60);
    // The first three months are the forecast: 1, 2, 3 Mtok * 5 USD
    expect(path[0]).toBeCloseTo(5, 12);
    expect(path[2]).toBeCloseTo(15, 12);
    // 12 months ahead the curve weighs (12 - 3) / 15 = 0.6: 0.4 * 12 + 0.6 * 24^(11/48) Mtok
    expect(path[11]).toBeCloseTo(5 * (0.4 * 12 + 0.6 * 24 ** (11 / 48)), 10);
    // After 18 months the curve holds alone: 24 times the first month after 48 months
    expect(path[48]).toBeCloseTo(5 * 24, 10);
  });

  it('knows dated steps and migrations', () => {
    const step = cost([chat()], [lever('price-path', { path: 'step', change: 1 }, { start: '2027-04' })]);
    expect([...step.slice(2, 5)]).toEqual([35, 70, 70]);
    // -90 % a year that arrives every 6 months: 0.1^0.5 = 0.316228 of the price from month 6, and 200 USD each time
    const cadence = { path: 'cadence', change: -0.9, everyMonths: 6, migrationUsd: 200 };
    const path = cost([chat()], [lever('price-path', cadence)]);
    expect(path[5]).toBe(35);
    expect(path[6]).toBeCloseTo(35 * 0.316227766 + 200, 6);
    expect(path[7]).toBeCloseTo(35 * 0.316227766, 6);
  });

  it('changes the price of a model for whoever moved to it', () => {
    const swap = lever('model-swap', { model: HAIKU });
    const fall = lever('price-path', { path: 'step', change: -0.5 }, { scope: { model: ['haiku'] } });
    // Haiku 7 USD at half price; Opus would have stayed at 35
    expect(cost([chat()], [swap, fall])[0]).toBeCloseTo(3.5, 12);
    expect(cost([chat()], [fall])[0]).toBeCloseTo(35, 12);
  });
});

describe('start, end and ramp', () => {
  it('rises in equal steps and ends after its last month', () => {
    const ramp = lever('batch', { share: 1 }, { start: '2027-02', end: '2027-06', rampMonths: 4 });
    // 35 * (1 - 0.5 * dose) with doses 0, 1/4, 2/4, 3/4, 1, 1, 0
    const path = cost([chat()], [ramp]);
    expect([...path.slice(0, 7)]).toEqual([35, 30.625, 26.25, 21.875, 17.5, 17.5, 35]);
  });
});

describe('unknown prices', () => {
  it('leaves a segment out of the sums and names the model', () => {
    const months = monthsFrom2027(2);
    const prices = [model(OPUS, listRates(5, 25), 2)];
    const segments = [chat(2), segment('acme/unknown', { in_fresh: MTOK }, 2, { id: 'mystery' })];
    const result = runScenario(baseline(months, prices, segments), scenario());
    expect(result.totalUsd).toBe(70);
    expect(result.segments[1]?.usd[0]).toBeNaN();
    expect(result.findings).toEqual([
      {
        code: 'unpriced-model',
        message: 'acme/unknown has no price for a part of its tokens; what it serves is left out of every total.',
        count: 1,
        subject: 'acme/unknown',
      },
    ]);
  });

  it('makes the cost unknown when traffic moves to a model without a price', () => {
    const result = runScenario(
      baseline(monthsFrom2027(1), [model(OPUS, listRates(5, 25), 1)], [chat(1)]),
      scenario(lever('model-swap', { model: 'acme/unknown', share: 0.1 })),
    );
    expect(result.segments[0]?.usd[0]).toBeNaN();
    expect(result.totalUsd).toBe(0);
    expect(result.findings.map(({ code }) => code)).toEqual(['unpriced-model']);
  });

  it('does not mind a missing rate of a class that has no tokens', () => {
    const prices = [model('acme/plain', { in_fresh: 2 }, 1)];
    const result = runScenario(
      baseline(monthsFrom2027(1), prices, [segment('acme/plain', { in_fresh: MTOK }, 1)]),
      scenario(),
    );
    expect(result.totalUsd).toBe(2);
    expect(result.findings).toEqual([]);
  });
});
