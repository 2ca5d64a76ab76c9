import type { WritableDatabase } from '../database.ts';
import type { Exclusion } from '../exclusions.ts';
import type { Importer } from '../importers/importer.ts';
import type { Head } from '../source/head.ts';
import { jsonElements } from '../source/jsonElements.ts';
import { bytesFile, type SourceFile } from '../source/sourceFile.ts';
import { TextBatch } from '../source/textBatches.ts';
import { dropStaging, stageRows, stagingRelation, textRelation } from '../sql/staging.ts';
import type { Sql } from '../sql/statement.ts';
import type { SourceRows } from '../sql/imports.ts';
import { recordReader, type RecordSink } from './jsonRecords.ts';
import { LineRuns } from './lineRuns.ts';
import type { OpenSource, ReadingProblem } from './openSource.ts';
import { LISTED_LINES } from './report.ts';

/** Rows that are handed over and inserted at a time, or fewer where they are long. */
const WINDOW_ROWS = 65_536;
const WINDOW_BYTES = 64_000_000;
const SIZE_CHECK_ROWS = 256;

export type JsonReading = {
  readonly importId: number;
  readonly signal?: AbortSignal | undefined;
  /** Rows a window; what a file gives does not depend on it. */
  readonly windowRows?: number | undefined;
  /** Told the byte up to which the file is read, and of how many. */
  readonly onReading?: ((bytes: number, total: number) => void) | undefined;
};

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

/**
 * Streams a JSON file past the database as text columns, from which the importer's SELECT reads. While the database
 * works on one window the next one is parsed, and no more than these two are held: memory does not grow with the file,
 * but for formats whose SELECT looks across rows (`acrossRows`), which get all rows as one window.
 */
export async function withJsonSource<T>(
  database: WritableDatabase,
  file: SourceFile,
  head: Extract<Head, { kind: 'json' }>,
  importer: Importer,
  reading: JsonReading,
  work: (source: OpenSource) => Promise<T>,
): Promise<T> {
  const { columns, path, read } = recordReader(importer, head);
  const problems = new Problems();
  const lines = new LineRuns();

  const table = `staging_${String(reading.importId)}`;

  const eachWindow = async (insert: (rows: SourceRows) => Promise<void>): Promise<void> => {
    const windows = new Windows(database, columns, table, insert, importer.acrossRows === true);
    const { signal, windowRows = WINDOW_ROWS, onReading } = reading;
    let line = 1;
    let rows = 0;
    let batch = new TextBatch(columns, 1);
    const full: TextBatch[] = [];
    const sink: RecordSink = {
      problem: (reason) => {
        problems.add(reason, line);
      },
      row: (fields) => {
        rows += 1;
        lines.add(line);
        batch.add(fields);
        const isLarge = batch.length % SIZE_CHECK_ROWS === 0 && batch.size > WINDOW_BYTES;
        if (batch.length < windowRows && !isLarge) return;
        full.push(batch);
        batch = new TextBatch(columns, rows + 1);
      },
    };
    try {
      const watched = onReading === undefined ? file : watchedFile(file, onReading);
      const options = { encoding: head.encoding, isLines: head.isLines, path };
      for await (const elements of jsonElements(watched, options)) {
        for (const element of elements) {
          ({ line } = element);
          if ('problem' in element) problems.add(element.problem, line);
          else read(element.value, sink);
          for (const next of full.splice(0)) await windows.add(next);
        }
        signal?.throwIfAborted();
      }
      onReading?.(file.size, file.size);
      if (batch.length > 0) await windows.add(batch);
      await windows.end();
    } catch (error) {
      await windows.settled();
      throw error;
    }
  };

  return work({
    eachWindow,
    problems: () => Promise.resolve(problems.list()),
    linesOf: (sourceRows) => Promise.resolve(lines.of(sourceRows)),
  });
}

/** Hands windows to the database one after the other, without waiting for the last one. */
class Windows {
  readonly #database: WritableDatabase;
  readonly #columns: readonly string[];
  readonly #table: string;
  readonly #insert: (rows: SourceRows) => Promise<void>;
  readonly #isOne: boolean;
  #isStaged = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    database: WritableDatabase,
    columns: readonly string[],
    table: string,
    insert: (rows: SourceRows) => Promise<void>,
    isOne: boolean,
  ) {
    this.#database = database;
    this.#columns = columns;
    this.#table = table;
    this.#insert = insert;
    this.#isOne = isOne;
  }

  /** Begins with a batch as soon as the one before is done. */
  async add(batch: TextBatch): Promise<void> {
    const { firstRow, length, columns } = batch;
    const bytes = batch.toBytes();
    await this.#running;
    this.#running = this.#database.withFile(bytesFile('rows', bytes), (virtualName) =>
      this.#take(textRelation({ virtualName, firstRow, length, columns }, this.#columns)),
    );
    // Whoever adds the next batch is told of an error; until then nobody listens.
    this.#running.catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.#running;
    if (!this.#isStaged) return;
    await this.#insert({ relation: stagingRelation(this.#table, this.#columns), isStaged: true });
    // On an error the transaction's rollback takes the table with it.
    await this.#database.execute(dropStaging(this.#table));
  }

  /** Waits for what runs, whatever comes of it: a rollback must not overtake it. */
  async settled(): Promise<void> {
    await this.#running.catch(() => undefined);
  }

  async #take(relation: Sql): Promise<void> {
    if (!this.#isOne) return this.#insert({ relation, isStaged: true });
    await this.#database.execute(stageRows(this.#table, relation, !this.#isStaged));
    this.#isStaged = true;
  }
}

const watchedFile = (file: SourceFile, onReading: (bytes: number, total: number) => void): SourceFile => ({
  ...file,
  read: (start, end) => {
    onReading(start, file.size);
    return file.read(start, end);
  },
});
