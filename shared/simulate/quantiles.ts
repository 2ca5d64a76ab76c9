import { at } from '../engine/series.ts';

/**
 * Quantile of sorted values, straight between order statistics (Hyndman and Fan 1996, type 7).
 * Example: the 0.9 quantile of 1, 2, 3, 4, 5 is 4.6.
 */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return NaN;
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = Math.floor(position);
  const above = Math.min(sorted.length - 1, below + 1);
  return at(sorted, below) + (position - below) * (at(sorted, above) - at(sorted, below));
}

/** Quantiles of each column: the median, the central 80 % (P10 to P90) and the central 95 % (P2.5 to P97.5). */
export type Fan = Readonly<Record<FanQuantile, Float64Array>>;
export type FanQuantile = keyof typeof FAN_SHARES;
const FAN_SHARES = { p025: 0.025, p10: 0.1, p50: 0.5, p90: 0.9, p975: 0.975 } as const;

/** The fan of a table of draws, row after row. */
export function columnQuantiles(table: Float64Array, columns: number): Fan {
  const rows = columns === 0 ? 0 : table.length / columns;
  const empty = (): Float64Array => new Float64Array(columns);
  const fan = { p025: empty(), p10: empty(), p50: empty(), p90: empty(), p975: empty() };
  const column = new Float64Array(rows);
  for (let index = 0; index < columns; index += 1) {
    for (let row = 0; row < rows; row += 1) column[row] = at(table, row * columns + index);
    column.sort();
    for (const [name, share] of Object.entries(FAN_SHARES)) {
      // Object.entries forgets that the names are the fan's own.
      fan[name as FanQuantile][index] = quantileOfSorted(column, share);
    }
  }
  return fan;
}

/** Share of values above a limit. Example: 3 of 4 values above 10 give 0.75. */
export function shareAbove(values: Float64Array, limit: number): number {
  let above = 0;
  for (const value of values) if (value > limit) above += 1;
  return values.length === 0 ? NaN : above / values.length;
}
