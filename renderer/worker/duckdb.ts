import * as duckdb from '@duckdb/duckdb-wasm';
import duckdbWorkerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import duckdbWasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { arrowRows } from '../../shared/data/arrowRows.ts';
import {
  QueryError,
  type QueryOptions,
  type ReadableDatabase,
  type WritableDatabase,
} from '../../shared/data/database.ts';
import { checkpoint, CONNECTION_SETTINGS } from '../../shared/data/sql/schema.ts';
import type { Sql } from '../../shared/data/sql/statement.ts';
import type { SourceFile } from '../../shared/data/source/sourceFile.ts';

export type PageDatabase = {
  /** For imports: sees its own uncommitted rows. */
  readonly writer: WritableDatabase;
  /** For views: sees committed rows, also while an import runs. */
  readonly reader: ReadableDatabase;
  /** Tells the byte position up to which the running statement has read the user's file. */
  readonly onReading: (listener: ((bytes: number) => void) | null) => void;
  /** Writes everything to the database file. */
  readonly checkpoint: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The worker reports how far a file is read (public/duckdb-worker.js); the base class keeps its listeners to itself. */
class ReportingDuckDB extends duckdb.AsyncDuckDB {
  listener: ((bytes: number) => void) | null = null;

  constructor(worker: Worker) {
    super(new duckdb.VoidLogger(), worker);
    this._onExecutionProgress.push(({ percentage }) => this.listener?.(Number(percentage)));
  }
}

/**
 * Opens a database file in the origin's private file system, or in memory for `null`. The `eh` build is used throughout:
 * the threaded one cannot open such files.
 */
export async function openPageDatabase(fileName: string | null): Promise<PageDatabase> {
  const worker = new Worker(`/duckdb-worker.js?${encodeURIComponent(duckdbWorkerUrl)}`);
  const engine = new ReportingDuckDB(worker);
  await engine.instantiate(duckdbWasmUrl);
  const path = fileName === null ? ':memory:' : `opfs://${fileName}`;
  try {
    await engine.open({ path, accessMode: duckdb.DuckDBAccessMode.READ_WRITE });
  } catch (error) {
    await engine.terminate();
    throw error;
  }

  // From here on the import bench counts how long a project takes to open.
  performance.mark('engine-started');
  // A long import runs on one connection while views read on the other.
  const writer = await engine.connect();
  const reader = await engine.connect();
  let files = 0;

  const rows = async (connection: duckdb.AsyncDuckDBConnection, statement: Sql) => {
    if (statement.parameters.length === 0) return connection.query(statement.text);
    const prepared = await connection.prepare(statement.text);
    try {
      return await prepared.query(...statement.parameters);
    } finally {
      await prepared.close();
    }
  };

  const guarded = async <T>(statement: Sql, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw new QueryError(cause instanceof Error ? cause.message : String(cause), statement.text, { cause });
    }
  };

  /** Runs in small steps that a cancellation can get between; the plain call would block the worker to its end. */
  const runCancellable = async (statement: Sql, { signal }: QueryOptions): Promise<void> => {
    const cancel = (): void => {
      void writer.cancelSent();
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const reply = await writer.send(statement.text, true);
      while ((await reply.next()).done !== true);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
    signal?.throwIfAborted();
  };

  const register = async (name: string, { handle, name: fileTitle }: SourceFile): Promise<void> => {
    if (handle instanceof Blob) {
      await engine.registerFileHandle(name, handle, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
    } else if (handle instanceof Uint8Array) await engine.registerFileBuffer(name, handle.slice());
    else throw new TypeError(`${fileTitle} did not come from this host`);
  };

  const query = (connection: duckdb.AsyncDuckDBConnection, statement: Sql) =>
    guarded(statement, async () => arrowRows(await rows(connection, statement)));

  for (const connection of [writer, reader]) {
    for (const setting of CONNECTION_SETTINGS) await connection.query(setting.text);
  }
  return {
    reader: { query: (statement) => query(reader, statement) },
    writer: {
      query: (statement) => query(writer, statement),
      execute: (statement, options = {}) =>
        guarded(statement, async () => {
          if (statement.parameters.length > 0) await rows(writer, statement);
          else await runCancellable(statement, options);
        }),
      withFile: async (file, work) => {
        files += 1;
        const name = `upload_${String(files)}`;
        await register(name, file);
        try {
          return await work(name);
        } finally {
          await engine.dropFile(name);
        }
      },
      insertArrow: async (table, stream, { create }) => {
        await writer.insertArrowFromIPCStream(stream, { name: table, create });
      },
    },
    onReading: (listener) => {
      engine.listener = listener;
    },
    checkpoint: async () => {
      await writer.query(checkpoint.text);
    },
    close: async () => {
      await writer.close();
      await reader.close();
      await engine.terminate();
    },
  };
}
