import { DuckDBInstance } from '@duckdb/node-api';
import type { Row, WritableDatabase } from '../../shared/data/database.ts';
import { CONNECTION_SETTINGS } from '../../shared/data/sql/schema.ts';
import type { Sql } from '../../shared/data/sql/statement.ts';

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

/** Native DuckDB behind the same port: the peer that runs the same SQL text on one thread into a file. */
export async function openNativeDatabase(databasePath: string, csvPath: string) {
  const instance = await DuckDBInstance.create(databasePath, { threads: '1' });
  const connection = await instance.connect();
  const run = (statement: Sql) => connection.runAndReadAll(statement.text, [...statement.parameters]);
  const database: WritableDatabase = {
    query: async (statement) => {
      const rows = (await run(statement)).getRowObjectsJS();
      return rows.map((row): Row =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
      );
    },
    execute: async (statement) => {
      await run(statement);
    },
    withFile: (_, work) => work(csvPath),
    insertArrow: () => Promise.reject(new Error('the bench reads delimited text only')),
  };
  for (const setting of CONNECTION_SETTINGS) await database.execute(setting);
  return {
    database,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
