import * as duckdb from '@duckdb/duckdb-wasm/blocking';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arrowRows } from '../shared/data/arrowRows.ts';
import { QueryError, type QueryOptions, type WritableDatabase } from '../shared/data/database.ts';
import { CONNECTION_SETTINGS } from '../shared/data/sql/schema.ts';
import type { Sql } from '../shared/data/sql/statement.ts';
import type { SourceFile } from '../shared/data/source/sourceFile.ts';
import { isPathHandle } from './files/sourceFiles.ts';

export type NodeDatabase = WritableDatabase & { close(): void };

const distribution = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));

/**
 * Opens the shipped DuckDB-wasm in this Node process, the same engine as in the page. It blocks while a statement runs,
 * which suits the command line and tests. `path` is a database file; without it the database lives in memory.
 */
export async function openNodeDatabase(path = ':memory:'): Promise<NodeDatabase> {
  const bundle = (name: string) => ({ mainModule: join(distribution, `duckdb-${name}.wasm`), mainWorker: '' });
  const engine = await duckdb.createDuckDB(
    { mvp: bundle('mvp'), eh: bundle('eh') },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await engine.instantiate();
  engine.open({ path, accessMode: duckdb.DuckDBAccessMode.READ_WRITE });
  const connection = engine.connect();
  let files = 0;

  const run = (statement: Sql, options: QueryOptions) => {
    options.signal?.throwIfAborted();
    try {
      if (statement.parameters.length === 0) return connection.query(statement.text);
      const prepared = connection.prepare(statement.text);
      try {
        return prepared.query(...statement.parameters);
      } finally {
        prepared.close();
      }
    } catch (cause) {
      throw new QueryError(cause instanceof Error ? cause.message : String(cause), statement.text, { cause });
    }
  };

  const register = (name: string, file: SourceFile): void => {
    const { handle } = file;
    if (isPathHandle(handle)) {
      engine.registerFileURL(name, handle.path, duckdb.DuckDBDataProtocol.NODE_FS, false);
    } else if (handle instanceof Uint8Array) engine.registerFileBuffer(name, handle);
    else throw new TypeError(`${file.name} did not come from this host`);
  };

  const database: NodeDatabase = {
    query: (statement, options = {}) => Promise.resolve().then(() => arrowRows(run(statement, options))),
    execute: (statement, options = {}) =>
      Promise.resolve().then(() => {
        run(statement, options);
      }),
    withFile: async (file, work) => {
      files += 1;
      const name = `upload_${String(files)}`;
      register(name, file);
      try {
        return await work(name);
      } finally {
        engine.dropFile(name);
      }
    },
    insertArrow: (table, stream, { create }) =>
      Promise.resolve().then(() => {
        connection.insertArrowFromIPCStream(stream, { name: table, create });
      }),
    close: () => {
      connection.close();
      engine.reset();
    },
  };
  for (const setting of CONNECTION_SETTINGS) await database.execute(setting);
  return database;
}
