import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeLevers } from '../../shared/engine/attribution.ts';
import { compile } from '../../shared/engine/compile.ts';
import { runScenario } from '../../shared/engine/runScenario.ts';
import { shapley } from '../../shared/engine/shapley.ts';
import { baseline, lever, listRates, model, monthsFrom2027, MTOK, scenario, segment } from './build.ts';

describe('Shapley shares', () => {
  it('average what each player adds over all orders', () => {
    // Values: none 0, A -10, B -20, both -24. A first adds -10, second -4: mean -7. B: (-20 - 14) / 2 = -17.
    const value = (isIn: (player: number) => boolean): number => {
      if (isIn(0) && isIn(1)) return -24;
      return isIn(0) ? -10 : isIn(1) ? -20 : 0;
    };
    expect([...shapley({ players: 2, value }, 4, 1).shares]).toEqual([-7, -17]);
  });

  const factors = [0.2, 0.9, 1.4, 0.5, 0.7, 1.1, 0.95, 0.6, 1.3, 0.8];
  const product = (isIn: (player: number) => boolean): number =>
    factors.reduce((value, factor, player) => (isIn(player) ? value * factor : value), 100);
  const whole = product(() => true) - product(() => false);

  it('add up to the whole, exact or sampled', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(1024, 400), (seed, evaluations) => {
        const { shares } = shapley({ players: 10, value: product }, evaluations, seed);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(whole, 9);
      }),
      { numRuns: 20 },
    );
  });

  it('are found by sampling within two stated errors nineteen times in twenty', () => {
    const exact = shapley({ players: 10, value: product }, 1024, 0);
    const misses = Array.from({ length: 40 }, (_, seed) => shapley({ players: 10, value: product }, 400, seed)).flatMap(
      ({ shares, standardErrors }) =>
        [...shares].filter(
          (share, player) => Math.abs(share - (exact.shares[player] ?? NaN)) > 2 * (standardErrors[player] ?? NaN),
        ),
    );
    // 400 shares, of which 5 % may lie outside; 9 % allows for the chance of these 40 seeds.
    expect(misses.length).toBeLessThan(36);
    expect(exact.standardErrors.every((error) => error === 0)).toBe(true);
  });
});

describe('the value of levers', () => {
  const months = monthsFrom2027(12);
  const prices = [model('a/big', listRates(10, 10), 12), model('a/small', listRates(5, 5), 12)];
  const base = baseline(months, prices, [segment('a/big', { in_fresh: MTOK }, 12)]);

  it('overlaps: alone, stacked and fair share', () => {
    // 120 USD a year. Batch halves, the swap halves. Alone -60 each, both -90, so stacked -30 each and fair -45 each.
    const compiled = compile(base, scenario(lever('batch', { share: 1 }), lever('model-swap', { model: 'a/small' })));
    const { differenceUsd, levers } = attributeLevers(compiled, 1);
    expect(differenceUsd).toBeCloseTo(-90, 10);
    for (const value of levers) {
      expect(value.aloneUsd).toBeCloseTo(-60, 10);
      expect(value.stackedUsd).toBeCloseTo(-30, 10);
      expect(value.shapleyUsd).toBeCloseTo(-45, 10);
      expect(value.shapleyErrorUsd).toBe(0);
    }
  });

  it('charges a one-off cost to its own lever and says when it is paid back', () => {
    // The swap saves 5 USD a month and costs 17 once: paid in the fourth month, April. Alone 17 - 60 = -43.
    const swap = lever('model-swap', { model: 'a/small', migrationUsd: 17 });
    const [value] = attributeLevers(compile(base, scenario(swap)), 1).levers;
    expect(value?.aloneUsd).toBeCloseTo(-43, 10);
    expect(value?.paidBackBy).toBe('2027-04');
  });

  it('says when an investment does not pay back', () => {
    const swap = lever('model-swap', { model: 'a/small', migrationUsd: 61 });
    const { levers, findings } = attributeLevers(compile(base, scenario(swap)), 1);
    expect(levers[0]?.paidBackBy).toBeNull();
    expect(findings.map(({ code }) => code)).toEqual(['not-break-even']);
  });

  it('leaves out what has no price with or without a lever', () => {
    const unpriced = baseline(months, prices, [
      segment('a/big', { in_fresh: MTOK }, 12),
      segment('x/unknown', { in_fresh: MTOK }, 12, { id: 'unknown' }),
    ]);
    const swap = lever('model-swap', { model: 'a/small' });
    const { differenceUsd, levers } = attributeLevers(compile(unpriced, scenario(swap)), 1);
    // The unknown segment becomes priced by the swap; that is not a saving of the swap.
    expect(differenceUsd).toBeCloseTo(-60, 10);
    expect(levers[0]?.shapleyUsd).toBeCloseTo(-60, 10);
    expect(runScenario(unpriced, scenario(swap)).totalUsd).toBeCloseTo(120, 10);
  });
});
