import type { ReadableDatabase } from '../../shared/data/database.ts';
import type { Parameter, Sql } from '../../shared/data/sql/statement.ts';
import { buffersOf, packRows, unpackRows, type PackedRows } from './packedRows.ts';
import { createClient, serve, type CallContext } from './rpc.ts';

type DatabaseApi = {
  readonly query: (
    input: { readonly text: string; readonly parameters: readonly Parameter[] },
    context: CallContext,
  ) => Promise<PackedRows>;
};

/** Answers the queries of another worker over a message port. */
export function serveDatabase(port: MessagePort, database: () => ReadableDatabase): void {
  const api: DatabaseApi = {
    // The statement was made by the same template in the other worker; only its brand is lost on the way.
    query: async (statement) => packRows(await database().query(statement as Sql)),
  };
  // Every answer is what `query` above returned.
  serve(port, api, (output) => buffersOf(output as PackedRows));
  port.start();
}

/** A database that lives in another worker, for reading. */
export function remoteDatabase(port: MessagePort): ReadableDatabase {
  const client = createClient<DatabaseApi>(port);
  port.start();
  return {
    query: async ({ text, parameters }, options = {}) =>
      unpackRows(await client.call('query', { text, parameters }, options)),
  };
}
