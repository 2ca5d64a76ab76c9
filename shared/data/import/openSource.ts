import type { Exclusion } from '../exclusions.ts';
import type { SourceRows } from '../sql/imports.ts';

/** Rows that could not even be read as records: how many, and where the first ones begin. */
export type ReadingProblem = { readonly reason: Exclusion; readonly count: number; readonly lines: readonly number[] };

/**
 * A file made ready for an importer's SELECT. `problems` and `linesOf` may be asked only after `eachWindow`, because
 * reading happens then.
 */
export type OpenSource = {
  /**
   * Calls `insert` with each window of the file in turn: with all rows at once, or with some ten thousand at a time. A row's `source_row` is its number within the file.
   */
  eachWindow(insert: (rows: SourceRows) => Promise<void>): Promise<void>;
  problems(): Promise<readonly ReadingProblem[]>;
  /** Physical lines of rows by their `source_row`. */
  linesOf(sourceRows: readonly number[]): Promise<ReadonlyMap<number, number>>;
};
