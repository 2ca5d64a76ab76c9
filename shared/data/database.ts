import type { Sql } from './sql/statement.ts';
import type { SourceFile } from './source/sourceFile.ts';

/** A result row: BIGINT as number (it throws past 2^53), TIMESTAMP as milliseconds, DECIMAL only as cast by the query. */
export type Row = Readonly<Record<string, unknown>>;

export type QueryOptions = { readonly signal?: AbortSignal };

/** What views, plans and reports get: it cannot write. */
export type ReadableDatabase = {
  /** All rows of a statement. Throws `QueryError`, which carries the SQL; throws the signal's reason when cancelled. */
  query(statement: Sql, options?: QueryOptions): Promise<readonly Row[]>;
};

/** What importers get. */
export type WritableDatabase = ReadableDatabase & {
  /** Runs a statement for its effect. A statement without parameters can be cancelled while it runs. */
  execute(statement: Sql, options?: QueryOptions): Promise<void>;
  /** Makes a file readable for `read_csv` under a name of ours, for the time of `work`. */
  withFile<T>(file: SourceFile, work: (virtualName: string) => Promise<T>): Promise<T>;
  /** Appends an Arrow IPC stream to a table, which is created by its first batch. */
  insertArrow(table: string, stream: Uint8Array, options: { readonly create: boolean }): Promise<void>;
};

/** A database error with the statement that caused it. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly sql: string;
  constructor(message: string, statement: string, options?: { cause?: unknown }) {
    super(message, options);
    this.sql = statement;
  }
}
