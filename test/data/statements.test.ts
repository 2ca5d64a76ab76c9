import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Field, Utf8 } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { refreshUsageView } from '../../shared/data/import/formatTables.ts';
import { relationColumns } from '../../shared/data/importers/importer.ts';
import { IMPORTERS } from '../../shared/data/importers/registry.ts';
import * as attribution from '../../shared/data/sql/attribution.ts';
import * as compact from '../../shared/data/sql/compact.ts';
import { buildCube } from '../../shared/data/sql/cube.ts';
import * as coverage from '../../shared/data/sql/coverage.ts';
import * as drill from '../../shared/data/sql/drill.ts';
import * as exchange from '../../shared/data/sql/exchange.ts';
import { countedRows, dailyRows, pricedRows } from '../../shared/data/sql/costRows.ts';
import * as days from '../../shared/data/sql/days.ts';
import { countingFacts, overlappingFiles } from '../../shared/data/sql/findings.ts';
import { gpuHours, gpuWorkloads, usageViewExists } from '../../shared/data/sql/gpu.ts';
import * as history from '../../shared/data/sql/history.ts';
import * as imports from '../../shared/data/sql/imports.ts';
import * as overlaps from '../../shared/data/sql/overlaps.ts';
import * as parquet from '../../shared/data/sql/parquetColumns.ts';
import * as pastCosts from '../../shared/data/sql/pastCosts.ts';
import * as prices from '../../shared/data/sql/prices.ts';
import * as reconcile from '../../shared/data/sql/reconcile.ts';
import * as rejects from '../../shared/data/sql/rejects.ts';
import * as schema from '../../shared/data/sql/schema.ts';
import * as spend from '../../shared/data/sql/spend.ts';
import * as staging from '../../shared/data/sql/staging.ts';
import { identifier, keyword, sql, type Sql } from '../../shared/data/sql/statement.ts';
import * as tags from '../../shared/data/sql/tags.ts';
import { RECOUNT, VIEWS } from '../../shared/data/sql/views.ts';
import { DIMENSIONS, USAGE_COLUMN_TYPES } from '../../shared/data/usageColumns.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';
import { zoneOffsets } from '../../shared/units/timeZones.ts';
import { emptyRelation, openPrepared } from './support.ts';

let database: NodeDatabase;
beforeAll(async () => {
  database = await openPrepared();
  for (const importer of IMPORTERS) await database.execute(schema.createFormatTable(importer));
  await refreshUsageView(database);
  for (const statement of [days.buildDays([]), days.dailyView]) await database.execute(statement);
  // What an import creates on its way.
  await database.execute(sql`CREATE TABLE staged (source_row BIGINT, line INTEGER, a VARCHAR)`);
  await database.execute(sql`CREATE TABLE raw (a VARCHAR)`);
  await database.execute(sql`CREATE TABLE refused (error_type VARCHAR, line BIGINT, line_byte_position BIGINT)`);
});
afterAll(() => {
  database.close();
});

const offsets = zoneOffsets('Europe/Berlin', '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z');
const filter = { where: { team: ['a', null], model: ['m'] }, from: '2026-01-01', to: '2026-02-01' };
/** What totals may be made of: rows with prices, without, and sums of days. */
const ROWS = [pricedRows(offsets), dailyRows(true), dailyRows(false)];
const COUNTS = [countedRows([]), ...ROWS];
const everything = { where: {}, from: null, to: null };
const fields = [Field.new({ name: 'a', type: new Utf8(), nullable: true })];
const stagedColumns = [
  parquet.parquetColumn(fields, 'a', 'a'),
  parquet.parquetColumn(fields, null, 'b'),
  parquet.parquetColumns(fields, [{ name: 'a', after: `'"` }], 'c'),
];
const rule = {
  id: 'r',
  dimension: 'team' as const,
  value: 'v',
  when: [{ field: 'model' as const, pattern: 'gpt*' }],
  overrides: false,
};

const tagConditions = [{ conditionId: 1, name: "cost ' centre", pattern: 'support\\_%' }] as const;

/** Every statement that the product sends, with arguments of the shapes it is called with. */
const STATEMENTS: Readonly<Record<string, Sql | readonly Sql[]>> = {
  'attribution/forgetAttribution': attribution.forgetAttribution,
  'attribution/insertAttribution': attribution.insertAttribution([rule, { ...rule, overrides: true }], []),
  'attribution/untaggedMoney': ROWS.map(attribution.untaggedMoney),
  'compact/dropImports': compact.dropImports(['usage_focus'], [1, 2]),
  'coverage/coveredRuns': [coverage.coveredRuns(offsets), coverage.coveredRuns([])],
  'coverage/activeReports': coverage.activeReports,
  'drill/usageRows': [drill.usageRows(filter, tagConditions, 10, 0), drill.usageRows(everything, [], 1, 1)],
  'drill/usageRowCount': drill.usageRowCount(filter, tagConditions),
  'drill/ratesInUse': ROWS.map((rows) => drill.ratesInUse(filter, rows)),
  'exchange/forgetExchangeRates': exchange.forgetExchangeRates,
  'exchange/insertExchangeRate': exchange.insertExchangeRate({
    currency: 'EUR',
    from: '2026-01-01',
    to: '2026-02-01',
    usdPerUnit: 1.1,
    source: `'; --`,
  }),
  'exchange/unconvertedMoney': ROWS.map(exchange.unconvertedMoney),
  'exchange/uncutDays': COUNTS.map(exchange.uncutDays),
  'days/buildDays': [days.buildDays([]), days.buildDays(offsets)],
  'days/dailyView': days.dailyView,
  'days/settledBasis': days.settledBasis,
  'days/settledOffsets': days.settledOffsets,
  'days/noteDays': days.noteDays(`'; --`, '[]'),
  'days/forgetDays': days.forgetDays,
  'findings/countingFacts': COUNTS.map(countingFacts),
  'findings/overlappingFiles': overlappingFiles,
  'gpu/gpuWorkloads': gpuWorkloads,
  'gpu/gpuHours': (['day', 'month'] as const).map((period) => gpuHours({ period, by: 'team', offsets })),
  'gpu/usageViewExists': usageViewExists,
  'history/segmentDays': COUNTS.map(history.segmentDays),
  'history/coarseMonths': ROWS.map(history.coarseMonths),
  'history/providerCoverage': COUNTS.map(history.providerCoverage),
  'history/priceKeys': history.priceKeys,
  'history/historyMonths': ROWS.map(history.historyMonths),
  'imports/nextImportId': imports.nextImportId,
  'imports/storedImports': imports.storedImports,
  'imports/coveredTime': imports.coveredTime(1),
  'imports/missingDimensions': imports.missingDimensions(1),
  'imports/registerImport': imports.registerImport({
    importId: 1,
    fileName: `a'b.csv`,
    format: 'focus',
    sizeBytes: 1,
    importedAt: 'x',
    report: '{}',
  }),
  'imports/setActiveImports': imports.setActiveImports([1, 2]),
  'imports/activeByFormat': imports.activeByFormat,
  'imports/repeatStates': imports.repeatStates,
  'imports/setRepeatState': imports.setRepeatState('focus', '1,2'),
  'imports/activeSources': imports.activeSources,
  'overlaps/overlaps': overlaps.overlaps(sql`SELECT 1`),
  'overlaps/findSuperseded': overlaps.findSuperseded,
  'overlaps/standingRows': overlaps.standingRows,
  'overlaps/supersededRows': overlaps.supersededRows,
  'overlaps/replacedNow': overlaps.replacedNow,
  'overlaps/replacedWith': overlaps.replacedWith(1),
  'overlaps/twinOf': overlaps.twinOf(1, 'focus'),
  'parquetColumns/stageRowGroup': [
    parquet.stageRowGroup({ raw: 'raw', staging: 'new', columns: stagedColumns, isFirst: true }),
    parquet.stageRowGroup({
      raw: 'raw',
      staging: 'staged',
      columns: [...stagedColumns.slice(0, 1), sql`1 AS line`],
      isFirst: false,
    }),
  ],
  'parquetColumns/emptyStaging': parquet.emptyStaging('new', ['a', 'b"c']),
  'parquetColumns/dropRaw': parquet.dropRaw('raw'),
  'pastCosts/pastCosts': ROWS.map(pastCosts.pastCosts),
  'pastCosts/billedMoney': ROWS.map(pastCosts.billedMoney),
  'pastCosts/monthlyActivity': ROWS.map((rows) => pastCosts.monthlyActivity(offsets, rows)),
  'pastCosts/memberTokens': pastCosts.memberTokens('user_key', '2026-01', offsets),
  'prices/pricedKeys': prices.pricedKeys,
  'prices/setKeyMatch': prices.setKeyMatch(1, 'exact', 'm'),
  'prices/forgetKey': prices.forgetKey(1),
  'prices/endRates': prices.endRates(1, '2026-01-01T00:00:00Z'),
  'prices/insertPricing': prices.insertPricing(1, 'book', null, '{}'),
  'prices/pricingHistory': prices.pricingHistory,
  'prices/insertRate': prices.insertRate({
    priceKeyId: 1,
    from: null,
    to: null,
    aboveTokens: 0,
    belowTokens: null,
    fromMinute: 0,
    toMinute: 1440,
    source: 's',
    checkedOn: null,
    usdPerMtok: perTokenClass(() => null),
  }),
  'reconcile/reconciliationCells': ROWS.map(reconcile.reconciliationCells),
  'reconcile/duplicateTokens': reconcile.duplicateTokens(IMPORTERS.slice(0, 2).map(schema.alignedRows)),
  'rejects/rejectCounts': rejects.rejectCounts('refused'),
  'rejects/rejectPositions': [rejects.rejectPositions('refused'), rejects.rejectPositions('refused', 5)],
  'rejects/dropRejects': rejects.dropRejects({ errors: 'refused', scans: 'refused' }),
  'schema/SCHEMA': schema.SCHEMA,
  'schema/layoutText': schema.layoutText,
  'schema/layoutTableExists': schema.layoutTableExists,
  'schema/noteLayout': schema.noteLayout(`'; --`),
  'schema/existingFormatTables': schema.existingFormatTables,
  'schema/createUsageView': schema.createUsageView(IMPORTERS),
  'schema/insertImportConstant': schema.insertImportConstant(1, 'n', null),
  'spend/spend': (['hour', 'day', 'week', 'month', null] as const).map((bucket) =>
    spend.spend({ bucket, by: [...DIMENSIONS], filter, rows: pricedRows(offsets) }),
  ),
  'spend/billedByCurrency': [filter, everything].map((one) => spend.billedByCurrency(one, countedRows(offsets))),
  'spend/unpricedModels': ROWS.map(spend.unpricedModels),
  'spend/extent': COUNTS.map(spend.extent),
  'spend/dimensionValues': spend.dimensionValues(DIMENSIONS, pricedRows([])),
  'staging/textRelation': sql`SELECT * FROM ${staging.textRelation({ virtualName: 'none', firstRow: 1, length: 2, columns: [] }, ['a'])}`,
  'staging/stageRows': staging.stageRows('fresh_rows', sql`(SELECT 1 AS source_row)`, true),
  'staging/dropStaging': staging.dropStaging('staged'),
  'tags/tagConditions': tags.tagConditions,
  'tags/insertTagCondition': tags.insertTagCondition(tagConditions[0]),
  'tags/importsOfFormats': tags.importsOfFormats(['focus']),
  'tags/forgetCube': tags.forgetCube(1),
  'views/RECOUNT': RECOUNT,
  'views/VIEWS': VIEWS,
};

/** Parts of statements, which the statements above contain, and what is bound importer by importer below. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'attribution.ts': ['likeText'],
  'cube.ts': ['CONTEXT_THRESHOLDS', 'buildCube'],
  'gpu.ts': ['share', 'shareProblem', 'presentTags'],
  'imports.ts': [
    'insertRows',
    'markDuplicates',
    'markRepeats',
    'forgetRepeats',
    'repeatCount',
    'outcomeCounts',
    'noteCounts',
    'refusedRows',
  ],
  'overlaps.ts': ['joinSuperseded', 'isNotSuperseded'],
  'parquetColumns.ts': ['parquetColumn', 'parquetColumns'],
  'schema.ts': ['CONNECTION_SETTINGS', 'checkpoint', 'formatTable', 'createFormatTable', 'fixedValue', 'alignedRows'],
  'days.ts': ['DAYS_LAYOUT'],
  'spend.ts': ['whereClause'],
  'staging.ts': ['stagingRelation'],
  'tags.ts': ['TAG_MARKS', 'tagMarks', 'hasMark'],
};
/** Files of nothing but parts, and the three statements of a transaction, which every import runs. */
const FILES_OF_PARTS = [
  'costRows',
  'fields',
  'jsonText',
  'localTimes',
  'periods',
  'pseudonyms',
  'skus',
  'statement',
  'transactions',
  'vocabulary',
];

const bind = (statement: Sql) => database.query(sql`EXPLAIN ${statement}`);

describe('every statement binds on the shipped DuckDB', () => {
  test.each(Object.entries(STATEMENTS))('%s', async (_, statements) => {
    for (const statement of Array.isArray(statements) ? (statements as readonly Sql[]) : [statements as Sql]) {
      await bind(statement);
    }
  });

  test.each(IMPORTERS.map((importer) => ({ id: importer.id, importer })))('the import of $id', async ({ importer }) => {
    const columns = relationColumns(importer);
    const source = emptyRelation(columns);
    for (const isStaged of [false, true]) {
      const rows = { relation: source, isStaged };
      await bind(imports.insertRows(importer, 1, rows));
      await bind(imports.insertRows(importer, 1, rows, '0'.repeat(64)));
    }
    await bind(imports.markDuplicates(importer, 1, importer.duplicateKey ?? 'model_raw')).catch((error: unknown) => {
      // Only formats with request ids are asked for duplicates.
      if (importer.duplicateKey !== undefined) throw error;
    });
    await bind(imports.forgetRepeats(importer, 1));
    await bind(imports.repeatCount(importer, 1));
    if (importer.duplicateKey !== undefined) await bind(imports.markRepeats(importer, 1, importer.duplicateKey));
    await bind(imports.outcomeCounts(importer, 1));
    if (importer.rowNotes !== undefined) await bind(imports.noteCounts(importer, 1));
    await bind(imports.refusedRows(importer, 1, 5));
    const [keys, labels, ...rest] = buildCube(importer, 1, tagConditions);
    for (const part of [keys, labels]) if (part !== undefined) await database.execute(part);
    for (const statement of rest) await bind(statement);
    await database.execute(sql`DROP TABLE price_key_part`);
    await database.execute(sql`DROP TABLE label_part`);
  });

  test('no statement is left out', async () => {
    const folder = join(import.meta.dirname, '../../shared/data/sql');
    const missing: string[] = [];
    for (const file of readdirSync(folder)) {
      const name = file.replace(/\.ts$/, '');
      if (FILES_OF_PARTS.includes(name)) continue;
      // A module of this repository; its names are all that is read.
      const module = (await import(join(folder, file))) as Readonly<Record<string, unknown>>;
      for (const exported of Object.keys(module)) {
        const isCovered = Object.hasOwn(STATEMENTS, `${name}/${exported}`) || PARTS[file]?.includes(exported) === true;
        if (!isCovered) missing.push(`${name}/${exported}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe('drift', () => {
  test('`usage` has exactly the columns of its type', async () => {
    const rows = await database.query(sql`DESCRIBE SELECT * EXCLUDE (import_id, source_row) FROM usage`);
    const described = Object.fromEntries(rows.map((row) => [String(row.column_name), String(row.column_type)]));
    const normal = (type: string): string => type.replaceAll(' ', '');
    expect(Object.fromEntries(Object.entries(described).map(([name, type]) => [name, normal(type)]))).toEqual(
      Object.fromEntries(Object.entries(USAGE_COLUMN_TYPES).map(([name, type]) => [name, normal(type)])),
    );
  });

  test('no column of any table or view is TIMESTAMP WITH TIME ZONE', async () => {
    const zoned = await database.query(
      sql`SELECT table_name, column_name FROM duckdb_columns() WHERE data_type LIKE '%TIME ZONE%' AND NOT internal`,
    );
    expect(zoned).toEqual([]);
    for (const view of ['active_cube', 'counted', 'priced', 'usage']) {
      const columns = await database.query(sql`DESCRIBE SELECT * FROM ${identifier(view)}`);
      expect(columns.filter((row) => String(row.column_type).includes('ZONE'))).toEqual([]);
    }
    // The rule is worth something: a zoned column would be found.
    await database.execute(sql`CREATE TABLE zoned (moment ${keyword('TIMESTAMP WITH TIME ZONE')})`);
    expect(
      await database.query(
        sql`SELECT column_name FROM duckdb_columns() WHERE data_type LIKE '%TIME ZONE%' AND NOT internal`,
      ),
    ).toHaveLength(1);
    await database.execute(sql`DROP TABLE zoned`);
  });
});
