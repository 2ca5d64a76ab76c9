import { z } from 'zod';
import type { WritableDatabase } from '../database.ts';
import { jsonRowsPath } from '../detect/detect.ts';
import type { Exclusion } from '../exclusions.ts';
import { headerNames, type Importer, type SourceRecord, type TableImporter } from '../importers/importer.ts';
import type { Head } from '../source/head.ts';
import { jsonElements } from '../source/jsonElements.ts';
import { parseJsonPrefix } from '../source/jsonPrefix.ts';
import { at, isObject, scalar } from '../source/jsonValues.ts';
import type { SourceFile } from '../source/sourceFile.ts';
import { TextBatch } from '../source/textBatches.ts';
import { dropStaging, stagingLines, stagingRelation } from '../sql/staging.ts';
import type { OpenSource, ReadingProblem } from './openSource.ts';
import { LISTED_LINES } from './report.ts';

type JsonHead = Extract<Head, { kind: 'json' }>;

const BATCH_ROWS = 65_536;

/** A field as a CSV file would give it: an empty text is a missing value. */
const text = (value: SourceRecord[string]): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);

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

type RecordReader = {
  readonly columns: readonly string[];
  readonly path: string;
  readonly records: (element: unknown) => Iterable<SourceRecord | { readonly problem: Exclusion }>;
};

function recordReader(importer: Importer, head: JsonHead): RecordReader {
  if (importer.kind === 'json') {
    return { columns: importer.columns, path: importer.path, records: importer.records() };
  }
  return {
    columns: Object.keys(importer.columns),
    path: jsonRowsPath(importer, parseJsonPrefix(head.text)),
    records: rowReader(importer),
  };
}

/** Reads a JSON object as a row of a table: its members by their names, then by the paths in them. */
function rowReader({ columns }: TableImporter): RecordReader['records'] {
  const aliases = Object.keys(columns).map((alias) => ({ alias, names: headerNames(columns, alias) }));
  return function* (element) {
    if (!isObject(element)) {
      yield { problem: 'not-a-record' };
      return;
    }
    const record: Record<string, SourceRecord[string]> = {};
    for (const { alias, names } of aliases) {
      for (const name of names) {
        const found = at(element, name);
        if (found === undefined || found === null) continue;
        record[alias] = scalar(found);
        break;
      }
    }
    yield record;
  };
}

/** Streams a JSON file into a staging table of text columns, from which the importer's SELECT reads. */
export async function withJsonSource<T>(
  database: WritableDatabase,
  file: SourceFile,
  head: JsonHead,
  importer: Importer,
  { importId, signal }: { readonly importId: number; readonly signal?: AbortSignal | undefined },
  work: (source: OpenSource) => Promise<T>,
): Promise<T> {
  const { columns, path, records } = recordReader(importer, head);
  const table = `staging_${String(importId)}`;
  const problems = new Problems();
  let rows = 0;
  let batch = new TextBatch(columns, 1);
  const flush = async (): Promise<void> => {
    await database.insertArrow(table, batch.toIpc(), { create: rows === batch.length });
    batch = new TextBatch(columns, rows + 1);
  };

  for await (const element of jsonElements(file, { encoding: head.encoding, isLines: head.isLines, path })) {
    if ('problem' in element) {
      problems.add(element.problem, element.line);
      continue;
    }
    for (const record of records(element.value)) {
      if (isProblem(record)) {
        problems.add(record.problem, element.line);
        continue;
      }
      rows += 1;
      batch.add(
        element.line,
        columns.map((column) => text(record[column])),
      );
      if (batch.length === BATCH_ROWS) await flush();
    }
    signal?.throwIfAborted();
  }
  if (batch.length > 0 || rows === 0) await flush();

  // On an error the transaction's rollback takes the staging table with it.
  const result = await work({
    relation: stagingRelation(table, columns),
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
