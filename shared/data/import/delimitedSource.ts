import { z } from 'zod';
import { QueryError, type WritableDatabase } from '../database.ts';
import type { Exclusion } from '../exclusions.ts';
import type { TableImporter } from '../importers/importer.ts';
import { delimitedRelation } from '../source/delimitedRelation.ts';
import type { Head } from '../source/head.ts';
import { PackedDataError } from '../source/gzip.ts';
import { recordLines } from '../source/recordLines.ts';
import { chunks, type SourceFile } from '../source/sourceFile.ts';
import { dropRejects, rejectCounts, rejectPositions } from '../sql/rejects.ts';
import type { OpenSource, ReadingProblem } from './openSource.ts';
import { LISTED_LINES } from './report.ts';

type DelimitedHead = Extract<Head, { kind: 'delimited' }>;

/** What DuckDB calls a line it cannot read -> what we call it. */
const REASONS: Readonly<Record<string, Exclusion>> = {
  'MISSING COLUMNS': 'missing-columns',
  'TOO MANY COLUMNS': 'too-many-columns',
  'UNQUOTED VALUE': 'broken-quotes',
  'LINE SIZE OVER MAXIMUM': 'line-too-long',
  'INVALID ENCODING': 'not-utf-8',
};

const countRow = z.object({ error_type: z.string(), lines: z.number() });
const positionRow = z.object({ error_type: z.string(), line: z.number(), position: z.number() });

/** True for the error with which strict reading gives up on a file as a whole. */
export const isStrictReadingError = (error: unknown): boolean =>
  error instanceof QueryError && error.message.includes('strict_mode=false');

/** Lets DuckDB read a delimited text file in place. */
export async function withDelimitedSource<T>(
  database: WritableDatabase,
  file: SourceFile,
  head: DelimitedHead,
  importer: TableImporter,
  { importId, isStrict }: { readonly importId: number; readonly isStrict: boolean },
  work: (source: OpenSource) => Promise<T>,
): Promise<T> {
  const rejects = { errors: `reject_errors_${String(importId)}`, scans: `reject_scans_${String(importId)}` };
  return database.withFile(file, async (virtualName) => {
    const positions = async (): Promise<readonly z.infer<typeof positionRow>[]> =>
      z.array(positionRow).parse(await database.query(rejectPositions(rejects.errors, LISTED_LINES)));

    const problems = async (): Promise<readonly ReadingProblem[]> => {
      const refused = await refusedLines();
      const mayBeCut = file.compression !== undefined || refused.length === 0;
      const isCut = mayBeCut && (await isCutOff(file));
      return isCut ? [...refused, { reason: 'cut-off', count: 1, lines: [] }] : refused;
    };

    const refusedLines = async (): Promise<readonly ReadingProblem[]> => {
      const counts = z.array(countRow).parse(await database.query(rejectCounts(rejects.errors)));
      if (counts.length === 0) return [];
      const listed = await positions();
      const found = await recordLines(
        file,
        [],
        listed.map(({ position }) => position),
      );
      return counts.map(({ error_type, lines }) => ({
        reason: REASONS[error_type] ?? 'unreadable',
        count: lines,
        lines: listed
          .filter((reject) => reject.error_type === error_type)
          .map(({ position, line }) => found.refused.get(position) ?? line),
      }));
    };

    const linesOf = async (sourceRows: readonly number[]): Promise<ReadonlyMap<number, number>> => {
      const all = z.array(positionRow).parse(await database.query(rejectPositions(rejects.errors)));
      const refusedAt = all.map(({ position }) => position);
      return (await recordLines(file, sourceRows, refusedAt)).records;
    };

    const relation = delimitedRelation({
      virtualName,
      delimiter: head.delimiter,
      headers: head.columns,
      columns: importer.columns,
      columnsByPrefix: importer.columnsByPrefix ?? {},
      nullWords: importer.nullWords ?? [],
      isStrict,
      isGzip: file.compression === 'gzip',
      rejects,
    });
    // On an error the transaction's rollback takes the tables of refused lines with it.
    const result = await work({ eachWindow: (insert) => insert({ relation, isStaged: false }), problems, linesOf });
    for (const statement of dropRejects(rejects)) await database.execute(statement);
    return result;
  });
}

/**
 * DuckDB reads a packed file that breaks off as if it ended there, and drops a last line that is larger than its
 * buffer without a word, such as the hole that a crash leaves at the end of a file.
 */
async function isCutOff(file: SourceFile): Promise<boolean> {
  if (file.compression === undefined) {
    const end = await file.read(Math.max(0, file.size - 4096), file.size);
    return end.length > 0 && end.every((byte) => byte === 0);
  }
  const unpacked = chunks(file);
  try {
    while ((await unpacked.next()).done !== true);
    return false;
  } catch (error) {
    if (error instanceof PackedDataError) return true;
    throw error;
  }
}
