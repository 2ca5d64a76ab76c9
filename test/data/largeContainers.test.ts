import { Table, Utf8, vectorFromArray } from 'apache-arrow';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { bytesSourceFile } from '../../electron/files/sourceFiles.ts';
import { parquetModule } from '../../electron/parquetModule.ts';
import { importParts } from '../../shared/data/import/importParts.ts';
import type { ImportOptions } from '../../shared/data/import/importFile.ts';
import { previewTable } from '../../shared/data/preview.ts';
import { checkSize, openParquet, ROWS_AT_ONCE } from '../../shared/data/source/parquet.ts';
import { genericMapping } from '../../shared/model/mapping.ts';
import { loadParquet, parquet } from '../support/parquetFile.ts';
import { workbookFile } from '../support/workbookFile.ts';
import { IMPORTED_AT, openPrepared, totals } from './support.ts';

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,input_tokens,input_cached_tokens,output_tokens'.split(
    ',',
  );
const row = (day: number, input: number): readonly string[] => [
  `2026-01-0${String(day)}T00:00:00+00:00`,
  `2026-01-0${String(day + 1)}T00:00:00+00:00`,
  'p',
  '1',
  'gpt-5',
  String(input),
  '0',
  '5',
];

let database: NodeDatabase;
beforeAll(async () => {
  database = await openPrepared();
  await loadParquet();
});
afterAll(() => {
  database.close();
});

const open = (name: string, content: Uint8Array, options: Partial<ImportOptions> = {}) =>
  importParts(database, bytesSourceFile(name, content), { importedAt: IMPORTED_AT, parquetModule, ...options });

describe('a workbook of several sheets', () => {
  const usage = { title: 'January', rows: [HEADER, row(1, 100)] };
  const notes = { title: 'Read me', rows: [['All figures are made up']] };
  const second = { title: 'R&D', rows: [HEADER, row(2, 20), row(3, 3)] };

  test('every sheet of a known format is read, and the others are named', async () => {
    const outcomes = await open('usage.xlsx', workbookFile([notes, usage, second]));
    expect(outcomes.map(({ report }) => [report.file, report.format, report.rowsKept])).toEqual([
      ['usage.xlsx/January', 'openai-usage-csv', 1],
      ['usage.xlsx/R&D', 'openai-usage-csv', 2],
    ]);
    expect(outcomes[0]?.report.findings).toContainEqual({
      code: 'sheets-left-out',
      message: 'usage.xlsx: the sheet Read me has no known format and was not read',
      subject: 'usage.xlsx',
      count: 1,
    });
    expect(await totals(database, outcomes[1]?.importId ?? 0)).toMatchObject({ input: 23 });
  });

  test('one of no known format shows the columns and rows of its first table, to be mapped', async () => {
    const own = {
      title: 'Own',
      rows: [
        ['when', 'what', 'tin'],
        ['2026-01-05', 'gpt-5', '7'],
      ],
    };
    const shown = await previewTable(bytesSourceFile('own.xlsx', workbookFile([notes, usage, own])));
    expect(shown).toEqual({ columns: ['when', 'what', 'tin'], rows: [['2026-01-05', 'gpt-5', '7']] });
    expect(await previewTable(bytesSourceFile('notes.xlsx', workbookFile([notes, notes])))).toBeNull();
  });

  test('without any known sheet it is one file that was not opened', async () => {
    const outcomes = await open('notes.xlsx', workbookFile([notes, { ...notes, title: 'More' }]));
    expect(outcomes.map(({ report }) => [report.file, report.format, report.problem])).toEqual([
      ['notes.xlsx', null, 'no known format has the columns All figures are made up'],
    ]);
  });

  test('a saved mapping reads whichever sheet has its columns; a given one reads the first', async () => {
    const mapping = genericMapping.parse({
      name: 'house',
      columns: { period_start: { column: 'when' }, model_raw: { column: 'what' }, input: { column: 'tin' } },
      rowCovers: 'day',
    });
    const own = {
      title: 'Own',
      rows: [
        ['when', 'what', 'tin'],
        ['2026-01-05', 'gpt-5', '7'],
      ],
    };
    const saved = await open('own.xlsx', workbookFile([notes, own]), { savedMappings: [mapping] });
    expect(saved.map(({ report }) => [report.file, report.rowsKept])).toEqual([['own.xlsx/Own', 1]]);
    const given = await open('own.xlsx', workbookFile([own, notes]), { mapping });
    expect(given.map(({ report }) => [report.file, report.rowsKept])).toEqual([['own.xlsx/Own', 1]]);
  });
});

describe('an archive of the large kind', () => {
  const text = strToU8(`${[HEADER, row(1, 42)].map((cells) => cells.join(',')).join('\n')}\n`);

  /** A zip whose numbers all stand in the 64-bit fields, as writers do it that stream or pass 4 GB. */
  function largeZip(change: { readonly extraBytes?: number } = {}): Uint8Array {
    const name = strToU8('usage.csv');
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(26, name.length, true);
    const extra = new DataView(new ArrayBuffer(28));
    extra.setUint16(0, 0x0001, true);
    extra.setUint16(2, change.extraBytes ?? 24, true);
    extra.setBigUint64(4, BigInt(text.length), true);
    extra.setBigUint64(12, BigInt(text.length), true);
    extra.setBigUint64(20, 0n, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    for (const at of [20, 24, 42]) entry.setUint32(at, 0xffff_ffff, true);
    entry.setUint16(28, name.length, true);
    entry.setUint16(30, extra.byteLength, true);
    const directoryAt = 30 + name.length + text.length;
    const directoryBytes = 46 + name.length + extra.byteLength;
    const end64 = new DataView(new ArrayBuffer(56));
    end64.setUint32(0, 0x06064b50, true);
    end64.setBigUint64(32, 1n, true);
    end64.setBigUint64(40, BigInt(directoryBytes), true);
    end64.setBigUint64(48, BigInt(directoryAt), true);
    const locator = new DataView(new ArrayBuffer(20));
    locator.setUint32(0, 0x07064b50, true);
    locator.setBigUint64(8, BigInt(directoryAt + directoryBytes), true);
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(10, 0xffff, true);
    for (const at of [12, 16]) end.setUint32(at, 0xffff_ffff, true);
    const bytes = (view: DataView): Uint8Array => new Uint8Array(view.buffer);
    const parts = [
      bytes(local),
      name,
      text,
      bytes(entry),
      name,
      bytes(extra),
      bytes(end64),
      bytes(locator),
      bytes(end),
    ];
    return Uint8Array.from(parts.flatMap((part) => [...part]));
  }

  test('is read by its 64-bit numbers', async () => {
    const [outcome] = await open('large.zip', largeZip());
    expect(outcome?.report).toMatchObject({ file: 'large.zip/usage.csv', format: 'openai-usage-csv', rowsKept: 1 });
    expect(await totals(database, outcome?.importId ?? 0)).toMatchObject({ input: 42 });
  });

  test('without them it is damaged, in words', async () => {
    const [outcome] = await open('large.zip', largeZip({ extraBytes: 8 }));
    expect(outcome?.report.problem).toBe('the archive is damaged: the size of this file in it is missing');
  });
});

describe('a Parquet file of one large row group', () => {
  const ROWS = 2 * ROWS_AT_ONCE + 10;
  const column = (value: (index: number) => string) =>
    vectorFromArray(
      Array.from({ length: ROWS }, (_, index) => value(index)),
      new Utf8(),
    );

  test('comes in parts of bounded size, none lost and none twice', async () => {
    const content = parquet(
      new Table(
        Object.fromEntries(
          HEADER.map((name, index) => [
            name,
            column((at) => (name === 'input_tokens' ? String(at % 7) : (row(1, 0)[index] ?? ''))),
          ]),
        ),
      ),
      'ZSTD',
      ROWS,
    );
    const file = bytesSourceFile('large.parquet', content);
    const table = await openParquet(file, parquetModule);
    expect(table.rowGroups).toBe(1);
    let parts = 0;
    for await (const part of table.read(0, ['model'])) parts += part.length > 0 ? 1 : 0;
    table.close();
    expect(parts).toBe(3);
    const [outcome] = await open('large.parquet', content);
    expect(outcome?.report).toMatchObject({ rowsRead: ROWS, rowsKept: ROWS });
    const input = Array.from({ length: ROWS }, (_, at) => at % 7).reduce((sum, value) => sum + value, 0);
    expect(await totals(database, outcome?.importId ?? 0)).toMatchObject({ input });
  });

  test('that does not fit in memory is refused in words', () => {
    expect(() => {
      checkSize(2_100_000_000);
    }).toThrow('one of its row groups has 2.1 GB, more than can be read at once; write it with smaller row groups');
    checkSize(1_000_000_000);
  });
});
