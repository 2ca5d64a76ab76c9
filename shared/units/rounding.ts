/**
 * Rounds parts so that they add up to the rounded total (largest remainder): a printed table ties to the cent.
 * Values are in any unit; `decimals` says to how many places. Throws when a value is not finite.
 *
 * Example: parts 0.335, 0.335, 0.33 with 2 decimals become 0.34, 0.33, 0.33, which add up to 1.00.
 */
export function roundToTotal(parts: readonly number[], decimals: number): number[] {
  if (!parts.every(Number.isFinite)) throw new RangeError('roundToTotal needs finite parts');
  const scale = 10 ** decimals;
  const scaled = parts.map((part) => part * scale);
  const floors = scaled.map(Math.floor);
  const target = Math.round(scaled.reduce((sum, part) => sum + part, 0));
  let missing = target - floors.reduce((sum, part) => sum + part, 0);
  const byRemainder = scaled
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    missing -= 1;
  }
  return floors.map((part) => part / scale);
}

/** Sum with Neumaier's correction: the order of a million small amounts no longer shows in the last digits. */
export function preciseSum(values: Iterable<number>): number {
  let [sum, correction] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + correction;
}
