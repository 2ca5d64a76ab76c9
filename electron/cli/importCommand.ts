import { readFile } from 'node:fs/promises';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import { genericMapping, type GenericMapping } from '../../shared/model/mapping.ts';
import { EVERYTHING, readBilled, readSpend, readUnpriced } from '../../shared/data/spend.ts';
import { totalFindings } from '../../shared/data/totalFindings.ts';
import { EXCLUSIONS } from '../../shared/data/exclusions.ts';
import type { ImportReport } from '../../shared/data/import/report.ts';
import { mergeFindings, type Finding } from '../../shared/units/findings.ts';
import { cents, count } from '../../shared/units/format.ts';
import { perTokenClass, type PerTokenClass } from '../../shared/units/tokenClasses.ts';
import { zoneOffsets } from '../../shared/units/timeZones.ts';
import { UsageError, type CommandContext } from './context.ts';
import { loadUsage, type LoadedUsage } from './loadUsage.ts';

export type ImportSettings = {
  readonly files: readonly string[];
  readonly format: string | null;
  readonly mapping: string | null;
  readonly sourceTimeZone: string | null;
  readonly reportingTimeZone: string | null;
  readonly isStrict: boolean;
  readonly isJson: boolean;
};

/** The document that `import --json` prints. */
type ImportDocument = {
  readonly files: readonly ImportReport[];
  readonly totals: {
    readonly requests: number | null;
    readonly tokens: PerTokenClass<number | null>;
    readonly billed: Readonly<Record<string, string>>;
    readonly computedUsd: number | null;
    /** Which prices made the computed total. */
    readonly priceBook: string;
    readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
  };
  readonly findings: readonly Finding[];
};

/** `tokenwright import`: what the files hold, as a report and totals. 1 when a file was refused whole or kept nothing. */
export async function importCommand(settings: ImportSettings, context: CommandContext): Promise<number> {
  const mapping = settings.mapping === null ? null : await readMapping(settings.mapping);
  if (settings.reportingTimeZone !== null) checkZone('--reporting-timezone', settings.reportingTimeZone);
  if (settings.sourceTimeZone !== null) checkZone('--source-timezone', settings.sourceTimeZone);
  const options = {
    ...(settings.format === null ? {} : { format: settings.format }),
    ...(mapping === null ? {} : { mapping }),
    ...(settings.sourceTimeZone === null ? {} : { sourceTimeZone: settings.sourceTimeZone }),
  };
  const sources = settings.files.map((path) => ({ path, ...options }));
  const usage = await loadUsage(sources, NO_CORRECTIONS, context.now().toISOString());
  try {
    const document = await importDocument(usage);
    if (settings.isJson) context.print(JSON.stringify(document));
    else for (const line of reportLines(document)) context.print(line);
    return exitCode(document.files, settings.isStrict);
  } finally {
    usage.database.close();
  }
}

async function importDocument({ database, book, reports, findings }: LoadedUsage): Promise<ImportDocument> {
  const [total] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
  return {
    files: reports,
    totals: {
      requests: total?.requests ?? null,
      tokens: total?.tokens ?? perTokenClass(() => null),
      billed: await readBilled(database, EVERYTHING, []),
      computedUsd: total?.computedUsd ?? null,
      priceBook: book.version,
      unpriced: (await readUnpriced(database)).map(({ model, tokens }) => ({ model, tokens })),
    },
    findings: mergeFindings([
      ...(await totalFindings(database)),
      ...findings,
      ...reports.flatMap((report) => report.findings),
    ]),
  };
}

/**
 * 0: every file was recognised. A header-only file is fine, and so is one whose rows all are counted already; a file that
 * lost all its rows is not.
 */
export function exitCode(reports: readonly ImportReport[], isStrict: boolean): number {
  const failed = reports.some(
    (report) =>
      report.format === null ||
      (report.rowsRead > report.rowsDuplicate && report.rowsKept === 0) ||
      (isStrict && report.rowsRefused > 0),
  );
  return failed ? 1 : 0;
}

function reportLines({ files, totals, findings }: ImportDocument): readonly string[] {
  return [
    ...files.flatMap((report) => [
      report.problem === null
        ? `${report.file}: ${report.format ?? ''}, ${count(report.rowsRead)} rows read, ${count(report.rowsKept)} kept`
        : `${report.file}: not opened, ${report.problem}`,
      ...report.refusals.map(
        ({ reason, count: rows, lines }) =>
          `  ${count(rows)} rows: ${EXCLUSIONS[reason]} (line ${lines.slice(0, 10).join(', ')})`,
      ),
    ]),
    `computed ${cents(totals.computedUsd)} USD (prices: ${totals.priceBook}); billed ${
      Object.entries(totals.billed)
        .map(([currency, amount]) => `${amount} ${currency}`)
        .join(' + ') || 'unknown'
    }`,
    ...findings.map(({ code, message }) => `${code}: ${message}`),
  ];
}

async function readMapping(path: string): Promise<GenericMapping> {
  const parsed = genericMapping.safeParse(await readJson(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not a mapping'}`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checkZone(option: string, zone: string): void {
  try {
    zoneOffsets(zone, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
  } catch {
    throw new UsageError(`${option}: there is no time zone "${zone}".`);
  }
}
