import { at, differences, mean, straightLine, sum } from '../numbers.ts';
import { fadedSteps, type Member } from './member.ts';

const LONGEST_MEMORY = 15;
/** The smallest power that a logarithm is taken of: a series without any noise. */
const NO_POWER = 1e-300;

/**
 * Coefficients of an autoregression by Burg's recursion, of the order that the corrected Akaike criterion prefers, at most
 * 15 and a quarter of the values. `values` have mean 0. Example: noise whose every value keeps half of the last gives
 * about [0.5]; white noise gives [].
 */
export function fitAutoregression(values: Float64Array): Float64Array {
  const size = values.length;
  const forward = Float64Array.from(values);
  const backward = Float64Array.from(values);
  let power = sum(values.map((value) => value * value)) / size;
  const criterion = (order: number): number =>
    size * Math.log(Math.max(NO_POWER, power)) + (2 * (order + 2) * size) / Math.max(1, size - order - 3);
  let polynomial = Float64Array.of(1);
  let best = new Float64Array(0);
  let least = criterion(0);
  for (let order = 1; order <= Math.min(LONGEST_MEMORY, Math.floor(size / 4)) && power > NO_POWER; order += 1) {
    let [cross, energy] = [0, 0];
    for (let index = order; index < size; index += 1) {
      const [ahead, behind] = [at(forward, index), at(backward, index - 1)];
      cross += ahead * behind;
      energy += ahead * ahead + behind * behind;
    }
    if (!(energy > 0)) break;
    const reflection = (-2 * cross) / energy;
    const shorter = polynomial;
    polynomial = Float64Array.from(
      { length: order + 1 },
      (_, lag) => (shorter[lag] ?? 0) + reflection * (shorter[order - lag] ?? 0),
    );
    for (let index = size - 1; index >= order; index -= 1) {
      const [ahead, behind] = [at(forward, index), at(backward, index - 1)];
      forward[index] = ahead + reflection * behind;
      backward[index] = behind + reflection * ahead;
    }
    power *= 1 - reflection * reflection;
    if (criterion(order) < least) {
      least = criterion(order);
      best = polynomial.slice(1).map((value) => -value);
    }
  }
  return best;
}

/** The next values of an autoregression around 0. */
function continued(values: Float64Array, coefficients: Float64Array, horizon: number): Float64Array {
  const order = coefficients.length;
  const path = new Float64Array(order + horizon);
  path.set(values.subarray(values.length - order));
  for (let step = order; step < path.length; step += 1) {
    let value = 0;
    for (let lag = 1; lag <= order; lag += 1) value += at(coefficients, lag - 1) * at(path, step - lag);
    path[step] = value;
  }
  return path.subarray(order);
}

function changesOf(history: Float64Array): { readonly mean: number; readonly rest: Float64Array } {
  const changes = differences(history);
  const average = mean(changes);
  return { mean: average, rest: changes.map((change) => change - average) };
}

/** An autoregression of the changes from step to step; half of the mean change stays as a drift that fades. */
export const AUTOREGRESSIVE_CHANGES: Member = {
  name: 'autoregressive changes',
  fewestSteps: 6,
  fit: (trend) => {
    const coefficients = fitAutoregression(changesOf(trend).rest);
    return (history, horizon) => {
      const changes = changesOf(history);
      let value = at(history, history.length - 1);
      return continued(changes.rest, coefficients, horizon).map((change, step) => {
        value += change;
        return value + (changes.mean / 2) * fadedSteps(step + 1, history.length);
      });
    };
  },
};

function aroundLine(history: Float64Array) {
  const { intercept, slope } = straightLine(history);
  return { intercept, slope, rest: history.map((value, step) => value - intercept - slope * step) };
}

/** An autoregression around the straight line, which the values come back to; half of its slope stays and fades. */
export const RETURN_TO_LINE: Member = {
  name: 'return to the trend line',
  fewestSteps: 10,
  fit: (trend) => {
    const coefficients = fitAutoregression(aroundLine(trend).rest);
    return (history, horizon) => {
      const { intercept, slope, rest } = aroundLine(history);
      const end = intercept + slope * (history.length - 1);
      return continued(rest, coefficients, horizon).map(
        (value, step) => value + end + (slope / 2) * fadedSteps(step + 1, history.length),
      );
    };
  },
};
