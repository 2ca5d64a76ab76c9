import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { pathSourceFile } from '../../electron/files/sourceFiles.ts';
import type { WritableDatabase } from '../../shared/data/database.ts';
import { importFile } from '../../shared/data/import/importFile.ts';
import { LineRuns } from '../../shared/data/import/lineRuns.ts';
import { relationColumns } from '../../shared/data/importers/importer.ts';
import { IMPORTERS } from '../../shared/data/importers/registry.ts';
import { integer, sql } from '../../shared/data/sql/statement.ts';
import {
  activate,
  emptyRelation,
  FIXTURE_FILES,
  fixtureMapping,
  golden,
  IMPORTED_AT,
  importPath,
  importText,
  openPrepared,
  text,
  usageRows,
} from './support.ts';

/** A request of a LiteLLM log; the second with each id is a repeat. */
const request = (id: string, second: number, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    request_id: id,
    startTime: `2026-03-01T10:00:${String(second).padStart(2, '0')}Z`,
    spend: 0.25,
    prompt_tokens: 100 + second,
    completion_tokens: 10,
    total_tokens: 110 + second,
    custom_llm_provider: 'openai',
    model: 'gpt-5',
    ...more,
  });

/**
 * Ten lines, nine of them records: line 3 is no JSON, line 5 is empty; line 7 repeats line 1, line 9 has a negative count,
 * line 10 has the only organisation and session of the file.
 */
const LOG = [
  request('a', 1),
  request('b', 2, { request_tags: ['prod'] }),
  '{"request_id": "broken',
  request('c', 3),
  '',
  request('d', 4, { user: 'müller' }),
  request('a', 5),
  request('e', 6),
  request('f', 7, { prompt_tokens: -1 }),
  request('g', 8, { organization_id: 'org', session_id: 's', metadata: { usage_object: { prompt_tokens: 108 } } }),
].join('\n');

const cubeRows = (database: NodeDatabase, importId: number) =>
  database.query(sql`SELECT * EXCLUDE (import_id, billed_amount), CAST(billed_amount AS VARCHAR) AS billed
    FROM usage_cube WHERE import_id = ${integer(importId)} ORDER BY ALL`);

describe('a JSON file read in windows', () => {
  it('gives the same rows, aggregate, report and line numbers whatever the window', async () => {
    const database = await openPrepared();
    const read = async (windowRows: number) => {
      const { importId, report } = await importText(database, 'log.jsonl', LOG, { windowRows });
      const id = importId ?? 0;
      return { report, rows: golden(report, await usageRows(database, id)), cube: await cubeRows(database, id) };
    };
    const whole = await read(1000);
    expect(whole.report).toMatchObject({
      rowsRead: 9,
      rowsKept: 6,
      rowsRefused: 2,
      rowsDuplicate: 1,
      refusals: [
        { reason: 'not-json', count: 1, lines: [3] },
        { reason: 'duplicate', count: 1, lines: [7] },
        { reason: 'negative-count', count: 1, lines: [9] },
      ],
    });
    for (const windowRows of [1, 2, 3, 7]) expect(await read(windowRows)).toEqual(whole);
    database.close();
  });

  it('reads every fixture in windows of one row as it does whole', async () => {
    const database = await openPrepared();
    for (const fixture of FIXTURE_FILES.filter(({ file }) => /\.jsonl?$/.test(file))) {
      const mapping = fixtureMapping(fixture);
      const read = async (windowRows: number): Promise<string> => {
        const options = { windowRows, ...(mapping === undefined ? {} : { mapping }) };
        const { importId, report } = await importPath(database, fixture.path, options);
        return golden(report, importId === null ? [] : await usageRows(database, importId));
      };
      expect(await read(1), fixture.path).toBe(await read(100_000));
    }
    database.close();
  });

  it('finds a request that an earlier file has, in whatever window it lies', async () => {
    const database = await openPrepared();
    const first = await importText(database, 'first.jsonl', request('c', 3));
    await activate(database, first.importId);
    const { report } = await importText(database, 'log.jsonl', LOG, { windowRows: 2 });
    expect(report.refusals).toContainEqual({ reason: 'in-earlier-file', count: 1, lines: [4] });
    database.close();
  });

  it('leaves nothing of a file whose import is cancelled in the second window', async () => {
    const database = await openPrepared();
    const before = await tables(database);
    const cancel = new AbortController();
    let windows = 0;
    const watched: WritableDatabase = {
      ...database,
      withFile: (file, work) => {
        windows += 1;
        if (windows === 2) cancel.abort(new Error('cancelled'));
        return database.withFile(file, work);
      },
    };
    const options = { importedAt: IMPORTED_AT, windowRows: 2, signal: cancel.signal };
    await expect(importFile(watched, text('log.jsonl', LOG), options)).rejects.toThrow('cancelled');
    expect(windows).toBe(2);
    expect(await tables(database)).toEqual(before);
    // The connection is as usable as before: the same file is read whole.
    const { report } = await importText(database, 'log.jsonl', LOG, { windowRows: 2 });
    expect(report.rowsKept).toBe(6);
    database.close();
  });

  it('holds one window in the database at a time, and no table of it', async () => {
    const database = await openPrepared();
    let [open, most, windows] = [0, 0, 0];
    const watched: WritableDatabase = {
      ...database,
      withFile: async (file, work) => {
        open += 1;
        windows += 1;
        most = Math.max(most, open);
        try {
          return await database.withFile(file, work);
        } finally {
          open -= 1;
          expect((await tables(database)).filter((name) => name.startsWith('staging'))).toEqual([]);
        }
      },
    };
    await importFile(watched, text('log.jsonl', LOG), { importedAt: IMPORTED_AT, windowRows: 1 });
    expect([windows, most, open]).toEqual([8, 1, 0]);
    database.close();
  });

  it('keeps the characters that part its values, and any other', async () => {
    const database = await openPrepared();
    const names = ['a\u001fb', '\u001d', '\u001e\u001dc', 'x\u0000y', '\u001da', 'é≤🙂', 'ü'.repeat(200)];
    const log = names.map((user, index) => request(String(index), index, { user })).join('\n');
    const { importId } = await importText(database, 'log.jsonl', log, { windowRows: 3 });
    const rows = await usageRows(database, importId ?? 0);
    expect(rows.map(({ user_key }) => user_key)).toEqual(names);
    database.close();
  });

  it('tells how far the file is read', async () => {
    const database = await openPrepared();
    const bytes: number[] = [];
    const { path } =
      FIXTURE_FILES.find(({ format, file }) => format === 'litellm-spend-logs' && file.endsWith('l')) ?? {};
    if (path === undefined) throw new Error('there is no such fixture');
    const file = await pathSourceFile(path);
    await importFile(database, file, { importedAt: IMPORTED_AT, onReading: (at) => void bytes.push(at) });
    expect(bytes.at(0)).toBe(0);
    expect(bytes.at(-1)).toBe(file.size);
    database.close();
  });
});

async function tables(database: NodeDatabase): Promise<readonly string[]> {
  const rows = await database.query(sql`SELECT table_name FROM duckdb_tables() ORDER BY table_name`);
  return rows.map(({ table_name }) => String(table_name));
}

describe('an importer whose SELECT compares rows', () => {
  it.each(IMPORTERS.map((importer) => [importer.id, importer] as const))('%s says so', (_, importer) => {
    const columns = relationColumns(importer);
    const { text: statement } = importer.select(emptyRelation(columns), 1);
    const compares = /\bOVER\s*\(|\bGROUP BY\b|\bQUALIFY\b|\bDISTINCT\b/i.test(statement);
    expect(importer.acrossRows ?? false).toBe(compares);
  });
});

describe('LineRuns', () => {
  it('gives back the line of every row', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 60 }), (steps) => {
        const runs = new LineRuns();
        let line = 1;
        const lines = steps.map((step) => (line += step));
        for (const at of lines) runs.add(at);
        const rows = lines.map((_, index) => index + 1);
        expect([...runs.of([0, ...rows, rows.length + 1])]).toEqual(rows.map((row) => [row, lines[row - 1]]));
      }),
    );
  });
});
