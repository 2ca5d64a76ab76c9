import type { Series } from './types.ts';

/**
 * Element of a typed array that is known to have it. Past the end it is NaN, which makes the result unknown instead of
 * silently too low.
 */
export const at = (values: Float64Array, index: number): number => values[index] ?? NaN;

/** A series of the same value in every month. */
export const constant = (length: number, value: number): Series => new Float64Array(length).fill(value);

/** Adds up a series, leaving out unknown (NaN) months. */
export function sumKnown(values: Series): number {
  let sum = 0;
  for (const value of values) if (!Number.isNaN(value)) sum += value;
  return sum;
}

/** Adds the second series to the first, month by month. */
export function addTo(target: Series, addend: Series): void {
  for (let month = 0; month < target.length; month += 1) target[month] = at(target, month) + at(addend, month);
}

/** Multiplies each month of a series by a factor that may depend on the month. */
export function multiply(target: Series, factorAt: (month: number) => number): void {
  for (let month = 0; month < target.length; month += 1) target[month] = at(target, month) * factorAt(month);
}

/** (1 + rate)^years, by logarithms, which is several times faster in a loop. Example: -50 % for half a year is 0.7071. */
export const compound = (rate: number, years: number): number => Math.exp(Math.log1p(rate) * years);
