import type { Importer } from '../importers/importer.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import { USAGE_COLUMN_TYPES, USAGE_COLUMNS, type UsageColumn } from '../usageColumns.ts';
import { constant, identifier, join, keyword, sql, value, type Sql } from './statement.ts';

/** First statements on every connection: no extension may be fetched, and with OPFS every commit is a checkpoint. */
export const CONNECTION_SETTINGS: readonly Sql[] = [
  sql`SET autoload_known_extensions = false`,
  sql`SET autoinstall_known_extensions = false`,
  // The browser runtime never truncates the write-ahead log, and DuckDB then loses commits; without a log it does not.
  sql`SET checkpoint_threshold = '0KB'`,
];

/** Folds everything that was committed into the database file. */
export const checkpoint = sql`CHECKPOINT`;

/**
 * The tables of a project file. Each format has a narrow table of its own (`formatTable`); the view `usage` lines them
 * up. `usage_cube` is the aggregate that every view of the workbench reads: one row per import, half hour (some time zones and
 * clock prices begin at half past; or the export's own longer period) and combination of dimensions.
 */
export const SCHEMA: readonly Sql[] = [
  sql`CREATE TABLE IF NOT EXISTS import (
    import_id INTEGER PRIMARY KEY, file_name VARCHAR NOT NULL, format VARCHAR NOT NULL, size_bytes BIGINT NOT NULL,
    imported_at VARCHAR NOT NULL, report VARCHAR NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS active_import (import_id INTEGER PRIMARY KEY)`,
  sql`CREATE TABLE IF NOT EXISTS import_constant (
    import_id INTEGER NOT NULL, name VARCHAR NOT NULL, text VARCHAR, PRIMARY KEY (import_id, name))`,
  sql`CREATE TABLE IF NOT EXISTS price_key (
    price_key_id INTEGER PRIMARY KEY, provider VARCHAR, model_raw VARCHAR, route VARCHAR, region VARCHAR,
    service_tier VARCHAR, context_band VARCHAR,
    status VARCHAR, model VARCHAR)`,
  sql`CREATE TABLE IF NOT EXISTS price_rate (
    price_key_id INTEGER NOT NULL, valid_from TIMESTAMP NOT NULL, valid_to TIMESTAMP NOT NULL,
    above_tokens BIGINT NOT NULL, below_tokens BIGINT NOT NULL,
    from_minute INTEGER NOT NULL, to_minute INTEGER NOT NULL, source VARCHAR, checked_on VARCHAR,
    ${join(TOKEN_CLASSES.map((tokenClass) => sql`${identifier(tokenClass)} DOUBLE`))})`,
  // Which price book priced a key, from when on: usage before the first day of a newer book keeps the older one's rates.
  sql`CREATE TABLE IF NOT EXISTS key_pricing (
    price_key_id INTEGER NOT NULL, book VARCHAR NOT NULL, since TIMESTAMP NOT NULL, decisions VARCHAR NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS label (
    label_id INTEGER NOT NULL, account VARCHAR, project VARCHAR, team VARCHAR, feature VARCHAR,
    environment VARCHAR, customer VARCHAR, user_key VARCHAR, api_key VARCHAR)`,
  // Projects of before there were rules by tag have no such column.
  sql`ALTER TABLE label ADD COLUMN IF NOT EXISTS tag_marks VARCHAR`,
  sql`CREATE TABLE IF NOT EXISTS tag_condition (
    condition_id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, pattern VARCHAR NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS usage_cube (
    import_id INTEGER NOT NULL, fact VARCHAR NOT NULL, period_start TIMESTAMP NOT NULL, period_end TIMESTAMP NOT NULL,
    grain VARCHAR NOT NULL, price_key_id INTEGER NOT NULL, label_id INTEGER NOT NULL,
    charge_class VARCHAR, billed_currency VARCHAR, billed_basis VARCHAR, other_unit VARCHAR,
    input_floor BIGINT NOT NULL, row_count BIGINT NOT NULL, requests BIGINT,
    ${join(TOKEN_CLASSES.map((tokenClass) => sql`${identifier(tokenClass)} BIGINT`))},
    other_qty DOUBLE, billed_amount DECIMAL(38, 12))`,
  sql`CREATE TABLE IF NOT EXISTS suppressed (
    fact VARCHAR, provider VARCHAR, account VARCHAR, period_start TIMESTAMP, period_end TIMESTAMP,
    has_tokens BOOLEAN, has_money BOOLEAN)`,
  sql`CREATE TABLE IF NOT EXISTS superseded (
    import_id INTEGER, label_id INTEGER, price_key_id INTEGER, fact VARCHAR, other_unit VARCHAR,
    winner INTEGER, valid_from TIMESTAMP, valid_to TIMESTAMP)`,
  // What `priced_day` was added up from, and in which zone: nothing where it has to be made anew.
  sql`CREATE TABLE IF NOT EXISTS settlement (basis VARCHAR NOT NULL, offsets VARCHAR NOT NULL)`,
  // Among which imports the requests that stand in several files were told apart last.
  sql`CREATE TABLE IF NOT EXISTS repeat_state (format VARCHAR NOT NULL, ids VARCHAR NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS exchange_rate (
    currency VARCHAR NOT NULL, valid_from TIMESTAMP NOT NULL, valid_to TIMESTAMP NOT NULL,
    usd_per_unit DOUBLE NOT NULL, source VARCHAR NOT NULL)`,
  sql`CREATE TABLE IF NOT EXISTS attribution (
    price_key_id INTEGER NOT NULL, label_id INTEGER NOT NULL,
    team VARCHAR, feature VARCHAR, environment VARCHAR, customer VARCHAR, PRIMARY KEY (price_key_id, label_id))`,
];

/** The statements that laid the tables and views out as they are, to tell a project of this version from an older one. */
export const layoutText = sql`SELECT text FROM layout`;
export const layoutTableExists = sql`SELECT count(*) AS tables FROM duckdb_tables() WHERE table_name = 'layout'`;
export const noteLayout = (text: string): readonly Sql[] => [
  sql`CREATE TABLE IF NOT EXISTS layout (text VARCHAR NOT NULL)`,
  sql`DELETE FROM layout`,
  sql`INSERT INTO layout VALUES (${value(text)})`,
];

/** The table of a format: `usage_openai_usage_csv` for `openai-usage-csv`. */
export const formatTable = (formatId: string): string => `usage_${formatId.replaceAll('-', '_')}`;

/** Its columns: what the importer provides, and which import and row each value came from. */
export function createFormatTable(importer: Importer): Sql {
  const columns = [
    ...importer.provides.map((column) => sql`${identifier(column)} ${keyword(USAGE_COLUMN_TYPES[column])}`),
    ...(importer.rowNotes === undefined ? [] : [sql`note VARCHAR`]),
  ];
  return sql`CREATE TABLE IF NOT EXISTS ${identifier(formatTable(importer.id))} (
    import_id INTEGER NOT NULL, source_row BIGINT NOT NULL, exclusion VARCHAR, ${join(columns)})`;
}

/** What a column is in all rows of a format that does not provide it: a constant or unknown. */
export function fixedValue(importer: Importer, column: UsageColumn): Sql {
  const fixed = importer.constants[column];
  const type = keyword(USAGE_COLUMN_TYPES[column]);
  return fixed === undefined ? sql`CAST(NULL AS ${type})` : sql`CAST(${constant(fixed)} AS ${type})`;
}

/** A format's rows with all columns of `usage`: provided ones as they are, constants, and NULL for the rest. */
export function alignedRows(importer: Importer): Sql {
  const expression = (column: UsageColumn): Sql =>
    importer.provides.includes(column) ? identifier(column) : fixedValue(importer, column);
  const columns = USAGE_COLUMNS.map((column) => sql`${expression(column)} AS ${identifier(column)}`);
  return sql`SELECT import_id, source_row, exclusion, ${join(columns)} FROM ${identifier(formatTable(importer.id))}`;
}

/** `usage`: the counted rows of all active imports. Recreated when the first file of a format comes in. */
export function createUsageView(importers: readonly Importer[]): Sql {
  const columns = join(USAGE_COLUMNS.map(identifier));
  const parts = importers.map(
    (importer) => sql`SELECT import_id, source_row, ${columns} FROM (${alignedRows(importer)})
      WHERE exclusion IS NULL AND import_id IN (SELECT import_id FROM active_import)`,
  );
  return sql`CREATE OR REPLACE VIEW usage AS ${join(parts, ' UNION ALL ')}`;
}

export const existingFormatTables = sql`
  SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'usage\\_%' ESCAPE '\\' AND table_name <> 'usage_cube'`;

export const insertImportConstant = (importId: number, name: string, text: string | null): Sql =>
  sql`INSERT INTO import_constant VALUES (${value(importId)}, ${value(name)}, ${value(text)})`;
