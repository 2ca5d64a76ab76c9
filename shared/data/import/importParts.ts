import { isLitter, openParts } from '../container/openParts.ts';
import type { WritableDatabase } from '../database.ts';
import type { SourceFile } from '../source/sourceFile.ts';
import { importFile, type ImportOptions, type ImportOutcome } from './importFile.ts';
import { refusedFile } from './report.ts';

/**
 * Reads a file into the database: a plain one, a packed one, every member of an archive, the first sheet of a workbook.
 * One outcome for each part, in the archive's order. A member is named by its path in the archive. What an operating
 * system leaves in folders gives none.
 */
export async function importParts(
  database: WritableDatabase,
  file: SourceFile,
  options: ImportOptions,
): Promise<readonly ImportOutcome[]> {
  if (isLitter(file.name)) return [];
  const outcomes: ImportOutcome[] = [];
  for await (const part of openParts(file)) {
    options.signal?.throwIfAborted();
    outcomes.push(
      'problem' in part
        ? { importId: null, report: refusedFile(part.name, part.problem) }
        : await importFile(database, part, options),
    );
  }
  return outcomes;
}
