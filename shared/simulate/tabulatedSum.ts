import { at } from '../engine/series.ts';
import { exactSum, type AddSum, type UncertainPath } from './uncertainPath.ts';

/** Deviates from -5 to 5 are tabulated; of 1.7 million draws one lies outside, and is added up path by path. */
const FURTHEST = 5;
const NODES_PER_SIDE = 40;
const NODES = 2 * NODES_PER_SIDE + 1;
const DISTANCE = FURTHEST / NODES_PER_SIDE;

/**
 * The sum of many paths of one shock as a function of its deviate, tabulated once and interpolated in each draw: 500 paths
 * cost what a handful does. For each step the logarithm of the sum is a smooth curve (a log-sum-exp); cubic Hermite
 * interpolation with its exact slope is off by at most h^4/384 times its fourth derivative, which is at most an eighth of
 * the fourth power of the range of the sigmas. Example: sigmas from 0.1 to 0.6 and h = 1/8 give at most 5e-9 of the sum.
 */
export function tabulatedSum(paths: readonly UncertainPath[], steps: number): AddSum {
  const values = new Float64Array(NODES * steps);
  const slopes = new Float64Array(NODES * steps);
  for (const { central, sigma } of paths) {
    for (let step = 0; step < steps; step += 1) {
      const amount = at(central, step);
      if (amount === 0) continue;
      const size = at(sigma, step);
      const middle = step * NODES + NODES_PER_SIDE;
      const growth = Math.exp(size * DISTANCE);
      let [up, down] = [amount, amount];
      for (let side = 0; side <= NODES_PER_SIDE; side += 1) {
        const high = middle + side;
        values[high] = at(values, high) + up;
        slopes[high] = at(slopes, high) + size * up;
        if (side > 0) {
          const low = middle - side;
          values[low] = at(values, low) + down;
          slopes[low] = at(slopes, low) + size * down;
        }
        up *= growth;
        down /= growth;
      }
    }
  }
  for (let index = 0; index < values.length; index += 1) {
    const value = at(values, index);
    if (value <= 0) continue;
    slopes[index] = (DISTANCE * at(slopes, index)) / value;
    values[index] = Math.log(value);
  }
  const isEmpty = Array.from({ length: steps }, (_, step) => paths.every(({ central }) => at(central, step) === 0));
  const exact = exactSum(paths);
  return (deviate, row) => {
    const place = (deviate + FURTHEST) / DISTANCE;
    if (!(place >= 0 && place < NODES - 1)) {
      exact(deviate, row);
      return;
    }
    const left = Math.floor(place);
    const part = place - left;
    const rest = 1 - part;
    const [leftValue, leftSlope] = [(1 + 2 * part) * rest * rest, part * rest * rest];
    const [rightValue, rightSlope] = [part * part * (3 - 2 * part), -part * part * rest];
    for (let step = 0; step < steps; step += 1) {
      if (isEmpty[step] === true) continue;
      const one = step * NODES + left;
      const other = one + 1;
      const logarithm =
        leftValue * at(values, one) +
        leftSlope * at(slopes, one) +
        rightValue * at(values, other) +
        rightSlope * at(slopes, other);
      row[step] = at(row, step) + Math.exp(logarithm);
    }
  };
}
