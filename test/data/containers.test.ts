import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Field, Int64, Map_, Struct, Table, Timestamp, TimeUnit, Utf8, Float64, vectorFromArray } from 'apache-arrow';
import { gzipSync, zipSync, strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { bytesSourceFile } from '../../electron/files/sourceFiles.ts';
import { parquetModule } from '../../electron/parquetModule.ts';
import { importParts } from '../../shared/data/import/importParts.ts';
import { sql } from '../../shared/data/sql/statement.ts';
import { loadParquet, PACKINGS, parquet, textTable } from '../support/parquetFile.ts';
import { FIXTURES, importText, IMPORTED_AT, openPrepared, totals, usageRows } from './support.ts';

const HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,input_tokens,input_cached_tokens,output_tokens';
const row = (day: number, input: number): string =>
  `2026-01-0${String(day)}T00:00:00+00:00,2026-01-0${String(day + 1)}T00:00:00+00:00,p,1,gpt-5,${String(input)},0,5`;
const csv = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

let database: NodeDatabase;
beforeAll(async () => {
  database = await openPrepared();
  await loadParquet();
});
afterAll(() => {
  database.close();
});

const open = (name: string, content: Uint8Array) =>
  importParts(database, bytesSourceFile(name, content), { importedAt: IMPORTED_AT, parquetModule });
const reports = async (name: string, content: Uint8Array) => (await open(name, content)).map(({ report }) => report);
const only = async (name: string, content: Uint8Array) => {
  const outcomes = await open(name, content);
  expect(outcomes).toHaveLength(1);
  const { importId, report } = outcomes[0] ?? { importId: null, report: null };
  return { importId: importId ?? 0, report };
};

describe('packed text', () => {
  test('gzip, of CSV and of JSON lines', async () => {
    const { importId, report } = await only('usage.csv.gz', gzipSync(strToU8(csv(row(1, 100), row(2, 200)))));
    expect(report).toMatchObject({ file: 'usage.csv.gz', format: 'openai-usage-csv', rowsKept: 2 });
    expect(await totals(database, importId)).toMatchObject({ input: 300, output: 10 });
    const log = readFileSync(join(FIXTURES, 'bedrock-invocation-log/logs.jsonl'));
    const packed = await only('logs.jsonl.gz', gzipSync(new Uint8Array(log)));
    expect(packed.report).toMatchObject({ format: 'bedrock-invocation-log', problem: null });
  });

  test('gzip of two members, as log collectors append them', async () => {
    const [first, second] = [gzipSync(strToU8(csv(row(1, 100)))), gzipSync(strToU8(`${row(2, 50)}\n`))];
    const { importId } = await only('two.csv.gz', new Uint8Array([...first, ...second]));
    expect(await totals(database, importId)).toMatchObject({ input: 150 });
  });

  test('gzip that breaks off keeps what could be read and says so', async () => {
    const noise = Array.from({ length: 400 }, (_, index) => row(1 + (index % 8), (index * 7919) % 1000));
    const { report } = await only('cut.csv.gz', gzipSync(strToU8(csv(...noise))).slice(0, -300));
    expect(report?.rowsKept).toBeGreaterThan(0);
    expect(report?.rowsRefused).toBeGreaterThan(0);
    expect(report?.refusals.map(({ reason }) => reason)).toContain('cut-off');
  });
});

describe('an archive', () => {
  test('each member is a file of its own, by its path; litter of the system is passed over', async () => {
    const archive = zipSync({
      'jan/usage.csv': strToU8(csv(row(1, 100))),
      'feb/usage.csv': [strToU8(csv(row(2, 200), row(3, 300))), { level: 0 }],
      'feb/packed.csv.gz': gzipSync(strToU8(csv(row(4, 4)))),
      'notes.txt': strToU8('nothing here'),
      '__MACOSX/jan/._usage.csv': strToU8('x'),
      '.DS_Store': strToU8('x'),
    });
    const outcomes = await reports('all.zip', archive);
    expect(outcomes.map(({ file, rowsKept, format }) => [file, rowsKept, format])).toEqual([
      ['all.zip/jan/usage.csv', 1, 'openai-usage-csv'],
      ['all.zip/feb/usage.csv', 2, 'openai-usage-csv'],
      ['all.zip/feb/packed.csv.gz', 1, 'openai-usage-csv'],
      ['all.zip/notes.txt', 0, null],
    ]);
  });

  test('a path that climbs out of the archive is a name and nothing else', async () => {
    const [report] = await reports('evil.zip', zipSync({ '../../../etc/usage.csv': strToU8(csv(row(1, 1))) }));
    expect(report).toMatchObject({ file: 'evil.zip/../../../etc/usage.csv', rowsKept: 1 });
  });

  test('an archive in an archive is opened, one in a third is not', async () => {
    const inner = zipSync({ 'a.csv': strToU8(csv(row(1, 1))) });
    const [nested] = await reports('outer.zip', zipSync({ 'inner.zip': [inner, { level: 0 }] }));
    expect(nested).toMatchObject({ file: 'outer.zip/inner.zip/a.csv', rowsKept: 1 });
    let deep = inner;
    for (let depth = 0; depth < 4; depth += 1) deep = zipSync({ 'x.zip': [deep, { level: 0 }] });
    const [refused] = await reports('deep.zip', deep);
    expect(refused?.problem).toBe('archives lie in archives more than three deep');
  });

  test('a member that claims to unpack to more than any table does is refused, unread', async () => {
    const [report] = await reports('bomb.zip', zipSync({ 'bomb.csv': new Uint8Array(80 * 1024 * 1024) }));
    expect(report?.problem).toContain('400 times');
  });

  test.each([
    ['cut off', (bytes: Uint8Array) => bytes.slice(0, -30), 'damaged or cut off'],
    ['empty', () => zipSync({}), 'neither text nor'],
    ['of folders only', () => zipSync({ 'a/': new Uint8Array() }), 'holds no files'],
  ])('%s', async (_, change, problem) => {
    const [report] = await reports('a.zip', change(zipSync({ 'a.csv': strToU8(csv(row(1, 1))) })));
    expect(report?.problem).toContain(problem);
  });
});

describe('Parquet', () => {
  const fixtures = [
    'focus',
    'aws-cur',
    'azure-cost',
    'openai-usage-csv',
    'github-billing',
    'litellm-daily-spend',
  ].flatMap((format) =>
    readdirSync(join(FIXTURES, format))
      .filter((file) => file.endsWith('.csv'))
      .map((file) => ({ format, file })),
  );

  test.each(fixtures)('$format/$file gives the rows that its CSV gives', async ({ format, file }) => {
    const path = join(FIXTURES, format, file);
    const packed = await only(file, parquet(textTable(path), 'ZSTD', 2));
    const plain = await importText(database, file, readFileSync(path, 'utf8'));
    expect(packed.report).toMatchObject({ format, rowsKept: plain.report.rowsKept, rowsRead: plain.report.rowsRead });
    expect(packed.report?.findings).toEqual(plain.report.findings);
    const wanted = await usageRows(database, plain.importId ?? 0);
    expect(await usageRows(database, packed.importId)).toEqual(wanted);
  });

  test.each(PACKINGS)('packed by %s, in row groups', async (packing) => {
    const path = join(FIXTURES, 'openai-usage-csv/completions.csv');
    const { importId, report } = await only('usage.parquet', parquet(textTable(path), packing, 3));
    const plain = await importText(database, 'usage.csv', readFileSync(path, 'utf8'));
    expect(report?.rowsKept).toBe(plain.report.rowsKept);
    expect(await totals(database, importId)).toEqual(await totals(database, plain.importId ?? 0));
  });

  test('typed columns: zoned times, whole numbers, fractions, maps and records', async () => {
    const entries = new Struct<{ key: Utf8; value: Utf8 }>([
      Field.new({ name: 'key', type: new Utf8(), nullable: false }),
      Field.new({ name: 'value', type: new Utf8(), nullable: true }),
    ]);
    const times = (...days: readonly number[]) =>
      vectorFromArray(
        days.map((day) => Date.UTC(2026, 0, day)),
        new Timestamp(TimeUnit.MILLISECOND, 'UTC'),
      );
    const words = (...texts: readonly (string | null)[]) => vectorFromArray(texts, new Utf8());
    const table = new Table({
      BilledCost: vectorFromArray([1.25, 0.000001], new Float64()),
      EffectiveCost: vectorFromArray([1, 0.000001], new Float64()),
      BillingCurrency: words('USD', 'USD'),
      ChargePeriodStart: times(1, 2),
      ChargePeriodEnd: times(2, 3),
      ServiceCategory: words('AI and Machine Learning', 'AI and Machine Learning'),
      ServiceName: words('Amazon Bedrock', 'Amazon Bedrock'),
      ProviderName: words('AWS', 'AWS'),
      ChargeCategory: words('Usage', 'Usage'),
      SkuMeter: words('Claude4.6Sonnet-input-tokens', 'Claude4.6Sonnet-input-tokens'),
      ConsumedQuantity: vectorFromArray([1000n, 2n], new Int64()),
      ConsumedUnit: words('Tokens', 'Tokens'),
      Tags: vectorFromArray(
        [new Map([['team', 'sear"ch']]), new Map([['team', null]])],
        new Map_(Field.new({ name: 'entries', type: entries, nullable: false })),
      ),
    });
    const { importId, report } = await only('focus.parquet', parquet(table));
    expect(report).toMatchObject({ format: 'focus', rowsRead: 2, rowsKept: 2, from: '2026-01-01T00:00:00Z' });
    expect(await totals(database, importId)).toMatchObject({ billed: { USD: '1.250001' } });
    const [first] = await usageRows(database, importId);
    expect(first).toMatchObject({ period_start: '2026-01-01T00:00:00', tags: `{team='sear"ch'}` });
  });

  test('no table of the project has a zoned time afterwards', async () => {
    const zoned = await database.query(
      sql`SELECT table_name, column_name FROM duckdb_columns() WHERE data_type LIKE '%TIME ZONE%' AND NOT internal`,
    );
    expect(zoned).toEqual([]);
    const staging = await database.query(
      sql`SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'staging%' OR table_name LIKE 'raw%'`,
    );
    expect(staging).toEqual([]);
  });

  test('a damaged file, and one of no known columns', async () => {
    const whole = parquet(textTable(join(FIXTURES, 'openai-usage-csv/completions.csv')));
    const [cut] = await reports('cut.parquet', whole.slice(0, -20));
    expect(cut?.problem).toContain('could not be read as Parquet');
    const other = parquet(new Table({ a: vectorFromArray(['1'], new Utf8()) }));
    expect((await reports('a.parquet', other))[0]?.problem).toBe('no known format has the columns a');
  });
});

describe('a workbook', () => {
  const cell = (reference: string, value: string | number, style?: number): string =>
    typeof value === 'number'
      ? `<c r="${reference}"${style === undefined ? '' : ` s="${String(style)}"`}><v>${String(value)}</v></c>`
      : `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const workbook = (rows: readonly string[], shared: readonly string[] = []): Uint8Array =>
    zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'xl/workbook.xml': strToU8(
        '<workbook><sheets><sheet name="hidden" state="hidden" r:id="rId9"/><sheet name="Usage" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/sharedStrings.xml': strToU8(`<sst>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`),
      'xl/styles.xml': strToU8(
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>',
      ),
      'xl/worksheets/sheet1.xml': strToU8(
        `<worksheet><sheetData>${rows.map((cells, index) => `<row r="${String(index + 1)}">${cells}</row>`).join('')}</sheetData></worksheet>`,
      ),
    });

  test('dates, shared texts, gaps and entities reach the reader of a known format', async () => {
    // 46023 is 2026-01-01, 46024 the day after; the project column of row 3 is left out
    const header = HEADER.split(',').map((name, index) => cell(`${'ABCDEFGH'.charAt(index)}1`, name));
    const first = [
      cell('A2', 46023, 1),
      cell('B2', 46024, 2),
      '<c r="C2" t="s"><v>0</v></c>',
      cell('D2', 3),
      cell('E2', 'gpt-5'),
      cell('F2', 100),
      cell('G2', 40),
      cell('H2', 7),
    ];
    const second = [
      cell('A3', 46024, 1),
      cell('B3', 46025, 1),
      cell('D3', 1),
      cell('E3', 'gpt-5'),
      cell('F3', 11),
      cell('G3', 1),
    ];
    const content = workbook([header.join(''), first.join(''), second.join('')], ['R&amp;D, &quot;core&quot;']);
    const { importId, report } = await only('usage.xlsx', content);
    expect(report).toMatchObject({ file: 'usage.xlsx', format: 'openai-usage-csv', rowsKept: 2, rowsRefused: 0 });
    expect(await totals(database, importId)).toMatchObject({ input: 111, output: 7, requests: 4 });
    const [row1, row2] = await usageRows(database, importId);
    expect(row1).toMatchObject({ project: 'R&D, "core"', period_start: '2026-01-01T00:00:00', in_cache_read: 40 });
    expect(row2).not.toHaveProperty('project');
  });

  test('a workbook without rows says so', async () => {
    expect((await reports('empty.xlsx', workbook([])))[0]?.problem).toBe('the first sheet of the workbook is empty');
  });
});

test('a Parquet file is refused in words where no module is at hand', async () => {
  const content = parquet(textTable(join(FIXTURES, 'openai-usage-csv/completions.csv')));
  const [outcome] = await importParts(database, bytesSourceFile('a.parquet', content), { importedAt: IMPORTED_AT });
  expect(outcome?.report.problem).toBe('Parquet files cannot be read here');
});
