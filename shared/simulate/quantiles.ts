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

export type Fan = { readonly p10: Float64Array; readonly p50: Float64Array; readonly p90: Float64Array };

/** P10, P50 and P90 of each column of a table of draws, row after row. */
export function columnQuantiles(table: Float64Array, columns: number): Fan {
  const rows = columns === 0 ? 0 : table.length / columns;
  const fan = { p10: new Float64Array(columns), p50: new Float64Array(columns), p90: new Float64Array(columns) };
  const column = new Float64Array(rows);
  for (let index = 0; index < columns; index += 1) {
    for (let row = 0; row < rows; row += 1) column[row] = at(table, row * columns + index);
    column.sort();
    fan.p10[index] = quantileOfSorted(column, 0.1);
    fan.p50[index] = quantileOfSorted(column, 0.5);
    fan.p90[index] = quantileOfSorted(column, 0.9);
  }
  return fan;
}

/** Share of values above a limit. Example: 3 of 4 values above 10 give 0.75. */
export function shareAbove(values: Float64Array, limit: number): number {
  let above = 0;
  for (const value of values) if (value > limit) above += 1;
  return values.length === 0 ? NaN : above / values.length;
}
