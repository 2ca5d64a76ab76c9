import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share as shareOf, quantity } from '../../shared/engine/levers/descriptors.ts';
import { RANGE_SHAPES, type ParameterValue } from '../../shared/engine/types.ts';
import { parameterQuantile } from '../../shared/simulate/distributions.ts';
import { normalQuantile } from '../../shared/simulate/normal.ts';

const anything = quantity('usd', 'Any', 'Any amount.', { min: -1e9, max: 1e9 });

const quantile = (value: ParameterValue, share: number): number => parameterQuantile(value, anything)?.(share) ?? NaN;

describe('the normal quantile', () => {
  it.each([
    // Values of the standard normal table to 15 digits
    [0.5, 0],
    [0.9, 1.2815515655446],
    [0.975, 1.95996398454005],
    [0.001, -3.09023230616781],
    [1e-10, -6.36134090240406],
  ])('of %d is %d', (share, deviate) => {
    expect(normalQuantile(share)).toBeCloseTo(deviate, 12);
  });
});

describe('ranges', () => {
  it.each(RANGE_SHAPES)('meet their P10 and P90, shape %s', (shape) => {
    const range = { p10: 28, p50: 41, p90: 55, shape };
    // The grid of the PERT shape is 1/1024 of its width
    expect(quantile(range, 0.1)).toBeCloseTo(28, shape === 'pert' ? 2 : 9);
    expect(quantile(range, 0.9)).toBeCloseTo(55, shape === 'pert' ? 2 : 9);
  });

  it('meet their median where it is one', () => {
    expect(quantile({ p10: 28, p50: 41, p90: 55 }, 0.5)).toBe(41);
    expect(quantile({ p10: 2, p90: 8, shape: 'lognormal' }, 0.5)).toBeCloseTo(4, 12);
  });

  it('have the limits of a triangle worked by hand', () => {
    // P10 0, mode 50, P90 100: W = 100 / (1 - 2 * sqrt(0.05)) = 100 / 0.552786 = 180.902; from -40.451 to 140.451
    const triangle = { p10: 0, p50: 50, p90: 100, shape: 'triangular' } as const;
    expect(quantile(triangle, 0)).toBeCloseTo(-40.451, 3);
    expect(quantile(triangle, 1)).toBeCloseTo(140.451, 3);
  });

  it('have the width of a PERT curve worked by hand', () => {
    // Mode in the middle: beta(3, 3), P10 at 0.246636 (x^3 (10 - 15 x + 6 x^2) = 0.1), width 100 / (1 - 0.493272) = 197.35
    const pert = { p10: 0, p50: 50, p90: 100, shape: 'pert' } as const;
    expect(quantile(pert, 1) - quantile(pert, 0)).toBeCloseTo(197.35, 0);
  });

  it('rise with the share, whatever the shape', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RANGE_SHAPES),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (shape, p10, width, position) => {
          const range = { p10, p50: p10 + position * width, p90: p10 + width, shape };
          const values = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((share) => quantile(range, share));
          for (let index = 1; index < values.length; index += 1) {
            expect(values[index]).toBeGreaterThanOrEqual((values[index - 1] ?? 0) - 1e-9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stay inside what the parameter allows', () => {
    const share = shareOf('Share', 'A share.');
    const inside = parameterQuantile({ p10: 0.6, p90: 0.95 }, share);
    expect(inside?.(0.999)).toBe(1);
  });
});

describe('chance events', () => {
  it('happen with their probability and else do nothing', () => {
    const event = { value: 0.3, probability: 0.4 };
    expect(quantile(event, 0.59)).toBe(0);
    expect(quantile(event, 0.61)).toBe(0.3);
  });
});
