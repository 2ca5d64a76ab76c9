import type { NumberParameter } from '../engine/levers/descriptors.ts';
import { clip, isChance, isRange, middleOf } from '../engine/parameters.ts';
import type { ParameterValue, Range } from '../engine/types.ts';
import { normalQuantile, P90_DEVIATE } from './normal.ts';
import { pertQuantile, triangularQuantile } from './bounded.ts';

/** Value of an uncertain parameter at a share of its distribution, 0 to 1. Rises with the share. */
export type QuantileFunction = (share: number) => number;

/** The quantile function of a parameter, or null where it is certain. Values stay inside what the descriptor allows. */
export function parameterQuantile(
  value: ParameterValue | undefined,
  descriptor: NumberParameter,
): QuantileFunction | null {
  if (value === undefined || typeof value !== 'object') return null;
  const quantile = isRange(value)
    ? rangeQuantile(value)
    : isChance(value)
      ? eventQuantile(value, descriptor.neutral)
      : null;
  return quantile === null ? null : (share) => clip(quantile(share), descriptor);
}

/** A chance event: nothing happens below 1 - probability. */
function eventQuantile(event: { value: number; probability: number }, neutral: number): QuantileFunction {
  return (share) => (share < 1 - event.probability ? neutral : event.value);
}

function rangeQuantile(range: Range): QuantileFunction {
  const middle = middleOf(range);
  const { p10, p90, shape = 'normal' } = range;
  switch (shape) {
    case 'normal':
      return splitNormal(p10, middle, p90);
    case 'lognormal': {
      const inLogs = splitNormal(Math.log(p10), Math.log(middle), Math.log(p90));
      return (share) => Math.exp(inLogs(share));
    }
    case 'triangular':
      return triangularQuantile(p10, middle, p90);
    case 'pert':
      return pertQuantile(p10, middle, p90);
    default:
      return shape satisfies never;
  }
}

/**
 * A normal distribution with its own spread on each side of the median, so that P10, P50 and P90 are met exactly.
 * Example: 28, 41 and 55 give 28 at 0.1, 41 at 0.5 and 55 at 0.9.
 */
function splitNormal(p10: number, p50: number, p90: number): QuantileFunction {
  return (share) => p50 + ((share < 0.5 ? p50 - p10 : p90 - p50) * normalQuantile(share)) / P90_DEVIATE;
}
