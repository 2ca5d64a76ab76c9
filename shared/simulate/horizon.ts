import { leverDefinition } from '../engine/levers/registry.ts';
import type { Baseline, Lever } from '../engine/types.ts';
import type { Month } from '../units/months.ts';
import { perTokenClass } from '../units/tokenClasses.ts';

/**
 * A baseline without the months after `last`; the same one where nothing is cut. Levers act month by month from the first
 * one on, so that what is left comes out as before, bit for bit. Those that settle over several months are not cut:
 * `mayCut` tells.
 * Example: 60 months from 2027-01 cut after 2027-12 are 12 months, and a draw of them costs a fifth.
 */
export function cutAfter(baseline: Baseline, last: Month): Baseline {
  const count = baseline.months.filter((month) => month <= last).length;
  if (count === 0 || count === baseline.months.length) return baseline;
  const cut = (series: Float64Array): Float64Array => series.slice(0, count);
  return {
    ...baseline,
    months: baseline.months.slice(0, count),
    segments: baseline.segments.map((segment) => ({
      ...segment,
      requests: segment.requests === null ? null : cut(segment.requests),
      tokens: perTokenClass((name) => cut(segment.tokens[name])),
      sigma: cut(segment.sigma),
    })),
    prices: new Map(
      [...baseline.prices].map(([key, prices]) => [
        key,
        { ...prices, rates: perTokenClass((name) => cut(prices.rates[name])) },
      ]),
    ),
  };
}

/** Whether the months after a span change nothing within it: a commitment that is settled later would be. */
export const mayCut = (levers: readonly Lever[]): boolean =>
  levers.every(({ kind }) => leverDefinition(kind)?.settle === undefined);
