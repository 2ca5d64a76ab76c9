/** Where a function meets a value, or the place where it comes nearest. */
export type Solution = {
  /** Null where the function does not meet the value between the bounds. */
  readonly at: number | null;
  readonly nearestAt: number;
  readonly nearestValue: number;
};

const SCAN_STEPS = 32;
const HALVINGS = 60;

/**
 * Finds the smallest x between two bounds at which f is a value: a scan for the first change of side, then halving. The
 * function need not be monotone, only smooth on the scale of a thirty-second of the interval.
 * Example: x * x = 2 on 0 to 2: 1.41421356...
 */
export function solve(f: (x: number) => number, value: number, low: number, high: number): Solution {
  let nearest = { x: low, distance: Infinity, value: Number.NaN };
  const difference = (x: number): number => {
    const result = f(x);
    const distance = Math.abs(result - value);
    if (distance < nearest.distance) nearest = { x, distance, value: result };
    return result - value;
  };
  let [from, before] = [low, difference(low)];
  for (let step = 1; step <= SCAN_STEPS; step += 1) {
    const to = low + ((high - low) * step) / SCAN_STEPS;
    const after = difference(to);
    if (before === 0 || before * after <= 0) {
      const at = before === 0 ? from : halve(difference, from, to, before);
      return { at, nearestAt: at, nearestValue: f(at) };
    }
    [from, before] = [to, after];
  }
  return { at: null, nearestAt: nearest.x, nearestValue: nearest.value };
}

function halve(difference: (x: number) => number, low: number, high: number, atLow: number): number {
  let [from, to] = [low, high];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (from + to) / 2;
    const value = difference(middle);
    if (value === 0) return middle;
    if (value * atLow > 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
