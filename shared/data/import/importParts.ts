import { isLitter, openParts } from '../container/openParts.ts';
import type { WritableDatabase } from '../database.ts';
import type { SourceFile } from '../source/sourceFile.ts';
import { importFile, type ImportOptions, type ImportOutcome } from './importFile.ts';
import { refusedFile } from './report.ts';

type PartOutcome = ImportOutcome & { readonly book: string | undefined };

/**
 * Reads a file into the database: a plain one, a packed one, every member of an archive, every sheet of a workbook that
 * has a known format. One outcome for each part, in the archive's order. A member is named by its path in the archive.
 * What an operating system leaves in folders gives none. Where the format is given, or how to read any file, only the
 * first sheet of a workbook is read: nothing tells the others from notes.
 */
export async function importParts(
  database: WritableDatabase,
  file: SourceFile,
  options: ImportOptions,
): Promise<readonly ImportOutcome[]> {
  if (isLitter(file.name)) return [];
  const outcomes: PartOutcome[] = [];
  const isGiven = options.format !== undefined || options.mapping !== undefined;
  for await (const part of openParts(file)) {
    options.signal?.throwIfAborted();
    const { book } = part;
    if (isGiven && book !== undefined && outcomes.some((outcome) => outcome.book === book)) continue;
    const outcome =
      'problem' in part
        ? { importId: null, report: refusedFile(part.name, part.problem) }
        : await importFile(database, part, options);
    outcomes.push({ ...outcome, book });
  }
  return withoutNotes(outcomes);
}

/**
 * A workbook holds notes and charts beside its tables: sheets of no known format are told with those that were read, and
 * a workbook without any is one file that was not opened, for the reason its first sheet gives.
 */
function withoutNotes(outcomes: readonly PartOutcome[]): readonly ImportOutcome[] {
  const of = (book: string): readonly PartOutcome[] => outcomes.filter((outcome) => outcome.book === book);
  return outcomes.flatMap(({ book, ...outcome }) => {
    if (book === undefined) return [outcome];
    const [first] = of(book);
    const read = of(book).filter(({ report }) => report.format !== null);
    if (read.length === 0) {
      return first?.report === outcome.report ? [{ ...outcome, report: { ...outcome.report, file: book } }] : [];
    }
    if (outcome.report.format === null) return [];
    const left = of(book).flatMap(({ report }) => (report.format === null ? [report.file.slice(book.length + 1)] : []));
    if (read[0]?.report !== outcome.report || left.length === 0) return [outcome];
    const message = `${book}: the ${left.length === 1 ? 'sheet' : 'sheets'} ${left.join(', ')} ${left.length === 1 ? 'has' : 'have'} no known format and ${left.length === 1 ? 'was' : 'were'} not read`;
    const finding = { code: 'sheets-left-out' as const, message, subject: book, count: left.length };
    return [{ ...outcome, report: { ...outcome.report, findings: [...outcome.report.findings, finding] } }];
  });
}
