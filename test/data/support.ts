import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openNodeDatabase, type NodeDatabase } from '../../electron/duckdb.ts';
import { bytesSourceFile, pathSourceFile } from '../../electron/files/sourceFiles.ts';
import { TOKEN_CLASSES } from '../../shared/units/tokenClasses.ts';
import type { Row } from '../../shared/data/database.ts';
import { prepareDatabase } from '../../shared/data/import/formatTables.ts';
import { importFile, type ImportOptions, type ImportOutcome } from '../../shared/data/import/importFile.ts';
import type { ImportReport } from '../../shared/data/import/report.ts';
import type { SourceFile } from '../../shared/data/source/sourceFile.ts';
import { setActiveImports } from '../../shared/data/sql/imports.ts';
import { constant, identifier, integer, join as joinSql, keyword, sql } from '../../shared/data/sql/statement.ts';
import { USAGE_COLUMN_TYPES, USAGE_COLUMNS } from '../../shared/data/usageColumns.ts';
import { genericMapping, type GenericMapping } from '../../shared/model/mapping.ts';

export const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '../fixtures');
export const IMPORTED_AT = '2026-11-21T08:00:00Z';

export async function openPrepared(): Promise<NodeDatabase> {
  const database = await openNodeDatabase();
  await prepareDatabase(database);
  return database;
}

export type Fixture = { readonly format: string; readonly file: string; readonly path: string };

const HELPERS = ['.golden', '.mapping.json'];

/** Every export under test/fixtures, by the format its folder is named after. */
export const FIXTURE_FILES: readonly Fixture[] = readdirSync(FIXTURES)
  .sort()
  .flatMap((format) =>
    readdirSync(join(FIXTURES, format))
      .filter((file) => !HELPERS.some((ending) => file.endsWith(ending)))
      .sort()
      .map((file) => ({ format, file, path: join(FIXTURES, format, file) })),
  );

/** The mapping beside a generic fixture: `gateway.csv` is read as `gateway.mapping.json` says. */
export function fixtureMapping({ format, path }: Fixture): GenericMapping | undefined {
  if (format !== 'generic') return undefined;
  const text = readFileSync(path.slice(0, -extname(path).length) + '.mapping.json', 'utf8');
  return genericMapping.parse(JSON.parse(text));
}

export const text = (name: string, content: string): SourceFile =>
  bytesSourceFile(name, new TextEncoder().encode(content));

type Options = Partial<ImportOptions>;

export const importPath = async (database: NodeDatabase, path: string, options: Options = {}): Promise<ImportOutcome> =>
  importFile(database, await pathSourceFile(path), { importedAt: IMPORTED_AT, ...options });

export const importText = (
  database: NodeDatabase,
  name: string,
  content: string,
  options: Options = {},
): Promise<ImportOutcome> => importFile(database, text(name, content), { importedAt: IMPORTED_AT, ...options });

export async function activate(database: NodeDatabase, ...importIds: readonly (number | null)[]): Promise<void> {
  for (const statement of setActiveImports(importIds.filter((id) => id !== null))) await database.execute(statement);
}

/** The kept rows of an import as plain text and numbers, columns without a value left out. Afterwards none is active. */
export async function usageRows(database: NodeDatabase, importId: number): Promise<readonly Row[]> {
  await activate(database, importId);
  const columns = USAGE_COLUMNS.map((column) => {
    const name = identifier(column);
    const type = USAGE_COLUMN_TYPES[column];
    if (type === 'TIMESTAMP') return sql`rtrim(rtrim(strftime(${name}, '%Y-%m-%dT%H:%M:%S.%f'), '0'), '.') AS ${name}`;
    if (type === 'BIGINT' || type === 'DOUBLE') return sql`CAST(${name} AS DOUBLE) AS ${name}`;
    if (column === 'billed_amount') return sql`rtrim(rtrim(CAST(${name} AS VARCHAR), '0'), '.') AS ${name}`;
    return sql`CAST(${name} AS VARCHAR) AS ${name}`;
  });
  const rows = await database.query(
    sql`SELECT source_row, ${joinSql(columns)} FROM usage WHERE import_id = ${integer(importId)} ORDER BY source_row`,
  );
  await activate(database);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
}

/** One line a fact: what the report says, then the rows. Read by people and compared by tests. */
export function golden(report: ImportReport, rows: readonly Row[]): string {
  const { format, rowsRead, rowsKept, rowsRefused, rowsDuplicate, refusals, from, to, findings } = report;
  const head = { format, rowsRead, rowsKept, rowsRefused, rowsDuplicate, refusals, from, to };
  const notes = findings.map(({ code, message, count }) => ({
    code,
    message,
    ...(count === undefined ? {} : { count }),
  }));
  return `${[head, ...notes, ...rows].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

export type Totals = {
  readonly input?: number;
  readonly output?: number;
  readonly requests?: number;
  readonly billed?: Readonly<Record<string, string>>;
};

/** What a set of rows adds up to; the money as DuckDB's decimals add it. Afterwards no import is active. */
export async function totals(database: NodeDatabase, importId: number): Promise<Totals> {
  await activate(database, importId);
  const sum = (prefix: string) =>
    joinSql(
      TOKEN_CLASSES.filter((name) => name.startsWith(prefix)).map((name) => sql`COALESCE(sum(${identifier(name)}), 0)`),
      ' + ',
    );
  const [counts] = await database.query(sql`SELECT CAST(${sum('in_')} AS DOUBLE) AS input,
    CAST(${sum('out_')} AS DOUBLE) AS output, CAST(COALESCE(sum(requests), 0) AS DOUBLE) AS requests FROM usage`);
  const money = await database.query(sql`SELECT billed_currency AS currency,
    rtrim(rtrim(CAST(sum(billed_amount) AS VARCHAR), '0'), '.') AS amount
    FROM usage WHERE billed_amount IS NOT NULL GROUP BY billed_currency ORDER BY billed_currency`);
  await activate(database);
  const billed = Object.fromEntries(money.map(({ currency, amount }) => [String(currency), String(amount)]));
  return { input: Number(counts?.input), output: Number(counts?.output), requests: Number(counts?.requests), billed };
}

/** A relation of the right column names and no rows, to bind an importer's SELECT against. */
export const emptyRelation = (columns: readonly string[]) =>
  sql`(SELECT CAST(NULL AS BIGINT) AS source_row, ${joinSql(
    columns.map((name) => sql`CAST(NULL AS ${keyword('VARCHAR')}) AS ${identifier(name)}`),
  )} WHERE ${constant('1')} = ${constant('2')})`;
