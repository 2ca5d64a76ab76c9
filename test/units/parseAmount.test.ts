import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../shared/units/parseAmount.ts';

describe('what people type into a field', () => {
  it.each([
    ['1.2M', 1_200_000],
    ['1,500', 1500],
    ['35%', 0.35],
    ['12 k', 12_000],
    ['-3', -3],
    ['=1500*12', 18_000],
    ['=(2+3)*4/2', 10],
    ['=-2*3', -6],
    ['=50%*200', 100],
    ['1e3', 1000],
  ])('%s is %d', (text, value) => {
    expect(parseAmount(text, null)).toEqual({ kind: 'value', value });
  });

  it.each([
    ['20% to 40%', 0.2, 0.4],
    ['20 to 40 %', 0.2, 0.4],
    ['28 k to 55 k', 28_000, 55_000],
    ['1..3', 1, 3],
    ['1 – 3', 1, 3],
  ])('%s is a range', (text, low, high) => {
    expect(parseAmount(text, null)).toEqual({ kind: 'range', low, high });
  });

  it('a signed amount changes the present value', () => {
    // 200 * 1.05 = 210; 200 + 30 = 230; without a present value the sign is only a sign
    expect(parseAmount('+5%', 200)).toEqual({ kind: 'value', value: 210 });
    expect(parseAmount('-50%', 200)).toEqual({ kind: 'value', value: 100 });
    expect(parseAmount('+30', 200)).toEqual({ kind: 'value', value: 230 });
    expect(parseAmount('+5%', null)).toEqual({ kind: 'value', value: 0.05 });
  });

  it.each(['', 'abc', '40% to 20%', '=1/0', '=alert(1)', '=1+', '1 2 3 x', '%', '=)('])(
    '"%s" is answered with what is wrong',
    (text) => {
      expect(parseAmount(text, 1).kind).toBe('problem');
    },
  );
});
