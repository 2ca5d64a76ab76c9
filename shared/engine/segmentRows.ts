import { TOKEN_CLASSES } from '../units/tokenClasses.ts';
import { REQUEST_ROW, ROW_COUNT } from './prices.ts';
import type { Segment, Series } from './types.ts';

/** A segment's volume by row of the engine's arrays: a token class, or requests. */
export function rowOf(segment: Segment, row: number): Series | null {
  if (row === REQUEST_ROW) return segment.requests;
  const name = TOKEN_CLASSES[row];
  return name === undefined ? null : segment.tokens[name];
}

const known = new WeakMap<Segment, readonly number[]>();

/** Rows in which a segment has any volume. Segments do not change, so each is looked through once. */
export function usedRows(segment: Segment): readonly number[] {
  const found = known.get(segment);
  if (found !== undefined) return found;
  const rows = Array.from({ length: ROW_COUNT }, (_, row) => row).filter(
    (row) => rowOf(segment, row)?.some((value) => value !== 0) ?? false,
  );
  known.set(segment, rows);
  return rows;
}
