import { z } from 'zod';
import type { GenericMapping } from '../../model/mapping.ts';
import { QueryError, type WritableDatabase } from '../database.ts';
import { detect } from '../detect/detect.ts';
import { isExclusion, isRepeat, type Exclusion } from '../exclusions.ts';
import { GENERIC_ID, genericImporter, mappingConstants } from '../importers/generic/importer.ts';
import type { Importer } from '../importers/importer.ts';
import { importerById } from '../importers/registry.ts';
import { readHead, type Head } from '../source/head.ts';
import { columnNames, openParquet, ParquetError, type ParquetModule, type ParquetTable } from '../source/parquet.ts';
import type { SourceFile } from '../source/sourceFile.ts';
import { toUtf8 } from '../source/transcode.ts';
import { buildCube } from '../sql/cube.ts';
import * as imports from '../sql/imports.ts';
import { inTimeZone } from '../sql/localTimes.ts';
import { createFormatTable, insertImportConstant } from '../sql/schema.ts';
import { readTagConditions } from '../tagMarks.ts';
import { inTransaction } from '../transaction.ts';
import { refreshUsageView } from './formatTables.ts';
import { importFindings } from './findings.ts';
import { isStrictReadingError, withDelimitedSource } from './delimitedSource.ts';
import { withJsonSource, type JsonReading } from './jsonSource.ts';
import { withParquetSource } from './parquetSource.ts';
import type { OpenSource } from './openSource.ts';
import { noteRepeats } from './repeats.ts';
import { AlreadyImported, earlierTwin, withReplacements } from './overlaps.ts';
import { fittingMapping } from './savedMapping.ts';
import { LISTED_LINES, refusedFile, type ImportReport, type Refusal } from './report.ts';

export type ImportOptions = {
  /** Format id that overrides recognition. */
  readonly format?: string;
  /** How to read a file of no known format. It wins over recognition. */
  readonly mapping?: GenericMapping;
  /** IANA name of the zone of times without an offset, where the format does not state one; else UTC. */
  readonly sourceTimeZone?: string;
  /** The time a file covers that does not say so itself, ISO, `to` exclusive. */
  readonly period?: { readonly from: string; readonly to: string };
  /** Mappings that were saved before: the first whose columns the file has is used where no known format fits. */
  readonly savedMappings?: readonly GenericMapping[];
  /** With a key of 64 hexadecimal digits, people are replaced by pseudonyms before anything is stored. */
  readonly pseudonymKey?: string;
  /** What reads Parquet files; without it they are refused. */
  readonly parquetModule?: ParquetModule;
  /** When the import happens, ISO, from the host's clock. */
  readonly importedAt: string;
  readonly signal?: AbortSignal;
  /** Told the byte up to which a file is read that the database does not read by itself, and of how many. */
  readonly onReading?: (bytes: number, total: number) => void;
  /** Rows of a JSON file that are staged at a time, where the default is not wanted; they do not change what is imported. */
  readonly windowRows?: number;
};

export type ImportOutcome = { readonly importId: number | null; readonly report: ImportReport };

/**
 * Reads one file into the database, inside one transaction: on any error or cancellation nothing of it remains. The rows
 * count only after `setActiveImports` names the import. Never throws for what the file holds; that is in the report.
 */
export async function importFile(
  database: WritableDatabase,
  file: SourceFile,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const opened = await openHead(file, options);
  if (typeof opened === 'string') return { importId: null, report: refusedFile(file.name, opened) };
  try {
    const settled = settledOptions(opened.head, options);
    const choice = chooseImporter(opened.head, settled);
    if (typeof choice === 'string') return { importId: null, report: refusedFile(file.name, choice) };
    return await importOpened(database, file, opened, choice, settled);
  } finally {
    opened.table?.close();
  }
}

/** The options, with a saved mapping where nothing else says how to read the file. */
function settledOptions(head: Head, options: ImportOptions): ImportOptions {
  if (options.mapping !== undefined || options.format !== undefined) return options;
  const mapping = fittingMapping(head, options.savedMappings ?? []);
  return mapping === undefined ? options : { ...options, mapping };
}

/** A file of which the head is known, and the open table of a Parquet file. */
type Opened = { readonly head: Head; readonly table: ParquetTable | null };

/** Reads the head, or says in words why the file cannot be read. */
async function openHead(file: SourceFile, { parquetModule }: ImportOptions): Promise<Opened | string> {
  const head = await readHead(file);
  if (head.kind !== 'parquet') return { head, table: null };
  if (parquetModule === undefined) return 'Parquet files cannot be read here';
  try {
    const table = await openParquet(file, parquetModule);
    return { head: { kind: 'parquet', columns: columnNames(table.fields) }, table };
  } catch (error) {
    if (error instanceof ParquetError) return error.message;
    throw error;
  }
}

async function importOpened(
  database: WritableDatabase,
  file: SourceFile,
  opened: Opened,
  choice: Choice,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const attempt = (isStrict: boolean): Promise<ImportOutcome> =>
    inTransaction(database, () => importChosen(database, file, opened, choice, isStrict, options));
  try {
    return await attempt(true);
  } catch (error) {
    if (!isStrictReadingError(error)) return notTaken(file, error);
  }
  try {
    return await attempt(false);
  } catch (error) {
    return notTaken(file, error);
  }
}

/** What DuckDB says of a file's content rather than of our statement. */
const CONTENT_ERROR = /^(Invalid Input|Conversion|Out of Range|Invalid unicode|IO) Error: /i;

function notTaken(file: SourceFile, error: unknown): ImportOutcome {
  if (error instanceof AlreadyImported) return { importId: null, report: error.report };
  if (error instanceof ParquetError) return { importId: null, report: refusedFile(file.name, error.message) };
  if (!(error instanceof QueryError) || !CONTENT_ERROR.test(error.message)) throw error;
  const [sentence = ''] = error.message.replace(CONTENT_ERROR, '').split('\n', 1);
  return { importId: null, report: refusedFile(file.name, `it could not be read: ${sentence.slice(0, 200)}`) };
}

async function importChosen(
  database: WritableDatabase,
  file: SourceFile,
  opened: Opened,
  choice: Choice,
  isStrict: boolean,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { import_id: importId } = z
    .object({ import_id: z.number() })
    .parse((await database.query(imports.nextImportId))[0]);
  await database.execute(createFormatTable(choice.importer));
  await refreshUsageView(database);
  for (const [name, text] of Object.entries(constantsOf(file, choice.importer, options))) {
    await database.execute(insertImportConstant(importId, name, text));
  }
  const { signal, onReading, windowRows } = options;
  const reading = { importId, isStrict, signal, onReading, windowRows };
  const read = await withSource(database, file, opened, choice.importer, reading, (source) =>
    importSource(database, file, source, choice, importId, options),
  );
  await database.execute(
    imports.registerImport({
      importId,
      fileName: file.name,
      format: choice.importer.id,
      sizeBytes: file.size,
      importedAt: options.importedAt,
      report: JSON.stringify(read),
    }),
  );
  // With nothing to be held against, its aggregate need not be read again.
  if ((await database.query(imports.activeByFormat)).length === 0) return { importId, report: read };
  const twin = await earlierTwin(database, importId, read);
  if (twin !== null) throw new AlreadyImported(twin, read);
  return { importId, report: await withReplacements(database, importId, read) };
}

function constantsOf(
  file: SourceFile,
  importer: Importer,
  { mapping, period }: ImportOptions,
): Readonly<Record<string, string>> {
  return {
    ...importer.nameConstants?.(file.name),
    ...(period === undefined ? {} : { period_start: period.from, period_end: period.to }),
    ...(mapping === undefined ? {} : mappingConstants(mapping)),
  };
}

type Choice = { readonly importer: Importer; readonly confidence: number };

/** The importer to use, or a sentence that says why there is none. */
function chooseImporter(head: Head, { format, mapping }: ImportOptions): Choice | string {
  if (head.kind === 'unreadable') return head.reason;
  if (head.kind === 'gzip' || head.kind === 'zip') return 'it is packed more than once; unpack it first';
  if (mapping !== undefined) return { importer: genericImporter(mapping), confidence: 1 };
  if (format === GENERIC_ID) return 'the generic format needs a mapping';
  if (format !== undefined) {
    const importer = importerById(format);
    if (importer === undefined) return `there is no format "${format}"`;
    if (importer.kind === 'json' && head.kind !== 'json') return `${importer.title} is a JSON file, this is not`;
    return { importer, confidence: 1 };
  }
  const [best] = detect(head);
  if (best !== undefined) return best;
  return head.kind === 'json'
    ? 'no known format has this JSON structure'
    : `no known format has the columns ${(head.columns ?? []).slice(0, 8).join(', ')}`;
}

type Reading = JsonReading & { readonly isStrict: boolean };

async function withSource<T>(
  database: WritableDatabase,
  file: SourceFile,
  { head, table }: Opened,
  importer: Importer,
  reading: Reading,
  work: (source: OpenSource) => Promise<T>,
): Promise<T> {
  if (head.kind === 'delimited' && importer.kind === 'table') {
    const readable = head.encoding === 'utf-8' ? file : await toUtf8(file, head.encoding);
    return withDelimitedSource(database, readable, head, importer, reading, work);
  }
  if (table !== null && importer.kind === 'table') return withParquetSource(database, table, importer, reading, work);
  if (head.kind === 'json') return withJsonSource(database, file, head, importer, reading, work);
  throw new TypeError(`${importer.id} cannot read ${head.kind}`);
}

async function importSource(
  database: WritableDatabase,
  file: SourceFile,
  source: OpenSource,
  { importer, confidence }: Choice,
  importId: number,
  { signal, sourceTimeZone, mapping, pseudonymKey }: ImportOptions,
): Promise<ImportReport> {
  const cancellable = signal === undefined ? {} : { signal };
  const zone = sourceTimeZone ?? mapping?.timeZone;
  await source.eachWindow(({ relation, isStaged }) => {
    const local = zone === undefined ? relation : inTimeZone(relation, importer.localTimes ?? [], zone);
    const rows = { relation: local, isStaged };
    return database.execute(imports.insertRows(importer, importId, rows, pseudonymKey), cancellable);
  });
  if (importer.duplicateKey !== undefined) {
    await database.execute(imports.markDuplicates(importer, importId, importer.duplicateKey), cancellable);
    await database.execute(imports.markRepeats(importer, importId, importer.duplicateKey), cancellable);
    await noteRepeats(database, importer.id, importId);
  }
  const counts = await outcomeCounts(database, importer, importId);
  const conditions = importer.provides.includes('tags') ? await readTagConditions(database) : [];
  for (const statement of buildCube(importer, importId, conditions, counts.get(null))) {
    await database.execute(statement, cancellable);
  }

  const refusals = [
    ...(await source.problems()),
    ...(await refusedByRule(database, importer, importId, source, counts)),
  ];
  const total = (list: readonly Refusal[]): number => list.reduce((sum, refusal) => sum + refusal.count, 0);
  const rowsKept = counts.get(null) ?? 0;
  const rowsDuplicate = total(refusals.filter(({ reason }) => isRepeat(reason)));
  const rowsRefused = total(refusals) - rowsDuplicate;
  const covered = z
    .object({ first: z.string().nullable(), last: z.string().nullable() })
    .parse((await database.query(imports.coveredTime(importId)))[0]);
  const outcome = { rowsKept, rowsRefused, rowsDuplicate };
  const rowsOfParts = total(refusals.filter(({ reason }) => reason === 'repeats-parts'));
  return {
    file: file.name,
    format: importer.id,
    confidence,
    ...(mapping === undefined ? {} : { mapping: mapping.name }),
    rowsRead: rowsKept + rowsRefused + rowsDuplicate,
    ...outcome,
    refusals,
    from: covered.first,
    to: covered.last,
    problem: null,
    replaced: [],
    findings: await importFindings(database, file.name, importer, importId, { ...outcome, rowsOfParts }),
  };
}

async function outcomeCounts(
  database: WritableDatabase,
  importer: Importer,
  importId: number,
): Promise<ReadonlyMap<Exclusion | null, number>> {
  const rows = z
    .array(z.object({ exclusion: z.string().nullable(), rows: z.number() }))
    .parse(await database.query(imports.outcomeCounts(importer, importId)));
  return new Map(rows.map(({ exclusion, rows: count }) => [exclusion === null ? null : known(exclusion), count]));
}

const known = (code: string): Exclusion => (isExclusion(code) ? code : 'unreadable');

/** Rows that were read but not kept, with the lines of the first of each kind. */
async function refusedByRule(
  database: WritableDatabase,
  importer: Importer,
  importId: number,
  source: OpenSource,
  counts: ReadonlyMap<Exclusion | null, number>,
): Promise<readonly Refusal[]> {
  const reasons = [...counts.keys()].filter((reason) => reason !== null);
  if (reasons.length === 0) return [];
  const listed = z
    .array(z.object({ exclusion: z.string(), source_row: z.number() }))
    .parse(await database.query(imports.refusedRows(importer, importId, LISTED_LINES)));
  const lines = await source.linesOf(listed.map((row) => row.source_row));
  return reasons.map((reason) => ({
    reason,
    count: counts.get(reason) ?? 0,
    lines: listed
      .filter((row) => known(row.exclusion) === reason)
      .map((row) => lines.get(row.source_row))
      .filter((line) => line !== undefined),
  }));
}
