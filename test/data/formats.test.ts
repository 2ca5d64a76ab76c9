import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { pathSourceFile } from '../../electron/files/sourceFiles.ts';
import { detect } from '../../shared/data/detect/detect.ts';
import { relationColumns } from '../../shared/data/importers/importer.ts';
import { IMPORTERS } from '../../shared/data/importers/registry.ts';
import { readHead } from '../../shared/data/source/head.ts';
import { createFormatTable, formatTable } from '../../shared/data/sql/schema.ts';
import { identifier, sql } from '../../shared/data/sql/statement.ts';
import { SOURCE_TOTALS } from './sourceTotals.ts';
import {
  emptyRelation,
  fixtureMapping,
  FIXTURE_FILES,
  golden,
  importPath,
  openPrepared,
  totals,
  usageRows,
} from './support.ts';

let database: NodeDatabase;
beforeAll(async () => {
  database = await openPrepared();
});
afterAll(() => {
  database.close();
});

describe('each fixture becomes its golden rows, which add up to the totals of its source', () => {
  test.each(FIXTURE_FILES)('$format/$file', async (fixture) => {
    const mapping = fixtureMapping(fixture);
    const { importId, report } = await importPath(database, fixture.path, mapping === undefined ? {} : { mapping });
    expect(report.problem).toBeNull();
    expect(report.format).toBe(fixture.format);
    expect(report.rowsRead).toBe(report.rowsKept + report.rowsRefused + report.rowsDuplicate);
    const rows = await usageRows(database, importId ?? 0);
    expect(rows).toHaveLength(report.rowsKept);
    await expect(golden(report, rows)).toMatchFileSnapshot(`${fixture.path}.golden`);

    const expected = SOURCE_TOTALS[`${fixture.format}/${fixture.file}`];
    expect(expected, 'worked by hand in sourceTotals.ts').toBeDefined();
    expect(await totals(database, importId ?? 0)).toEqual({
      input: 0,
      output: 0,
      requests: 0,
      billed: {},
      ...expected,
    });
  });
});

test('every fixture is recognised as its own format and as no other', async () => {
  const confusions: string[] = [];
  for (const { format, file, path } of FIXTURE_FILES) {
    const guesses = detect(await readHead(await pathSourceFile(path))).map(({ importer }) => importer.id);
    const expected = format === 'generic' ? [] : [format];
    if (guesses.join() !== expected.join()) confusions.push(`${format}/${basename(file)}: ${guesses.join(', ')}`);
  }
  expect(confusions).toEqual([]);
});

test('every format has a fixture', () => {
  const covered = new Set(FIXTURE_FILES.map(({ format }) => format));
  expect(IMPORTERS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
});

describe('every SELECT binds on the shipped DuckDB and gives the columns of its table', () => {
  test.each(IMPORTERS.map((importer) => ({ id: importer.id, importer })))('$id', async ({ importer }) => {
    await database.execute(createFormatTable(importer));
    const columns = relationColumns(importer);
    const select = importer.select(emptyRelation(columns), 1);
    await database.query(sql`EXPLAIN ${select}`);
    const described = await database.query(sql`DESCRIBE ${select}`);
    const names = described.map((row) => String(row.column_name));
    const stored = await database.query(sql`DESCRIBE SELECT * FROM ${identifier(formatTable(importer.id))}`);
    const wanted = stored.map((row) => String(row.column_name)).filter((name) => name !== 'import_id');
    expect([...names].sort()).toEqual([...wanted].sort());
    const types = new Map(stored.map((row) => [String(row.column_name), String(row.column_type)]));
    const zoned = described.filter((row) => String(row.column_type).includes('TIME ZONE'));
    expect(zoned).toEqual([]);
    expect([...types.values()].filter((type) => type.includes('TIME ZONE'))).toEqual([]);
  });
});
