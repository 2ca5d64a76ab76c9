import { Field, Map_, Struct, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { bytesSourceFile } from '../../electron/files/sourceFiles.ts';
import { parquetModule } from '../../electron/parquetModule.ts';
import { importFile } from '../../shared/data/import/importFile.ts';
import type { Row } from '../../shared/data/database.ts';
import { integer, sql } from '../../shared/data/sql/statement.ts';
import { loadParquet, parquet } from '../support/parquetFile.ts';
import { activate, IMPORTED_AT, openPrepared, text } from './support.ts';

let database: NodeDatabase;
beforeAll(async () => {
  database = await openPrepared();
  await loadParquet();
});
afterAll(() => {
  database.close();
});

/** The tags of each row, as names and texts. */
async function tagsOf(name: string, content: string | Uint8Array): Promise<readonly unknown[]> {
  const file = typeof content === 'string' ? text(name, content) : bytesSourceFile(name, content);
  const { importId, report } = await importFile(database, file, { importedAt: IMPORTED_AT, parquetModule });
  expect(report).toMatchObject({ problem: null, rowsRefused: 0 });
  await activate(database, importId);
  const rows: readonly Row[] = await database.query(
    sql`SELECT array_to_string(list_transform(map_entries(tags), lambda tag: tag.key || '=' || tag.value), '; ') AS tags FROM usage WHERE import_id = ${integer(importId ?? 0)} ORDER BY source_row`,
  );
  // The next file is not to be held against this one.
  await activate(database);
  return rows.map(({ tags }) => (typeof tags === 'string' ? tags.split('; ') : null));
}

const legacy = {
  'bill/PayerAccountId': '111',
  'lineItem/UsageAccountId': '222',
  'lineItem/LineItemType': 'Usage',
  'lineItem/UsageStartDate': '2025-06-01T00:00:00Z',
  'lineItem/UsageEndDate': '2025-06-02T00:00:00Z',
  'lineItem/ProductCode': 'AmazonBedrock',
  'lineItem/UsageType': 'USE1-NovaLite-input-tokens',
  'lineItem/UsageAmount': '1000',
  'lineItem/CurrencyCode': 'USD',
  'lineItem/UnblendedCost': '0.06',
  'pricing/unit': '1K tokens',
};
const athena = Object.fromEntries(
  Object.entries(legacy).map(([name, value]) => [
    name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .replace('/', '_')
      .toLowerCase(),
    value,
  ]),
);

type Cells = Readonly<Record<string, string>>;
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csv = (...rows: readonly Cells[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)].map((cells) => cells.map(quoted).join(',')).join('\n') +
  '\n';
const columns = (...rows: readonly Cells[]) =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((name) => [
      name,
      vectorFromArray(
        rows.map((row) => (row[name] === '' ? null : (row[name] ?? null))),
        new Utf8(),
      ),
    ]),
  );

describe('tags in columns of their own, which users name', () => {
  const tagged = [
    {
      ...legacy,
      'resourceTags/user:team': 'search',
      'resourceTags/user:na"me': 'a "b" \\ c',
      'cost_category/division': 'retail',
    },
    { ...legacy, 'resourceTags/user:team': '', 'resourceTags/user:na"me': '', 'cost_category/division': '' },
  ];
  const flat = [
    {
      ...athena,
      resource_tags_user_team: 'search',
      resource_tags_aws_created_by: 'x',
      cost_category_division: 'retail',
    },
    { ...athena, resource_tags_user_team: 'chat', resource_tags_aws_created_by: '', cost_category_division: '' },
  ];

  test('of a legacy AWS report, as CSV and as JSON', async () => {
    const expected = [['user:team=search', 'user:na"me=a "b" \\ c', 'division=retail'], null];
    expect(await tagsOf('legacy.csv', csv(...tagged))).toEqual(expected);
    expect(await tagsOf('legacy.json', JSON.stringify(tagged))).toEqual(expected);
    expect(await tagsOf('legacy.jsonl', tagged.map((row) => JSON.stringify(row)).join('\n'))).toEqual(expected);
  });

  test('of the names that Athena and Parquet files have', async () => {
    const expected = [['user_team=search', 'aws_created_by=x', 'division=retail'], ['user_team=chat']];
    expect(await tagsOf('athena.csv', csv(...flat))).toEqual(expected);
    expect(await tagsOf('athena.parquet', parquet(new Table(columns(...flat))))).toEqual(expected);
    expect(await tagsOf('athena.json', JSON.stringify(flat))).toEqual(expected);
  });

  test('beside the maps of AWS Data Exports', async () => {
    const entries = new Struct<{ key: Utf8; value: Utf8 }>([
      Field.new({ name: 'key', type: new Utf8(), nullable: false }),
      Field.new({ name: 'value', type: new Utf8(), nullable: true }),
    ]);
    const map = new Map_(Field.new({ name: 'entries', type: entries, nullable: false }));
    const table = new Table({
      ...columns({ ...athena, cost_category_division: 'ignored' }),
      resource_tags: vectorFromArray([new Map([['user_team', 'search']])], map),
      cost_category: vectorFromArray([new Map([['division', 'retail']])], map),
    });
    expect(await tagsOf('cur2.parquet', parquet(table))).toEqual([['user_team=search', 'division=retail']]);
    const maps = { ...athena, resource_tags: '{"user_team":"search"}', cost_category: '{"division":"retail"}' };
    expect(await tagsOf('cur2.csv', csv(maps))).toEqual([['user_team=search', 'division=retail']]);
  });

  test('of OpenCost and Kubecost', async () => {
    const row = {
      Date: '2026-05-01',
      Namespace: 'serving',
      ControllerName: 'llama',
      GPUs: '0',
      GPUCost: '0',
      TotalCost: '1',
    };
    expect(await tagsOf('opencost.csv', csv({ ...row, Label_team: 'search', Label_app: 'chat' }))).toEqual([
      ['team=search', 'app=chat', 'gpu_cost=0.0'],
    ]);
    const allocation = {
      name: 'serving/llama',
      properties: { namespace: 'serving', labels: { team: 'search', app: 'chat' } },
      start: '2026-05-01T00:00:00Z',
      end: '2026-05-02T00:00:00Z',
      gpuHours: 0,
      gpuCost: 0,
      totalCost: 1,
    };
    const answer = JSON.stringify({ code: 200, data: [{ 'serving/llama': allocation }] });
    expect(await tagsOf('allocation.json', answer)).toEqual([['team=search', 'app=chat', 'gpu_cost=0.0']]);
  });
});
