import { expect, it } from 'vitest';
import { remoteDatabase, serveDatabase } from '../../renderer/worker/databasePort.ts';
import { buffersOf, packRows, unpackRows } from '../../renderer/worker/packedRows.ts';
import type { ReadableDatabase, Row } from '../../shared/data/database.ts';
import { sql } from '../../shared/data/sql/statement.ts';

const ROWS: readonly Row[] = [
  { day: '2026-01-01', team: 'one', tokens: 1.5, requests: null, tags: { a: 1 }, nothing: null },
  { day: '2026-01-02', team: null, tokens: -0, requests: 3, tags: 'x', nothing: null },
  { day: '2026-01-01', team: 'one', tokens: Infinity, requests: NaN, tags: null, nothing: null },
];

it('rows come out of columns as they went in', () => {
  const packed = packRows(ROWS);
  expect(unpackRows(packed)).toEqual(ROWS);
  expect(buffersOf(packed)).toHaveLength(7);
  expect(unpackRows(packRows([]))).toEqual([]);
});

it('cross to another worker with their buffers, and a failed query says why', async () => {
  const { port1, port2 } = new MessageChannel();
  const database: ReadableDatabase = {
    query: ({ text }) => (text.includes('bad') ? Promise.reject(new Error('no such table')) : Promise.resolve(ROWS)),
  };
  serveDatabase(port1, () => database);
  const remote = remoteDatabase(port2);
  expect(await remote.query(sql`SELECT 1`)).toEqual(ROWS);
  await expect(remote.query(sql`SELECT bad`)).rejects.toThrow('no such table');
  port1.close();
  port2.close();
});
