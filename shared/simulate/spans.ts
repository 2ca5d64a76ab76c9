import { at } from '../engine/series.ts';
import type { Series } from '../engine/types.ts';
import { addMonths, monthFromIndex, monthIndex, monthRange, type Month } from '../units/months.ts';
import { quantileOfSorted } from './quantiles.ts';

/** A sum over some months: its central value, its own quantiles, and every draw in rising order. */
export type SpanResult = {
  readonly centralUsd: number;
  readonly p10Usd: number;
  readonly p50Usd: number;
  readonly p90Usd: number;
  /** All draws, sorted: the curve of "how likely is it to stay below". */
  readonly sortedUsd: Float64Array;
};

/** Months, both ends included. */
export type Span = { readonly from: Month; readonly to: Month };

/** A fiscal year, named after the calendar year in which it ends. */
export type FiscalYear = Span & { readonly year: number };

/**
 * The fiscal years that the horizon touches. Example: from 2026-11 for 14 months, years from April: FY2027 (2026-04 to
 * 2027-03) and FY2028.
 */
export function fiscalYearSpans(months: readonly Month[], startMonth: number): FiscalYear[] {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const yearOf = (month: Month): number => Math.floor((monthIndex(month) - (startMonth - 1)) / 12);
  return Array.from({ length: yearOf(last) - yearOf(first) + 1 }, (_, offset) => {
    const from = monthFromIndex((yearOf(first) + offset) * 12 + startMonth - 1);
    const to = addMonths(from, 11);
    return { year: Number(to.slice(0, 4)), from, to };
  });
}

/**
 * One path of monthly spend over a span: what has passed, then the months of the horizon. What lies beyond the horizon
 * counts as nothing.
 */
export const pathOver = (
  monthly: Series,
  months: readonly Month[],
  span: Span,
  pastUsd: (month: Month) => number,
): Series => pathsOver(months, span, pastUsd)(monthly);

/** The same for many paths: what has passed is read once. */
export function pathsOver(
  months: readonly Month[],
  { from, to }: Span,
  pastUsd: (month: Month) => number,
): (monthly: Series) => Series {
  const [first] = months;
  const offset = monthIndex(from) - (first === undefined ? 0 : monthIndex(first));
  const past = Float64Array.from(
    monthRange(from, to).filter((_, index) => index + offset < 0),
    pastUsd,
  );
  const count = Math.max(0, monthIndex(to) - monthIndex(from) + 1);
  return (monthly) => {
    const path = new Float64Array(count);
    path.set(past);
    for (let index = past.length; index < count && index + offset < monthly.length; index += 1) {
      path[index] = at(monthly, index + offset);
    }
    return path;
  };
}

const sum = (path: Series): number => path.reduce((total, usd) => total + usd, 0);

/** The spend of a span in every draw of a table, draw * months + month, sorted, beside its central value. */
export function spanResult(
  table: Float64Array,
  central: Series,
  months: readonly Month[],
  span: Span,
  pastUsd: (month: Month) => number,
): SpanResult {
  const count = Math.max(1, months.length);
  const over = pathsOver(months, span, pastUsd);
  const sortedUsd = Float64Array.from({ length: table.length / count }, (_, draw) =>
    sum(over(table.subarray(draw * count, (draw + 1) * count))),
  ).sort();
  return {
    centralUsd: sum(over(central)),
    p10Usd: quantileOfSorted(sortedUsd, 0.1),
    p50Usd: quantileOfSorted(sortedUsd, 0.5),
    p90Usd: quantileOfSorted(sortedUsd, 0.9),
    sortedUsd,
  };
}

/** The whole horizon; null span of an empty one has no months. */
export function wholeSpan(months: readonly Month[]): Span {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('A horizon needs a month');
  return { from: first, to: last };
}

/**
 * Money to hold beside the central plan so that a total is kept with the given confidence; negative when the central
 * plan is above it already. Example: central 100, P80 of 118: 18 USD.
 */
export const contingencyUsd = (
  { centralUsd, sortedUsd }: Pick<SpanResult, 'centralUsd' | 'sortedUsd'>,
  confidence: number,
): number => quantileOfSorted(sortedUsd, confidence) - centralUsd;
