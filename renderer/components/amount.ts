import { parseAmount } from '../../shared/units/parseAmount.ts';

/** One number, or a range from P10 to P90. */
export type Amount = number | { readonly low: number; readonly high: number };

/** Steps of 0.01 must not leave 0.30000000000000004 in the field. */
const DECIMALS = 1e8;
const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;

/** An amount some steps on. A range keeps its width while it steps. */
export const shifted = (value: Amount, by: number): Amount =>
  typeof value === 'number' ? rounded(value + by) : { low: rounded(value.low + by), high: rounded(value.high + by) };

/** What was typed as an amount, or what is wrong with it. */
export function readAmount(text: string, value: Amount | null, mayRange: boolean): Amount | string {
  const parsed = parseAmount(text, typeof value === 'number' ? value : null);
  if (parsed.kind === 'problem') return parsed.message;
  if (parsed.kind === 'value') return parsed.value;
  return mayRange ? { low: parsed.low, high: parsed.high } : 'This takes one number, not a range.';
}
