import { afterAll, beforeEach, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { readCoverage, type Coverage } from '../../shared/data/coverage.ts';
import { readUsageRows } from '../../shared/data/drill.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import type { ImportOptions } from '../../shared/data/import/importFile.ts';
import { EVERYTHING, readExtent } from '../../shared/data/spend.ts';
import { setActiveImports } from '../../shared/data/sql/imports.ts';
import { genericMapping } from '../../shared/model/mapping.ts';
import { daysIn, lastDayIn, type DaySpan } from '../../shared/units/daySpans.ts';
import { importText, openPrepared } from './support.ts';

let database: NodeDatabase;
const opened: NodeDatabase[] = [];
beforeEach(async () => {
  database = await openPrepared();
  opened.push(database);
});
afterAll(() => {
  for (const one of opened) one.close();
});

/** Opens files one after the other, each held against those before it. */
async function load(
  files: Readonly<Record<string, string>>,
  options: Partial<ImportOptions> = {},
): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const [name, content] of Object.entries(files)) {
    const { importId, report } = await importText(database, name, content, options);
    expect(report.problem, name).toBeNull();
    if (importId !== null) ids.push(importId);
    for (const statement of setActiveImports(ids)) await database.execute(statement);
  }
  await activateImports(database, ids);
  return ids;
}

const coverage = async (zone = 'UTC'): Promise<Coverage> => readCoverage(database, zone, await readExtent(database));
/** `04-30 to 05-02`: both days are in it. */
const spanText = (span: DaySpan): string =>
  daysIn(span) === 1 ? span.from.slice(5) : `${span.from.slice(5)} to ${lastDayIn(span).slice(5)}`;
const runTexts = ({ sources }: Coverage): readonly (readonly string[])[] =>
  sources.map(({ runs }) => runs.map((run) => `${run.kind} ${spanText(run)}: ${String(run.rows)}`));
const missing = ({ sources }: Coverage): readonly (readonly string[])[] =>
  sources.map((source) => source.missing.map(spanText));

/** An OpenAI usage export of whole days; `day` is `05-04`. */
const openai = (...days: readonly (readonly [day: string, project?: string])[]): string =>
  [
    'start_time_iso,end_time_iso,project_id,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens',
    ...days.map(([day, project = 'chat']) => {
      const next = new Date(Date.parse(`2026-${day}T00:00:00Z`) + 86_400_000).toISOString();
      return `2026-${day}T00:00:00Z,${next},${project},1,gpt-4o,100,10,0`;
    }),
  ].join('\n');

/** An invoice whose rows say how long each of them is. */
const lengths = genericMapping.parse({
  name: 'own invoice',
  columns: { period_start: { column: 'begin' }, period_end: { column: 'finish' }, billed_amount: { column: 'usd' } },
  constants: { provider: 'acme', billed_currency: 'USD' },
  rowCovers: 'day',
});
const invoice = (...rows: readonly string[]): string => ['begin,finish,usd', ...rows].join('\n');

test('a day without a row is a gap of its source, and of all where no other covers it', async () => {
  await load({
    // 1, 2, 3, then 7 May; two rows on the 2nd
    'a.csv': openai(['05-01'], ['05-02'], ['05-02', 'search'], ['05-03'], ['05-07']),
    // 5 May up to 6 May, seen by another vendor
    'b.csv':
      'Date,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost to you\n"2026-05-05T10:00:00.000Z","auto","No","0","100","20","30","150","Included"\n',
  });
  const found = await coverage();
  expect(runTexts(found)).toEqual([['daily 05-01 to 05-03: 4', 'daily 05-07: 1'], ['daily 05-05: 1']]);
  expect(missing(found)).toEqual([['05-04 to 05-06'], []]);
  expect(found.uncovered.map(spanText)).toEqual(['05-04', '05-06']);
});

test('a longer row covers all its days, its end exclusive, beside the daily rows of the same source', async () => {
  await load(
    {
      'invoice.csv': invoice(
        '2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,280',
        // a day within the month, and ten days beyond it
        '2026-02-10T00:00:00Z,2026-02-11T00:00:00Z,5',
        '2026-03-05T00:00:00Z,2026-03-15T00:00:00Z,10',
      ),
    },
    { savedMappings: [lengths] },
  );
  const found = await coverage();
  // 2026 is no leap year
  expect(runTexts(found)).toEqual([['coarse 02-01 to 02-28: 1', 'daily 02-10: 1', 'coarse 03-05 to 03-14: 1']]);
  expect(missing(found)).toEqual([['03-01 to 03-04']]);
  expect(found.uncovered.map(spanText)).toEqual(['03-01 to 03-04']);
});

test('overlapping and touching longer rows are one run', async () => {
  await load(
    {
      'invoice.csv': invoice(
        '2026-01-01T00:00:00Z,2026-01-21T00:00:00Z,1',
        // within the first, then overlapping it, then touching that
        '2026-01-03T00:00:00Z,2026-01-06T00:00:00Z,1',
        '2026-01-15T00:00:00Z,2026-01-25T00:00:00Z,1',
        '2026-01-25T00:00:00Z,2026-02-02T00:00:00Z,1',
      ),
    },
    { savedMappings: [lengths] },
  );
  expect(runTexts(await coverage())).toEqual([['coarse 01-01 to 02-01: 4']]);
});

test('an import that is taken out leaves, and comes back when that is undone', async () => {
  const [first = 0, second = 0] = await load({
    'a.csv': openai(['05-01'], ['05-03']),
    'b.csv': openai(['05-02', 'search'], ['05-04', 'search']),
  });
  const both = await coverage();
  expect(both.sources.map(({ importId }) => importId)).toEqual([first, second]);
  await activateImports(database, [first]);
  const one = await coverage();
  expect(runTexts(one)).toEqual([['daily 05-01: 1', 'daily 05-03: 1']]);
  expect(one.uncovered.map(spanText)).toEqual(['05-02']);
  await activateImports(database, [first, second]);
  expect(await coverage()).toEqual(both);
  await activateImports(database, []);
  expect(await coverage()).toEqual({ sources: [], uncovered: [] });
});

test('rows that a later export states anew do not count, and their days are marked', async () => {
  await load({
    'may.csv': openai(['05-01'], ['05-02'], ['05-03'], ['05-04']),
    // states 3 to 5 May of the same project anew; of the 4th it has no row
    'revised.csv': openai(['05-03'], ['05-05']),
  });
  const found = await coverage();
  expect(runTexts(found)).toEqual([
    ['daily 05-01 to 05-02: 2', 'replaced 05-03 to 05-04: 0'],
    ['daily 05-03: 1', 'daily 05-05: 1'],
  ]);
  expect(found.sources.map(({ rowsRead, rowsCounted }) => [rowsCounted, rowsRead])).toEqual([
    [2, 4],
    [2, 2],
  ]);
  expect((await readExtent(database)).rowCount).toBe(4);
  // the earlier file tells of the 4th, but nothing that counts does
  expect(missing(found)).toEqual([[], ['05-04']]);
  expect(found.uncovered.map(spanText)).toEqual(['05-04']);
});

test('the rows that count of a source tie to the whole, and follow what other files take over', async () => {
  const line = (id: string, day: number): string =>
    JSON.stringify({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp: `2026-01-0${String(day)}T10:00:00Z`,
      accountId: '1',
      region: 'us-east-1',
      requestId: id,
      operation: 'Converse',
      modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
      input: { inputTokenCount: 10 },
      output: { outputTokenCount: 1 },
    });
  // b is in both files and counts in the earlier one
  const [first = 0, second = 0] = await load({
    'first.jsonl': [line('a', 1), line('b', 2)].join('\n'),
    'second.jsonl': [line('b', 2), line('c', 3), line('d', 3)].join('\n'),
  });
  const counts = async () => (await coverage()).sources.map(({ rowsRead, rowsCounted }) => [rowsCounted, rowsRead]);
  expect(await counts()).toEqual([
    [2, 2],
    [2, 3],
  ]);
  expect((await readExtent(database)).rowCount).toBe(4);
  // without the earlier file the later one counts all its rows
  await activateImports(database, [second]);
  expect(await counts()).toEqual([[3, 3]]);
  await activateImports(database, [first, second]);
  expect(await counts()).toEqual([
    [2, 2],
    [2, 3],
  ]);
});

test('a request stands on its day in the reporting zone; a row of a whole UTC day keeps its date', async () => {
  await load({
    // 23:30 UTC on 5 May is 01:30 on 6 May in Berlin, 16:30 on 5 May in Los Angeles
    'cursor.csv':
      'Date,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost to you\n"2026-05-05T23:30:00.000Z","auto","No","0","100","20","30","150","Included"\n"2026-05-05T03:00:00.000Z","auto","No","0","100","20","30","150","Included"\n',
    'days.csv': openai(['05-05']),
  });
  expect(runTexts(await coverage())).toEqual([['daily 05-05: 2'], ['daily 05-05: 1']]);
  expect(runTexts(await coverage('Europe/Berlin'))).toEqual([['daily 05-05 to 05-06: 2'], ['daily 05-05: 1']]);
  expect(runTexts(await coverage('America/Los_Angeles'))).toEqual([['daily 05-04 to 05-05: 2'], ['daily 05-05: 1']]);
});

test('a run opens to its own rows', async () => {
  await load({
    'a.csv': openai(['05-01'], ['05-02'], ['05-07']),
    'b.csv': openai(['05-01', 'search'], ['05-02', 'search']),
  });
  const [source] = (await coverage()).sources;
  const [run] = source?.runs ?? [];
  expect(run).toMatchObject({ rows: 2, rowsFrom: '2026-05-01T00:00:00', rowsTo: '2026-05-02T00:00:01' });
  const filter = {
    ...EVERYTHING,
    importId: source?.importId ?? 0,
    from: run?.rowsFrom ?? null,
    to: run?.rowsTo ?? null,
  };
  const { rows, total } = await readUsageRows(database, filter, { limit: 10, offset: 0 });
  expect(total).toBe(2);
  expect(rows.map(({ file_name, period_start }) => [file_name, period_start])).toEqual([
    ['a.csv', '2026-05-01T00:00:00Z'],
    ['a.csv', '2026-05-02T00:00:00Z'],
  ]);
});
