import { at, interpolate, mean } from '../numbers.ts';
import type { Member } from './member.ts';
import { carryOn, fitDampedWeights, smooth } from './smoothing.ts';

const FEWEST_BLOCKS = 4;

/** Means of whole blocks of `size` values, counted from the newest back. */
function blockMeans(history: Float64Array, size: number): Float64Array {
  const count = Math.floor(history.length / size);
  const first = history.length - count * size;
  return Float64Array.from({ length: count }, (_, block) =>
    mean(history.subarray(first + block * size, first + (block + 1) * size)),
  );
}

/**
 * The same series seen more coarsely (temporal aggregation; Nikolopoulos et al. 2011, Kourentzes et al. 2014): the damped
 * trend of its block means, read back at the single steps. Noise that hides the trend of days does not hide that of weeks.
 */
export const blockTrend = (size: number): Member => ({
  name: `damped trend of ${String(size)}-step means`,
  fewestSteps: FEWEST_BLOCKS * size,
  fit: (trend) => {
    const weights = fitDampedWeights(blockMeans(trend, size));
    return (history, horizon) => {
      const means = blockMeans(history, size);
      const next = carryOn(smooth(means, weights), weights.damping, Math.ceil(horizon / size) + 1);
      const path = [at(means, means.length - 1), ...next];
      const middleOfBlock = (size - 1) / 2;
      return Float64Array.from({ length: horizon }, (_, step) => interpolate(path, (step + 1 + middleOfBlock) / size));
    };
  },
});
