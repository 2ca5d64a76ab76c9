import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cents,
  compact,
  compactUsd,
  compactUsdRange,
  count,
  percent,
  ratePerMtok,
  smallUsd,
} from '../../shared/units/format.ts';

/** Narrow no-break spaces read as plain ones, so that the expectations can be typed. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('numbers as people read them', () => {
  it.each([
    [1_240_000, '1.24 M'],
    [28_400, '28.4 k'],
    [999_999, '1 M'],
    [0.0123, '0.0123'],
    [-5_000, '-5 k'],
    [0, '0'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('a headline number %s is %s', (value, expected) => {
    expect(plain(compact(value))).toBe(expected);
  });

  it.each([
    [28_000, 55_000, '28 to 55 k USD'],
    [900, 1_200, '900 to 1.2 k USD'],
    [null, 1, '–'],
  ])('a range from %s to %s is %s', (low, high, expected) => {
    expect(plain(compactUsdRange(low, high))).toBe(expected);
  });

  it.each([
    [0.987, '98.7 %'],
    [0.00001, '< 0.1 %'],
    [0.999999, '> 99.9 %'],
    [1, '100.0 %'],
    [0, '0.0 %'],
    [-0.25, '-25.0 %'],
    [1.5, '150.0 %'],
    [null, '–'],
  ])('a share of %s is %s', (share, expected) => {
    expect(plain(percent(share))).toBe(expected);
  });

  it('a part is never shown as nothing or as all', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }),
        fc.integer({ min: 0, max: 2 }),
        (share, digits) => {
          const shown = plain(percent(share, digits));
          expect(shown).not.toBe(plain(percent(0, digits)));
          expect(shown).not.toBe(plain(percent(1, digits)));
        },
      ),
    );
  });

  it('unknown is a dash and never zero, in every form', () => {
    const forms = [compact, compactUsd, cents, smallUsd, ratePerMtok, count, percent];
    expect(forms.map((form) => form(null))).toEqual(forms.map(() => '–'));
    expect(cents(0)).toBe('0.00');
    expect(cents(-0)).toBe('0.00');
  });

  it('small prices keep the digits that tell them apart', () => {
    expect(smallUsd(0.00412)).toBe('0.0041');
    expect(smallUsd(12.345)).toBe('12.35');
    expect(ratePerMtok(2.5)).toBe('2.50');
    expect(ratePerMtok(0.025)).toBe('0.025');
    expect(ratePerMtok(0.0028)).toBe('0.0028');
  });
});
