import { z } from 'zod';
import type { WritableDatabase } from '../database.ts';
import { jsonRowsPath, jsonStarts } from '../detect/detect.ts';
import type { Exclusion } from '../exclusions.ts';
import {
  headerNames,
  type Importer,
  type RecordProblem,
  type SourceRecord,
  type TableImporter,
} from '../importers/importer.ts';
import type { Head } from '../source/head.ts';
import { jsonElements } from '../source/jsonElements.ts';
import { at, isObject, scalar, type JsonObject } from '../source/jsonValues.ts';
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

type Field = SourceRecord[string];
/** The fields of one record by the place of their column. */
type Fields = (index: number) => Field;

type RecordReader = {
  readonly columns: readonly string[];
  readonly path: string;
  readonly records: (element: unknown) => Iterable<Fields | RecordProblem>;
};

function recordReader(importer: Importer, head: JsonHead): RecordReader {
  if (importer.kind === 'table') {
    const path = jsonRowsPath(importer, jsonStarts(head)[0]);
    return { columns: Object.keys(importer.columns), path, records: rowReader(importer) };
  }
  const { columns, path } = importer;
  const read = importer.records();
  return {
    columns,
    path,
    records: function* (element) {
      for (const record of read(element)) {
        yield isProblem(record) ? record : (index) => record[columns[index] ?? ''];
      }
    },
  };
}

/** Reads JSON objects as rows of a table: members by their names, or by the paths in them. */
function rowReader({ columns, jsonColumns = [] }: TableImporter): RecordReader['records'] {
  const readers = Object.keys(columns).map((alias) => {
    const names = headerNames(columns, alias);
    return names.some((name) => jsonColumns.includes(name)) ? () => null : fieldReader(names);
  });
  return (element) => {
    if (!isObject(element)) return [{ problem: 'not-a-record' }];
    const row = opened(element, jsonColumns);
    return [(index) => readers[index]?.(row)];
  };
}

function fieldReader(names: readonly string[]): (row: JsonObject) => Field {
  return (row) => {
    for (const name of names) {
      const found = at(row, name);
      if (found !== undefined && found !== null) return scalar(found);
    }
    return null;
  };
}

/** The row with the JSON texts in it read. */
function opened(row: JsonObject, columns: readonly string[]): JsonObject {
  if (columns.length === 0) return row;
  return { ...row, ...Object.fromEntries(columns.map((column) => [column, parsed(row[column])])) };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
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

  for await (const elements of jsonElements(file, { encoding: head.encoding, isLines: head.isLines, path })) {
    for (const element of elements) {
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
        batch.add(element.line, (index) => text(record(index)));
        if (batch.length === BATCH_ROWS) await flush();
      }
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

const isProblem = (record: SourceRecord | Fields | RecordProblem): record is RecordProblem => 'problem' in record;
