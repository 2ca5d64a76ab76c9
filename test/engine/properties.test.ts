import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeLevers } from '../../shared/engine/attribution.ts';
import { compile } from '../../shared/engine/compile.ts';
import type { ParameterDescriptor } from '../../shared/engine/levers/descriptors.ts';
import { leverDefinition, LEVERS } from '../../shared/engine/levers/registry.ts';
import { runScenario, type ScenarioResult } from '../../shared/engine/runScenario.ts';
import type { Baseline, Lever, Scope, Segment } from '../../shared/engine/types.ts';
import { TOKEN_CLASSES } from '../../shared/units/tokenClasses.ts';
import { baseline, lever, listRates, model, month, monthsFrom2027, MTOK, scenario, segment } from './build.ts';

const MONTHS = 6;
const MODELS = ['a/big', 'a/small', 'b/other'];

function company(scale = 1): Baseline {
  const prices = [
    model('a/big', listRates(10, 50), MONTHS),
    model('a/small', listRates(1, 5), MONTHS, { hasStackingDiscounts: false }),
    model('b/other', { in_fresh: 2, in_unsplit: 2, out_visible: 8, out_reasoning: 8, out_unsplit: 8 }, MONTHS),
  ];
  const labelled = (
    id: string,
    key: string,
    team: string,
    amount: number,
    extra: Parameters<typeof segment>[3] = {},
  ): Segment =>
    segment(
      key,
      {
        in_fresh: amount * 3 * scale,
        in_cache_read: key === 'b/other' ? 0 : amount * scale,
        in_cache_write_5m: key === 'b/other' ? 0 : amount * 0.1 * scale,
        out_visible: amount * scale,
        out_reasoning: amount * 0.5 * scale,
      },
      MONTHS,
      { requests: 1000 * scale, ...extra, id, labels: { team } },
    );
  return baseline(monthsFrom2027(MONTHS), prices, [
    labelled('one', 'a/big', 'red', 5 * MTOK),
    labelled('two', 'a/big', 'blue', 2 * MTOK, { priceFactor: 0.9, contractDiscount: 0.1 }),
    labelled('three', 'a/small', 'blue', 9 * MTOK, { batchShare: 0.5, priceFactor: 0.75 }),
    labelled('four', 'b/other', 'red', 4 * MTOK, { requests: null }),
  ]);
}

function anyValue(descriptor: ParameterDescriptor): fc.Arbitrary<number | string> {
  switch (descriptor.kind) {
    case 'number': {
      const max = Math.min(descriptor.max, descriptor.unit === 'share' || descriptor.unit === 'factor' ? 3 : 40);
      const number = fc.double({ min: Math.max(descriptor.min, -0.9), max, noNaN: true });
      return descriptor.unit === 'months' || descriptor.unit === 'count' ? number.map(Math.round) : number;
    }
    case 'choice':
      return fc.constantFrom(...descriptor.options.map(({ value }) => value));
    case 'model':
      return fc.constantFrom(...MODELS);
    default:
      return descriptor satisfies never;
  }
}

const anyScope: fc.Arbitrary<Scope> = fc.constantFrom(
  {},
  { team: ['red'] },
  { team: ['blue'] },
  { model: ['big'] },
  { provider: ['a'], team: ['blue'] },
);

const anyLever = (kinds = LEVERS): fc.Arbitrary<Lever> =>
  fc.constantFrom(...kinds).chain(({ kind, parameters }) => {
    const values = Object.fromEntries(Object.entries(parameters).map(([key, one]) => [key, anyValue(one)]));
    return fc
      .tuple(
        fc.record(values),
        anyScope,
        fc.constantFrom('2026-11', '2027-01', '2027-03'),
        fc.integer({ min: 0, max: 4 }),
      )
      .map(([given, scope, start, rampMonths]) => lever(kind, given, { scope, start, rampMonths }));
  });

const anyLevers = (kinds = LEVERS): fc.Arbitrary<Lever[]> =>
  fc
    .array(anyLever(kinds), { minLength: 1, maxLength: 6 })
    .map((levers) => levers.map((one, index) => ({ ...one, id: `lever ${String(index)}` })));

const runs = { numRuns: 150 };

function expectSame(left: ScenarioResult, right: ScenarioResult): void {
  left.costUsd.forEach((usd, index) => {
    expect(right.costUsd[index]).toBeCloseTo(usd, 8);
  });
}

/** Levers without rules on pooled spend, with every fixed amount taken out: their cost is linear in volume. */
const linear = LEVERS.filter((definition) => !('settle' in definition));
const FIXED_UNITS = ['usd', 'usd-per-month', 'usd-per-mtok-hour'];
const withoutFixed = (one: Lever): Lever => {
  const fixed = Object.entries(leverDefinition(one.kind)?.parameters ?? {}).flatMap(([key, descriptor]) =>
    descriptor.kind === 'number' && FIXED_UNITS.includes(descriptor.unit) ? [[key, 0] as const] : [],
  );
  return { ...one, parameters: { ...one.parameters, ...Object.fromEntries(fixed) } };
};
/** Fees belong to no model. */
const chargesFees = ['response-cache', 'prompt-compression'];

describe('any scenario', () => {
  it('does not depend on the order of its levers', () => {
    fc.assert(
      fc.property(anyLevers(), fc.infiniteStream(fc.nat()), (levers, order) => {
        const shuffled = [...levers].sort(() => (order.next().value % 2) - 0.5);
        const [left, right] = [
          runScenario(company(), scenario(...levers)),
          runScenario(company(), scenario(...shuffled)),
        ];
        expect(right.costUsd).toEqual(left.costUsd);
        expect(right.findings).toEqual(left.findings);
      }),
      runs,
    );
  });

  it('has parts that add up to its total', () => {
    fc.assert(
      fc.property(anyLevers(), (levers) => {
        const { costUsd, totalUsd, segments, levers: outcomes, months } = runScenario(company(), scenario(...levers));
        months.forEach((_, index) => {
          const usage = segments.reduce((sum, { usd }) => sum + (usd[index] ?? NaN), 0);
          const fixed = outcomes.reduce(
            (sum, { recurringUsd, oneOffUsd }) => sum + (recurringUsd[index] ?? NaN) + (oneOffUsd[index] ?? NaN),
            0,
          );
          expect(Math.abs(usage + fixed - (costUsd[index] ?? NaN))).toBeLessThanOrEqual(1e-9 * Math.abs(usage + fixed));
        });
        const total = costUsd.reduce((sum, usd) => sum + usd, 0);
        expect(Math.abs(total - totalUsd)).toBeLessThanOrEqual(1e-9 * Math.abs(total));
      }),
      runs,
    );
  });

  it('spends by model what it spends by segment', () => {
    fc.assert(
      fc.property(anyLevers(linear.filter(({ kind }) => !chargesFees.includes(kind))), (levers) => {
        const { usageUsd, models } = runScenario(company(), scenario(...levers));
        usageUsd.forEach((usd, index) => {
          const byModel = models.reduce((sum, one) => sum + (one.usd[index] ?? NaN), 0);
          expect(byModel).toBeCloseTo(usd, 6);
        });
      }),
      runs,
    );
  });

  it('scales with its volume where nothing has a fixed price', () => {
    fc.assert(
      fc.property(anyLevers(linear), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (some, scale) => {
        const levers = some.map(withoutFixed);
        const [base, scaled] = [
          runScenario(company(), scenario(...levers)),
          runScenario(company(scale), scenario(...levers)),
        ];
        const expected = base.totalUsd * scale;
        expect(Math.abs(scaled.totalUsd - expected)).toBeLessThanOrEqual(1e-9 * expected);
      }),
      runs,
    );
  });

  it('is unchanged by levers that are off, out of their time or out of reach', () => {
    fc.assert(
      fc.property(anyLevers(), (levers) => {
        const nothing = runScenario(company(), scenario());
        const off = levers.map((one) => ({ ...one, isEnabled: false }));
        const late = levers.map((one) => ({ ...one, start: month('2031-01') }));
        const elsewhere = levers.map((one) => ({ ...one, scope: { team: ['nobody'] } }));
        for (const changed of [off, late, elsewhere]) {
          expectSame(nothing, runScenario(company(), scenario(...changed)));
        }
      }),
      runs,
    );
  });

  it('costs nothing without volume but what is fixed', () => {
    fc.assert(
      fc.property(anyLevers(), (levers) => {
        expect(runScenario(company(0), scenario(...levers)).usageUsd.every((usd) => usd === 0)).toBe(true);
      }),
      runs,
    );
  });

  it('never has a negative class of tokens', () => {
    fc.assert(
      fc.property(anyLevers(), (levers) => {
        const { tokens } = runScenario(company(), scenario(...levers));
        for (const name of TOKEN_CLASSES) expect(tokens[name].every((count) => count >= 0)).toBe(true);
      }),
      runs,
    );
  });

  it('has fair shares that add up to the difference', () => {
    fc.assert(
      fc.property(anyLevers(), (levers) => {
        const { differenceUsd, levers: values } = attributeLevers(compile(company(), scenario(...levers)), 1);
        const sum = values.reduce((total, { shapleyUsd }) => total + shapleyUsd, 0);
        const scale = Math.max(1, ...values.map(({ shapleyUsd }) => Math.abs(shapleyUsd)));
        expect(Math.abs(sum - differenceUsd)).toBeLessThan(1e-9 * scale);
      }),
      { numRuns: 60 },
    );
  });
});

/** Levers whose cost falls (or rises) all the way with one setting. */
const MONOTONE = [
  { kind: 'batch', key: 'share', others: {}, sign: -1 },
  { kind: 'flex', key: 'share', others: {}, sign: -1 },
  { kind: 'priority', key: 'share', others: {}, sign: 1 },
  { kind: 'residency', key: 'share', others: { multiplier: 1.1 }, sign: 1 },
  { kind: 'prompt-caching', key: 'hitRate', others: { cacheableShare: 0.5 }, sign: -1 },
  { kind: 'model-swap', key: 'share', others: { model: 'a/small' }, sign: -1 },
  { kind: 'model-swap', key: 'tokenFactor', others: { model: 'a/small' }, sign: 1 },
  { kind: 'routing', key: 'strongShare', others: { model: 'a/small' }, sign: 1 },
  { kind: 'cascade', key: 'escalationShare', others: { model: 'a/small' }, sign: 1 },
  { kind: 'distillation', key: 'fallbackShare', others: { model: 'a/small' }, sign: 1 },
  { kind: 'response-cache', key: 'hitRate', others: {}, sign: -1 },
  { kind: 'reasoning', key: 'share', others: { outputMultiplier: 5 }, sign: 1 },
  { kind: 'retries', key: 'rate', others: {}, sign: 1 },
  { kind: 'drawdown-commitment', key: 'discount', others: {}, sign: -1 },
  { kind: 'contingency', key: 'share', others: {}, sign: 1 },
  { kind: 'approval', key: 'approvedShare', others: { model: 'a/small', aboveUsdPerMtok: 1 }, sign: 1 },
] as const;

describe('one lever', () => {
  const share = fc.double({ min: 0, max: 0.99, noNaN: true });
  const big = (base: Baseline): Baseline => ({ ...base, segments: base.segments.slice(0, 1) });

  it.each(MONOTONE)('$kind moves the cost one way with its $key', ({ kind, key, others, sign }) => {
    fc.assert(
      fc.property(share, share, (left, right) => {
        const [low, high] = [Math.max(0.1, Math.min(left, right)), Math.max(0.1, left, right)];
        const total = (value: number): number =>
          runScenario(big(company()), scenario(lever(kind, { ...others, [key]: value }))).totalUsd;
        expect((total(high) - total(low)) * sign).toBeGreaterThanOrEqual(-1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it.each(LEVERS.filter(({ parameters }) => 'share' in parameters).map(({ kind }) => [kind]))(
    '%s does nothing at a share of 0',
    (kind) => {
      const none = runScenario(company(), scenario());
      const result = runScenario(company(), scenario(lever(kind, { share: 0, model: 'a/small', multiplier: 2 })));
      expectSame(none, result);
    },
  );

  it.each(LEVERS.map(({ kind, parameters }) => ({ kind, parameters })))(
    '$kind does nothing at neutral settings',
    ({ kind, parameters }) => {
      const neutral = Object.fromEntries(
        Object.entries(parameters).map(([key, one]) => [
          key,
          one.kind === 'number' ? one.neutral : one.kind === 'model' ? 'a/small' : undefined,
        ]),
      );
      // Approval with nobody approved moves everything, whatever the other settings are.
      const settings = kind === 'approval' ? { ...neutral, approvedShare: 1 } : neutral;
      expectSame(runScenario(company(), scenario()), runScenario(company(), scenario(lever(kind, settings))));
    },
  );
});
