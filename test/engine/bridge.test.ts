import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bridge,
  BRIDGE_EFFECTS,
  rollUp,
  totalOf,
  type CostLine,
  type CostState,
  type Effects,
} from '../../shared/engine/bridge.ts';
import { costState } from '../../shared/engine/costState.ts';
import { runScenario } from '../../shared/engine/runScenario.ts';
import { perTokenClass, type TokenClass } from '../../shared/units/tokenClasses.ts';
import { baseline, lever, listRates, model, monthsFrom2027, MTOK, scenario, segment } from './build.ts';

type Part = { readonly tokens: number; readonly rate: number };

function line(key: string, parts: Partial<Record<TokenClass, Part>>, netShare = 1): CostLine {
  const listUsd = perTokenClass((name) => ((parts[name]?.tokens ?? 0) * (parts[name]?.rate ?? 0)) / MTOK);
  const list = Object.values(listUsd).reduce((sum, usd) => sum + usd, 0);
  return { model: key, tokens: perTokenClass((name) => parts[name]?.tokens ?? 0), listUsd, netUsd: list * netShare };
}

const state = (requests: number | null, lines: CostLine[], extra: Partial<CostState> = {}): CostState => ({
  workloads: [{ name: 'chat', requests, lines }],
  commitmentUsd: 0,
  fixedUsd: 0,
  creditsUsd: 0,
  fxRate: 1,
  ...extra,
});

const only = (changes: Partial<Effects>): Effects => ({
  requests: 0,
  'tokens-per-request': 0,
  'model-mix': 0,
  'class-mix': 0,
  'list-price': 0,
  discount: 0,
  commitment: 0,
  fixed: 0,
  credits: 0,
  fx: 0,
  unexplained: 0,
  ...changes,
});

function expectEffects(actual: Effects, expected: Effects): void {
  for (const effect of BRIDGE_EFFECTS) expect(actual[effect], effect).toBeCloseTo(expected[effect], 9);
}

describe('a bridge', () => {
  const before = state(100, [line('a/big', { in_fresh: { tokens: 100 * MTOK, rate: 2 } })]);

  it('shares requests and price as worked by hand', () => {
    // 100 requests of 1 Mtok at 2 USD -> 120 at 3: 200 -> 360. Requests 20 * 2.5 = 50, price 1 * 110 = 110
    const after = state(120, [line('a/big', { in_fresh: { tokens: 120 * MTOK, rate: 3 } })]);
    expectEffects(bridge(before, after).effects, only({ requests: 50, 'list-price': 110 }));
  });

  it('calls a new model a change of mix, not of price', () => {
    // Half of the tokens move to a model at 1 USD: 50 * 2 + 50 * 1 = 150
    const after = state(100, [
      line('a/big', { in_fresh: { tokens: 50 * MTOK, rate: 2 } }),
      line('a/small', { in_fresh: { tokens: 50 * MTOK, rate: 1 } }),
    ]);
    expectEffects(bridge(before, after).effects, only({ 'model-mix': -50 }));
  });

  it('calls more cached input a change of class', () => {
    // Half of the tokens are read from the cache at 0.2: 100 + 10 = 110
    const after = state(100, [
      line('a/big', { in_fresh: { tokens: 50 * MTOK, rate: 2 }, in_cache_read: { tokens: 50 * MTOK, rate: 0.2 } }),
    ]);
    expectEffects(bridge(before, after).effects, only({ 'class-mix': -90 }));
  });

  it('keeps discount, commitment, fixed costs, credits and currency apart', () => {
    // Usage 200 * 0.8 = 160, commitment 30, fixed 5, credits -10: 185 USD at 0.9 = 166.50
    const after = state(100, [line('a/big', { in_fresh: { tokens: 100 * MTOK, rate: 2 } }, 0.8)], {
      commitmentUsd: 30,
      fixedUsd: 5,
      creditsUsd: -10,
      fxRate: 0.9,
    });
    // Mean rate 0.95: discount -40 * 0.95, commitment 28.50, fixed 4.75, credits -9.50; fx -0.1 * (180 + 12.5)
    const expected = only({ discount: -38, commitment: 28.5, fixed: 4.75, credits: -9.5, fx: -19.25 });
    expectEffects(bridge(before, after).effects, expected);
  });

  it('takes tokens for the volume where requests are not counted', () => {
    const after = state(null, [line('a/big', { in_fresh: { tokens: 120 * MTOK, rate: 2 } })]);
    expectEffects(bridge(before, after).effects, only({ requests: 40 }));
  });

  it('leaves unexplained what has no tokens behind it', () => {
    const plan = state(0, [{ ...line('a/big', {}), netUsd: 150 }]);
    // A budget of 150 USD without volumes: -150 unexplained, and 200 of requests that were not in it
    expectEffects(bridge(plan, before).effects, only({ unexplained: -150, requests: 200 }));
  });
});

const anyLine = (key: string): fc.Arbitrary<CostLine> => {
  const part = fc.record({
    tokens: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 1e9, noNaN: true })),
    rate: fc.double({ min: 0.01, max: 100, noNaN: true }),
  });
  return fc
    .tuple(part, part, part, fc.double({ min: 0.1, max: 1.2, noNaN: true }))
    .map(([fresh, read, visible, share]) =>
      line(key, { in_fresh: fresh, in_cache_read: read, out_visible: visible }, share),
    );
};

const anyState: fc.Arbitrary<CostState> = fc
  .tuple(
    fc.array(fc.constantFrom('a/big', 'a/small', 'b/other'), { maxLength: 3 }),
    fc.option(fc.integer({ min: 0, max: 1000 })),
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: 0.5, max: 2, noNaN: true }),
  )
  .chain(([models, requests, amount, fxRate]) =>
    fc
      .tuple(...[...new Set(models)].map(anyLine))
      .map((lines) =>
        state(requests, lines, { commitmentUsd: amount, fixedUsd: amount / 3, creditsUsd: -amount / 7, fxRate }),
      ),
  );

describe('any bridge', () => {
  it('adds up to the difference, whole and opened', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        const result = bridge(from, to);
        const scale = Math.max(1, totalOf(from), totalOf(to));
        const sum = (effects: Effects): number => BRIDGE_EFFECTS.reduce((total, effect) => total + effects[effect], 0);
        expect(Math.abs(sum(result.effects) - (totalOf(to) - totalOf(from)))).toBeLessThanOrEqual(1e-9 * scale);
        for (const by of ['workload', 'model'] as const) {
          const opened = [...rollUp(result, by).values()].reduce((total, effects) => total + sum(effects), 0);
          expect(Math.abs(opened - sum(result.effects))).toBeLessThanOrEqual(1e-9 * scale);
        }
      }),
    );
  });

  it('turns its signs when it is walked the other way', () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        const [there, back] = [bridge(from, to).effects, bridge(to, from).effects];
        const scale = Math.max(1, totalOf(from), totalOf(to));
        for (const effect of BRIDGE_EFFECTS) {
          expect(Math.abs(there[effect] + back[effect])).toBeLessThanOrEqual(1e-9 * scale);
        }
      }),
    );
  });
});

describe('the cost state of a scenario', () => {
  const months = monthsFrom2027(12);
  const prices = [model('a/big', listRates(10, 50), 12), model('a/small', listRates(1, 5), 12)];
  const company = baseline(months, prices, [
    segment('a/big', { in_fresh: 5 * MTOK, out_visible: MTOK }, 12, { id: 'red', labels: { team: 'red' } }),
    segment('a/big', { in_fresh: 2 * MTOK }, 12, { id: 'blue', labels: { team: 'blue' }, priceFactor: 0.9 }),
  ]);
  const plan = scenario(
    lever('model-swap', { model: 'a/small', share: 0.5, migrationUsd: 30 }, { scope: { team: ['red'] } }),
    lever('provisioned-throughput', { units: 1, usdPerUnitMonth: 7, mtokPerUnitMonth: 1, outputWeight: 5 }),
    lever('prompt-caching', { cacheableShare: 0.5, hitRate: 0.8 }),
  );
  const byTeam = ({ labels }: { labels: { team: string | null } }): string => labels.team ?? '';

  it('costs what the scenario costs', () => {
    const result = costState(company, plan, { from: 0, to: 11 }, byTeam);
    expect(totalOf(result)).toBeCloseTo(runScenario(company, plan).totalUsd, 8);
    expect(result.commitmentUsd).toBeCloseTo(84, 10);
    expect(result.fixedUsd).toBeCloseTo(30, 10);
  });

  it('bridges from the baseline by team and model', () => {
    const span = { from: 0, to: 11 };
    const result = bridge(costState(company, scenario(), span, byTeam), costState(company, plan, span, byTeam));
    const difference = runScenario(company, plan).totalUsd - runScenario(company, scenario()).totalUsd;
    expect(result.to - result.from).toBeCloseTo(difference, 8);
    expect(BRIDGE_EFFECTS.reduce((sum, effect) => sum + result.effects[effect], 0)).toBeCloseTo(difference, 8);
    expect(result.effects['model-mix']).toBeLessThan(0);
    expect(result.effects['class-mix']).toBeLessThan(0);
    expect(rollUp(result, 'workload').get('blue')?.['model-mix']).toBe(0);
  });
});
