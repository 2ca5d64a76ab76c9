import { describe, expect, it } from 'vitest';
import { fitGrowthCurve } from '../../shared/forecast/growthCurve.ts';

/** K / (1 + (K - 1) e^(-rt)): starts at 1, as the growth lever does. */
const logistic = (months: number, rate: number, ceiling = 24): number[] =>
  Array.from({ length: months }, (_, month) => ceiling / (1 + (ceiling - 1) * Math.exp(-rate * month)));

/** Noise without chance: a wave of a given height. */
const waved = (values: readonly number[], height: number): number[] =>
  values.map((value, index) => value * (1 + height * Math.sin(index * 2.3)));

describe('a growth curve', () => {
  it('finds the ceiling of a curve that is past its middle', () => {
    // After 24 months at 0.2 a month: 24 / (1 + 23 e^(-4.6)) = 19.5, 81 % of the ceiling
    const fit = fitGrowthCurve(logistic(24, 0.2), 'logistic');
    if (!fit.ok) throw new Error(fit.reason);
    expect(fit.ceiling).toBeCloseTo(24, 3);
    expect(fit.shareOfCeiling).toBeCloseTo(0.812, 2);
    expect(fit.ceilingMultiple).toBeCloseTo(1 / fit.shareOfCeiling, 9);
    // e^(12 * 0.2) - 1 = 10.02
    expect(fit.earlyGrowthPerYear).toBeCloseTo(Math.exp(2.4) - 1, 2);
    expect(fit.fitted[5]).toBeCloseTo(logistic(24, 0.2)[5] ?? 0, 3);
  });

  it('stays near it under noise', () => {
    const fit = fitGrowthCurve(waved(logistic(30, 0.2), 0.05), 'logistic');
    expect(fit.ok && Math.abs(fit.ceiling / 24 - 1)).toBeLessThan(0.2);
  });

  it('finds a Gompertz ceiling as well', () => {
    // K exp(-ln(K) e^(-bt)) with b 0.1: 24 exp(-3.178 * e^(-3.5)) = 21.8 after 35 months
    const values = Array.from({ length: 36 }, (_, month) => 24 * Math.exp(-Math.log(24) * Math.exp(-0.1 * month)));
    const fit = fitGrowthCurve(values, 'gompertz');
    expect(fit.ok && fit.ceiling).toBeCloseTo(24, 2);
  });

  it.each([
    ['4 % of the ceiling seen', waved(logistic(12, 0.0661), 0.03)],
    ['a quarter of it seen', waved(logistic(20, 0.11), 0.03)],
    ['growth without an end', Array.from({ length: 24 }, (_, month) => 1.07 ** month)],
  ])('is refused below half of the ceiling, with the share it was fitted on: %s', (_, values) => {
    const fit = fitGrowthCurve(values, 'logistic');
    expect(fit.ok).toBe(false);
    if (fit.ok) return;
    expect(fit.reason).toMatch(/Fitted on \d+ % of the ceiling.*Choose one/);
    expect(fit.shareOfCeiling).toBeLessThan(0.5);
  });

  it('needs a year of use', () => {
    for (const flat of [Array.from({ length: 24 }, () => 5), logistic(24, 0.2).toReversed()]) {
      const fit = fitGrowthCurve(flat, 'logistic');
      expect(fit.ok ? '' : fit.reason).toMatch(/does not grow/);
    }
    expect(fitGrowthCurve([1, 2, 3], 'logistic')).toMatchObject({ ok: false, shareOfCeiling: null });
    expect(
      fitGrowthCurve(
        Array.from({ length: 24 }, () => 0),
        'logistic',
      ),
    ).toMatchObject({ ok: false });
  });
});
