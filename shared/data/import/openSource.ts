import type { Exclusion } from '../exclusions.ts';
import type { Sql } from '../sql/statement.ts';

/** Rows that could not even be read as records: how many, and where the first ones begin. */
export type ReadingProblem = { readonly reason: Exclusion; readonly count: number; readonly lines: readonly number[] };

/**
 * A file made ready for an importer's SELECT. `problems` may be asked only after the SELECT has run, because reading
 * happens then.
 */
export type OpenSource = {
  readonly relation: Sql;
  problems(): Promise<readonly ReadingProblem[]>;
  /** Physical lines of rows by their `source_row`. */
  linesOf(sourceRows: readonly number[]): Promise<ReadonlyMap<number, number>>;
};
