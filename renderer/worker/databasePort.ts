import type { ReadableDatabase, Row } from '../../shared/data/database.ts';
import type { Parameter, Sql } from '../../shared/data/sql/statement.ts';
import { createClient, serve, type CallContext } from './rpc.ts';

type DatabaseApi = {
  readonly query: (
    input: { readonly text: string; readonly parameters: readonly Parameter[] },
    context: CallContext,
  ) => Promise<readonly Row[]>;
};

/** Answers the queries of another worker over a message port. */
export function serveDatabase(port: MessagePort, database: () => ReadableDatabase): void {
  const api: DatabaseApi = {
    // The statement was made by the same template in the other worker; only its brand is lost on the way.
    query: (statement) => database().query(statement as Sql),
  };
  serve(port, api);
  port.start();
}

/** A database that lives in another worker, for reading. */
export function remoteDatabase(port: MessagePort): ReadableDatabase {
  const client = createClient<DatabaseApi>(port);
  port.start();
  return {
    query: ({ text, parameters }, options = {}) => client.call('query', { text, parameters }, options),
  };
}
