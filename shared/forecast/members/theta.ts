import { straightLine } from '../numbers.ts';
import { fadedSteps, type Member } from './member.ts';
import { fitLevelWeight, smooth } from './smoothing.ts';

/** Twice the series minus its straight line: the short-term half of the Theta method. */
function doubled(history: Float64Array): Float64Array {
  const { intercept, slope } = straightLine(history);
  return history.map((value, step) => 2 * value - intercept - slope * step);
}

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000, winner of the M3 competition) on model units, so that growth is
 * a percentage: half the straight line, half the smoothed level of what the line misses. Its drift fades.
 */
export const THETA: Member = {
  name: 'Theta',
  fewestSteps: 3,
  fit: (trend) => {
    const level = fitLevelWeight(doubled(trend));
    return (history, horizon) => {
      const { intercept, slope } = straightLine(history);
      const smoothed = smooth(doubled(history), { level, trend: 0, damping: 0 }).level;
      const end = intercept + slope * (history.length - 1);
      return Float64Array.from(
        { length: horizon },
        (_, step) => (smoothed + end + slope * fadedSteps(step + 1, history.length)) / 2,
      );
    };
  },
};
