import { z } from 'zod';
import type { WritableDatabase } from '../database.ts';
import type { Exclusion } from '../exclusions.ts';
import type { JsonImporter, SourceRecord } from '../importers/importer.ts';
import type { Head } from '../source/head.ts';
import { jsonElements } from '../source/jsonElements.ts';
import type { SourceFile } from '../source/sourceFile.ts';
import { TextBatch } from '../source/textBatches.ts';
import { dropStaging, stagingLines, stagingRelation } from '../sql/staging.ts';
import type { OpenSource, ReadingProblem } from './openSource.ts';
import { LISTED_LINES } from './report.ts';

type JsonHead = Extract<Head, { kind: 'json' }>;

const BATCH_ROWS = 65_536;

const text = (value: SourceRecord[string]): string | null =>
  value === null || value === undefined ? null : String(value);

/** Counts problems and keeps the first lines of each kind. */
class Problems {
  readonly #found = new Map<Exclusion, { count: number; lines: number[] }>();

  add(reason: Exclusion, line: number): void {
    const entry = this.#found.get(reason) ?? { count: 0, lines: [] };
    entry.count += 1;
    if (entry.lines.length < LISTED_LINES) entry.lines.push(line);
    this.#found.set(reason, entry);
  }

  list(): readonly ReadingProblem[] {
    return [...this.#found].map(([reason, entry]) => ({ reason, ...entry }));
  }
}

/** Streams a JSON file into a staging table of text columns, from which the importer's SELECT reads. */
export async function withJsonSource<T>(
  database: WritableDatabase,
  file: SourceFile,
  head: JsonHead,
  importer: JsonImporter,
  importId: number,
  work: (source: OpenSource) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const table = `staging_${String(importId)}`;
  const problems = new Problems();
  let rows = 0;
  let batch = new TextBatch(importer.columns, 1);
  const flush = async (): Promise<void> => {
    await database.insertArrow(table, batch.toIpc(), { create: rows === batch.length });
    batch = new TextBatch(importer.columns, rows + 1);
  };

  const options = { encoding: head.encoding, isLines: head.isLines, paths: importer.paths };
  for await (const element of jsonElements(file, options)) {
    if ('problem' in element) {
      problems.add(element.problem, element.line);
      continue;
    }
    for (const record of importer.records(element.value)) {
      if (isProblem(record)) {
        problems.add(record.problem, element.line);
        continue;
      }
      rows += 1;
      batch.add(
        element.line,
        importer.columns.map((column) => text(record[column])),
      );
      if (batch.length === BATCH_ROWS) await flush();
    }
    signal?.throwIfAborted();
  }
  if (batch.length > 0 || rows === 0) await flush();

  // On an error the transaction's rollback takes the staging table with it.
  const result = await work({
    relation: stagingRelation(table, importer.columns),
    problems: () => Promise.resolve(problems.list()),
    linesOf: async (sourceRows) => {
      const found = z
        .array(z.object({ source_row: z.number(), line: z.number() }))
        .parse(await database.query(stagingLines(table, sourceRows)));
      return new Map(found.map(({ source_row, line }) => [source_row, line]));
    },
  });
  await database.execute(dropStaging(table));
  return result;
}

const isProblem = (record: SourceRecord | { readonly problem: Exclusion }): record is { readonly problem: Exclusion } =>
  'problem' in record;
