import { mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { bytesSourceFile, pathSourceFile } from '../../electron/files/sourceFiles.ts';
import { importFile } from '../../shared/data/import/importFile.ts';
import { activate, IMPORTED_AT, importPath, importText, openPrepared, totals, usageRows } from './support.ts';

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,input_tokens,input_cached_tokens,output_tokens';
const row = (day: number, input: string, output = '5'): string =>
  `2026-01-0${String(day)}T00:00:00+00:00,2026-01-0${String(day + 1)}T00:00:00+00:00,p,1.0,gpt-5,${input},0,${output}`;
const csv = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

let database: NodeDatabase;
let folder: string;
beforeAll(async () => {
  database = await openPrepared();
  folder = mkdtempSync(join(tmpdir(), 'tokenwright-bad-input-'));
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const bytes = (name: string, content: Uint8Array) =>
  importFile(database, bytesSourceFile(name, content), { importedAt: IMPORTED_AT });
const utf16 = (content: string, order: 'le' | 'be', mark: boolean): Uint8Array => {
  const little = Buffer.from((mark ? '\ufeff' : '') + content, 'utf16le');
  return new Uint8Array(order === 'le' ? little : little.swap16());
};

describe('a file that is not read at all says why', () => {
  test.each([
    ['notes.csv', 'a,b\n1,2\n', 'no known format has the columns a, b'],
    ['thing.json', '{"a": 1}', 'no known format has this JSON structure'],
    ['empty.csv', '', 'the file is empty'],
    ['blank.csv', '  \n\n', 'the file holds only white space'],
    ['picture.png', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\n', 'the file is neither text nor a known binary format'],
  ])('%s', async (name, content, problem) => {
    const { importId, report } = await importText(database, name, content);
    expect(importId).toBeNull();
    expect(report).toMatchObject({ file: name, format: null, problem, rowsRead: 0 });
  });

  test('a format that does not exist, or does not fit', async () => {
    expect((await importText(database, 'a.csv', csv(), { format: 'nonsense' })).report.problem).toBe(
      'there is no format "nonsense"',
    );
    expect((await importText(database, 'a.csv', csv(), { format: 'openai-usage-json' })).report.problem).toBe(
      'OpenAI Usage API (JSON) is a JSON file, this is not',
    );
  });

  test('a folder', async () => {
    await expect(pathSourceFile(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  test('a 2 GB file of zeros', async () => {
    const path = join(folder, 'zeros.csv');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 31);
    const { report } = await importPath(database, path);
    expect(report.problem).toBe('the file is neither text nor a known binary format');
  });
});

describe('rows that can be kept are kept, the others listed by line', () => {
  test('text, a negative count, a fraction and a missing date where they do not belong', async () => {
    const { importId, report } = await importText(
      database,
      'mixed.csv',
      csv(
        row(1, '100'),
        row(2, 'many'),
        row(3, '-7'),
        row(4, '1.5'),
        row(5, '50'),
        row(6, '9').replace(/^[^,]*/, 'soon'),
      ),
    );
    expect(report).toMatchObject({ rowsRead: 6, rowsKept: 2, rowsRefused: 4, rowsDuplicate: 0 });
    expect(report.refusals).toEqual(
      expect.arrayContaining([
        { reason: 'not-a-number', count: 1, lines: [3] },
        { reason: 'negative-count', count: 1, lines: [4] },
        { reason: 'not-whole', count: 1, lines: [5] },
        { reason: 'no-date', count: 1, lines: [7] },
      ]),
    );
    expect(report.findings.map(({ code }) => code)).toContain('refused-rows');
    expect(await totals(database, importId ?? 0)).toMatchObject({ input: 150, output: 10 });
  });

  test('a file cut off in its last row', async () => {
    const whole = csv(row(1, '100'), row(2, '200'));
    const { importId, report } = await importText(database, 'cut.csv', whole.slice(0, -20));
    expect(report).toMatchObject({ rowsRead: 2, rowsKept: 1, rowsRefused: 1 });
    expect(report.refusals).toEqual([{ reason: 'missing-columns', count: 1, lines: [3] }]);
    expect(await totals(database, importId ?? 0)).toMatchObject({ input: 100 });
  });

  test('a quote that is never closed', async () => {
    const { report } = await importText(database, 'quote.csv', csv(row(1, '100'), `"${row(2, '200')}`));
    expect(report).toMatchObject({ rowsKept: 1, rowsRefused: 1 });
    expect(report.refusals).toEqual([{ reason: 'broken-quotes', count: 1, lines: [3] }]);
  });

  test('another encoding: the lines that are not UTF-8', async () => {
    const latin1 = Buffer.from(csv(row(1, '100'), row(2, '200').replace(',p,', ',caf\u00e9,')), 'latin1');
    const { report } = await bytes('latin1.csv', new Uint8Array(latin1));
    expect(report).toMatchObject({ rowsKept: 1, rowsRefused: 1 });
    expect(report.refusals).toEqual([{ reason: 'not-utf-8', count: 1, lines: [3] }]);
  });

  test('NUL bytes after the rows, as a crash leaves them', async () => {
    const { report } = await importText(database, 'nul.csv', csv(row(1, '100')) + '\0'.repeat(5000));
    expect(report).toMatchObject({ rowsKept: 1, rowsRefused: 1 });
    expect(report.refusals).toEqual([{ reason: 'missing-columns', count: 1, lines: [3] }]);
  });

  test('rows that end in a hole larger than any buffer', async () => {
    const path = join(folder, 'hole.csv');
    const file = openSync(path, 'w');
    writeSync(file, csv(row(1, '100'), row(2, '200')));
    closeSync(file);
    truncateSync(path, 400_000_000);
    const { report } = await importPath(database, path);
    expect(report).toMatchObject({ problem: null, rowsKept: 2, rowsRefused: 1 });
    expect(report.refusals).toEqual([{ reason: 'cut-off', count: 1, lines: [] }]);
  });

  test('a JSON page cut in the middle', async () => {
    const bucket = (day: number) =>
      `{"object":"bucket","start_time":${String(1767225600 + day * 86400)},"end_time":${String(1767312000 + day * 86400)},"results":[{"object":"organization.usage.completions.result","input_tokens":10,"output_tokens":1,"num_model_requests":1,"model":"gpt-5"}]}`;
    const page = `{"object":"page","data":[${bucket(0)},\n${bucket(1)},\n${bucket(2)}],"has_more":false}`;
    const { importId, report } = await importText(database, 'cut.json', page.slice(0, -120));
    expect(report).toMatchObject({ rowsRead: 3, rowsKept: 2, rowsRefused: 1 });
    expect(report.refusals).toEqual([{ reason: 'cut-off', count: 1, lines: [3] }]);
    expect(await totals(database, importId ?? 0)).toMatchObject({ input: 20 });
  });

  test('one broken line of a JSONL file costs that line only', async () => {
    const line = (id: string) =>
      `{"request_id":"${id}","startTime":"2026-01-01 00:00:00","spend":1,"prompt_tokens":5,"completion_tokens":1,"custom_llm_provider":"openai"}`;
    const content = [line('a'), '{"request_id": "b", oops', line('c'), '[1,2]', ''].join('\n');
    const { report } = await importText(database, 'log.jsonl', content);
    expect(report).toMatchObject({ format: 'litellm-spend-logs', rowsRead: 4, rowsKept: 2, rowsRefused: 2 });
    expect(report.refusals).toEqual([
      { reason: 'not-json', count: 1, lines: [2] },
      { reason: 'not-a-record', count: 1, lines: [4] },
    ]);
  });
});

describe('the same rows in another dress', () => {
  const plain = csv(row(1, '100'), row(2, '200'));
  const dressed: readonly (readonly [string, Uint8Array])[] = [
    ['byte order mark', new TextEncoder().encode(`\ufeff${plain}`)],
    ['CRLF', new TextEncoder().encode(plain.replaceAll('\n', '\r\n'))],
    ['mixed line ends', new TextEncoder().encode(plain.replace('\n', '\r\n'))],
    ['no line end at the end', new TextEncoder().encode(plain.trimEnd())],
    ['tabs', new TextEncoder().encode(plain.replaceAll(',', '\t'))],
    ['semicolons', new TextEncoder().encode(plain.replaceAll(',', ';'))],
    ['UTF-16 with a mark', utf16(plain, 'le', true)],
    ['UTF-16 big-endian with a mark', utf16(plain, 'be', true)],
    ['UTF-16 without a mark', utf16(plain, 'le', false)],
  ];
  test.each(dressed)('%s', async (_, content) => {
    const { importId, report } = await bytes('dressed.csv', content);
    expect(report).toMatchObject({ problem: null, rowsRead: 2, rowsKept: 2 });
    expect(await totals(database, importId ?? 0)).toMatchObject({ input: 300, output: 10 });
  });
});

test('a refused file and a cancelled import leave what was loaded before', async () => {
  const { importId } = await importText(database, 'first.csv', csv(row(1, '100')));
  await importText(database, 'bad.csv', 'x');
  const controller = new AbortController();
  controller.abort(new Error('stopped by the user'));
  await expect(importText(database, 'second.csv', csv(row(2, '200')), { signal: controller.signal })).rejects.toThrow(
    'stopped by the user',
  );
  await activate(database, importId);
  expect(await usageRows(database, importId ?? 0)).toHaveLength(1);
  const { report } = await importText(database, 'third.csv', csv(row(3, '300')));
  expect(report.rowsKept).toBe(1);
});

test('an offset in a time is applied', async () => {
  const { importId } = await importText(
    database,
    'offset.csv',
    csv(row(1, '100').replaceAll('T00:00:00+00:00', 'T00:00:00+08:00')),
  );
  const [only] = await usageRows(database, importId ?? 0);
  expect(only).toMatchObject({ period_start: '2025-12-31T16:00:00', period_end: '2026-01-01T16:00:00' });
});
