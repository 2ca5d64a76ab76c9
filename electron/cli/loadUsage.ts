import { basename } from 'node:path';
import type { PriceCorrections } from '../../shared/catalog/prices/corrections.ts';
import type { PriceBook } from '../../shared/catalog/types.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import { prepareDatabase } from '../../shared/data/import/formatTables.ts';
import type { ImportOptions, ImportOutcome } from '../../shared/data/import/importFile.ts';
import { importParts } from '../../shared/data/import/importParts.ts';
import { refusedFile, type ImportReport } from '../../shared/data/import/report.ts';
import { setActiveImports } from '../../shared/data/sql/imports.ts';
import { settle } from '../../shared/data/settle.ts';
import type { Finding } from '../../shared/units/findings.ts';
import { openNodeDatabase, type NodeDatabase } from '../duckdb.ts';
import { stat } from 'node:fs/promises';
import { folderFiles, type NamedPath } from '../files/folderFiles.ts';
import { pathSourceFile } from '../files/sourceFiles.ts';
import { parquetModule } from '../parquetModule.ts';

export type UsageSource = { readonly path: string } & Pick<ImportOptions, 'format' | 'mapping' | 'sourceTimeZone'>;

export type LoadedUsage = {
  readonly database: NodeDatabase;
  readonly book: PriceBook;
  readonly reports: readonly ImportReport[];
  /** What the price book says of the names it met. */
  readonly findings: readonly Finding[];
};

/** What a plan says of its data. */
export type UsageSettings = Partial<
  Pick<PlanDocument, 'exchangeRates' | 'dimensionRules' | 'mappings' | 'privacy' | 'reporting'>
>;

/** Reads files into a database in memory, prices them, and makes all of them count. Close the database afterwards. */
export async function loadUsage(
  sources: readonly UsageSource[],
  corrections: PriceCorrections,
  importedAt: string,
  settings: UsageSettings = {},
): Promise<LoadedUsage> {
  const database = await openNodeDatabase();
  await prepareDatabase(database);
  const reports: ImportReport[] = [];
  const { mappings, privacy } = settings;
  const common = {
    importedAt,
    parquetModule,
    ...(mappings === undefined ? {} : { savedMappings: mappings }),
    ...(privacy?.pseudonymise === true && privacy.key !== '' ? { pseudonymKey: privacy.key } : {}),
  };
  const importIds: number[] = [];
  for (const { path, ...options } of sources) {
    for (const file of await filesAt(path)) {
      for (const { importId, report } of await importPath(database, file, { ...common, ...options })) {
        reports.push(report);
        if (importId === null) continue;
        importIds.push(importId);
        // The next file is held against those before it.
        for (const statement of setActiveImports(importIds)) await database.execute(statement);
      }
    }
  }
  const { book, findings } = await settle(database, {
    importIds,
    corrections,
    exchangeRates: settings.exchangeRates ?? [],
    dimensionRules: settings.dimensionRules ?? [],
    timezone: settings.reporting?.timezone ?? 'UTC',
  });
  return { database, book, reports, findings };
}

/** A file, or everything in a folder. What cannot be opened is told when it is read. */
async function filesAt(path: string): Promise<readonly NamedPath[]> {
  const about = await stat(path).catch(() => null);
  if (about?.isDirectory() !== true) return [{ path, name: basename(path) }];
  const files = await folderFiles(path).catch(() => []);
  return files.length > 0 ? files : [{ path, name: basename(path) }];
}

async function importPath(
  database: NodeDatabase,
  { path, name }: NamedPath,
  options: ImportOptions,
): Promise<readonly ImportOutcome[]> {
  try {
    return await importParts(database, { ...(await pathSourceFile(path)), name }, options);
  } catch (error) {
    return [{ importId: null, report: refusedFile(name, readingProblem(error)) }];
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'the file may not be read',
  EPERM: 'the file may not be read',
  EISDIR: 'the folder holds no files that may be read',
};

/** Why a path could not be opened, in words; any other error is a bug and goes on. */
function readingProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const problem = PROBLEMS[code];
  if (problem === undefined) throw error;
  return problem;
}
