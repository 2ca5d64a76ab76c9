import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preciseSum, roundToTotal } from '../../shared/units/rounding.ts';

describe('parts that are shown add up to the total that is shown', () => {
  it('gives what is missing to the largest remainders', () => {
    // 33.3 + 33.3 + 33.4 cents: floors 33, 33, 33 are one short of 100; the last has the largest remainder.
    expect(roundToTotal([0.333, 0.333, 0.334], 2)).toEqual([0.33, 0.33, 0.34]);
    expect(roundToTotal([-1.005, 2.005], 2)).toEqual([-1, 2]);
    expect(roundToTotal([], 2)).toEqual([]);
  });

  it('refuses what is not a number', () => {
    expect(() => roundToTotal([1, Number.NaN], 2)).toThrow(RangeError);
  });

  it('ties for any parts, and moves none by a whole step', () => {
    const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 40 }), (parts) => {
        const rounded = roundToTotal(parts, 2);
        const cents = rounded.map((part) => Math.round(part * 100));
        const exact = parts.reduce((sum, part) => sum + part * 100, 0);
        expect(cents.reduce((sum, part) => sum + part, 0)).toBe(Math.round(exact) + 0);
        for (const [index, part] of rounded.entries()) {
          expect(Math.abs(part - (parts[index] ?? 0))).toBeLessThan(0.01 + 1e-9);
        }
      }),
    );
  });
});

describe('a sum of many small amounts', () => {
  it('keeps the digits that plain addition loses', () => {
    // 1e16 + 1 is not a float64; the two large terms cancel and 2 must remain.
    expect(preciseSum([1e16, 1, 1, -1e16])).toBe(2);
    // Ten times 0.1 is 0.9999999999999999 by plain addition.
    expect(preciseSum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });

  it('does not depend on the order', () => {
    const amounts = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(amounts, (values) => {
        const size = values.reduce((sum, value) => sum + Math.abs(value), 0);
        expect(Math.abs(preciseSum(values) - preciseSum(values.toReversed()))).toBeLessThanOrEqual(size * 1e-15);
      }),
    );
  });
});
