/** Reads one element; NaN stands for "no such element", which every sum then shows. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] ?? NaN;

/** The nearest number that is finite. */
export const toFinite = (value: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

export const mean = (values: ArrayLike<number> & Iterable<number>): number => sum(values) / values.length;

/** Each value minus the one before it: one value fewer. */
export const differences = (values: Float64Array): Float64Array =>
  values.slice(1).map((value, index) => value - at(values, index));

/** The middle value of the finite ones; NaN when there is none. Example: 1, 9, 4, NaN -> 4. */
export function finiteMedian(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2;
}

export type Line = { readonly intercept: number; readonly slope: number };

/** Least-squares line through (0, v0), (1, v1), ...; gaps are left out. Example: 1, 3, 5 -> intercept 1, slope 2. */
export function straightLine(values: ArrayLike<number>): Line {
  let [count, positions, total] = [0, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    if (!Number.isFinite(at(values, index))) continue;
    count += 1;
    positions += index;
    total += at(values, index);
  }
  const [middle, average] = [positions / count, total / count];
  let [cross, square] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    if (!Number.isFinite(at(values, index))) continue;
    cross += (index - middle) * (at(values, index) - average);
    square += (index - middle) ** 2;
  }
  const slope = square > 0 ? cross / square : 0;
  return { intercept: average - slope * middle, slope };
}

/**
 * Median of the `reach` values to each side and the value itself, cut at the ends; gaps (NaN) are left out. The window is
 * kept sorted, so that a year of days costs well under a millisecond.
 */
export function runningMedian(values: ArrayLike<number>, reach: number): Float64Array {
  const window: number[] = [];
  const placeOf = (value: number): number => {
    let [low, high] = [0, window.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(window, middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const enter = (value: number): void => {
    if (Number.isFinite(value)) window.splice(placeOf(value), 0, value);
  };
  const leave = (value: number): void => {
    if (Number.isFinite(value)) window.splice(placeOf(value), 1);
  };
  for (let index = 0; index < Math.min(reach, values.length); index += 1) enter(at(values, index));
  return Float64Array.from({ length: values.length }, (_, index) => {
    enter(at(values, index + reach));
    leave(at(values, index - reach - 1));
    const half = window.length >> 1;
    return window.length % 2 === 1 ? at(window, half) : (at(window, half - 1) + at(window, half)) / 2;
  });
}

/** Centred mean over `steps` values, the outermost two at half weight when `steps` is even; NaN near the ends. */
export function movingAverage(values: ArrayLike<number>, steps: number): Float64Array {
  const reach = steps >> 1;
  const outer = steps % 2 === 0 ? 0.5 : 1;
  return Float64Array.from({ length: values.length }, (_, index) => {
    let total = outer * (at(values, index - reach) + at(values, index + reach));
    for (let offset = 1 - reach; offset < reach; offset += 1) total += at(values, index + offset);
    return total / steps;
  });
}

/** A value at a position between two elements, on the straight line between them. */
export function interpolate(values: ArrayLike<number>, position: number): number {
  const left = Math.floor(position);
  const share = position - left;
  return share === 0 ? at(values, left) : at(values, left) * (1 - share) + at(values, left + 1) * share;
}
