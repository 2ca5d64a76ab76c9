import { z } from 'zod';
import type { Finding } from '../../units/findings.ts';
import type { ReadableDatabase } from '../database.ts';
import { replacedNow, replacedWith, twinOf } from '../sql/overlaps.ts';
import type { ImportReport } from './report.ts';

/** Ends an import whose rows are all in the project already, so that its transaction leaves nothing behind. */
export class AlreadyImported extends Error {
  override readonly name = 'AlreadyImported';
  readonly report: ImportReport;

  constructor(earlierFile: string, report: ImportReport) {
    super(`${report.file} is already imported`);
    const message = `${report.file} holds the same rows as ${earlierFile}, which is already there; nothing was added`;
    this.report = {
      ...report,
      rowsKept: 0,
      rowsDuplicate: report.rowsDuplicate + report.rowsKept,
      findings: [{ code: 'already-imported', message, subject: report.file }],
    };
  }
}

/** The name of the file that this import repeats as a whole, or null. */
export async function earlierTwin(
  database: ReadableDatabase,
  importId: number,
  { format, file, rowsRead, rowsDuplicate }: ImportReport,
): Promise<string | null> {
  if (format === null) return null;
  if (rowsRead > 0 && rowsDuplicate === rowsRead) return `earlier files (${file} repeats their requests)`;
  const [twin] = await database.query(twinOf(importId, format));
  return twin === undefined ? null : z.object({ file_name: z.string() }).parse(twin).file_name;
}

const replacedRow = z.object({
  loser: z.number(),
  file: z.string(),
  format: z.string(),
  winner: z.number(),
  winner_file: z.string(),
  winner_format: z.string(),
  row_count: z.number(),
  first: z.string(),
  last: z.string(),
  is_other_basis: z.boolean(),
});
type ReplacedRow = z.infer<typeof replacedRow>;

/** The report with what the import replaces, or what replaces its own rows. */
export async function withReplacements(
  database: ReadableDatabase,
  importId: number,
  report: ImportReport,
): Promise<ImportReport> {
  const rows = z.array(replacedRow).parse(await database.query(replacedWith(importId)));
  return {
    ...report,
    replaced: rows
      .filter(({ winner }) => winner === importId)
      .map(({ loser, file, row_count, first, last }) => ({
        importId: loser,
        file,
        rows: row_count,
        from: first,
        to: last,
      })),
    findings: [...report.findings, ...rows.map(finding)],
  };
}

/** What about the totals is counted from one of two sources only. */
export async function replacementFindings(database: ReadableDatabase): Promise<readonly Finding[]> {
  return z
    .array(replacedRow)
    .parse(await database.query(replacedNow))
    .map(finding);
}

function finding(replaced: ReplacedRow): Finding {
  const { file, format, winner_file, winner_format, row_count, first, last, is_other_basis } = replaced;
  const rows = `${row_count.toLocaleString('en-US')} ${row_count === 1 ? 'row' : 'rows'}`;
  const days = `from ${first.slice(0, 10)} up to ${last.slice(0, 10)}`;
  return {
    code: format === winner_format && !is_other_basis ? 'replaced-rows' : 'other-view',
    message: is_other_basis
      ? `${file}: ${rows} of actual cost ${days} ${row_count === 1 ? 'does' : 'do'} not count, because ${winner_file} has the amortized cost of the same account and month`
      : `${file}: ${rows} ${days} do not count, because ${winner_file} shows the same spend`,
    subject: file,
    count: row_count,
  };
}
