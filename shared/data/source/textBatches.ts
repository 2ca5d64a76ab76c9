import { joinBytes } from './sourceFile.ts';
import { COLUMN_END, TextColumn, type Field } from './textColumn.ts';

/** A column of a batch: its place in the batch's text, from 1, and whether special characters in it are escaped. */
export type BatchColumn = { readonly name: string; readonly isEscaped: boolean };

/**
 * Collects rows as text, column by column. Every value of a JSON source goes through DuckDB as text, so that the same
 * importer SQL reads it as it reads a CSV file; and it goes as one text, because a table that is dropped in a transaction
 * keeps its memory to the transaction's end.
 */
export class TextBatch {
  readonly #names: readonly string[];
  readonly #columns: (TextColumn | null)[];
  readonly firstRow: number;
  #length = 0;

  /** `firstRow` is the number of the first row of this batch within the file, from 1. */
  constructor(names: readonly string[], firstRow: number) {
    this.#names = names;
    this.#columns = names.map(() => null);
    this.firstRow = firstRow;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes of all columns so far. */
  get size(): number {
    return this.#columns.reduce((sum, column) => sum + (column?.bytes.length ?? 0), 0);
  }

  /** The columns in which some row has a value, in order: the others are not worth a transfer. */
  get columns(): readonly BatchColumn[] {
    return this.#names.flatMap((name, index) => {
      const column = this.#columns[index];
      return column === null || column === undefined ? [] : [{ name, isEscaped: column.isEscaped }];
    });
  }

  /** Adds a row with its fields in the order of the columns; an empty text is a missing value, as in a CSV file. */
  add(fields: readonly Field[]): void {
    for (let index = 0; index < this.#columns.length; index += 1) {
      const field = fields[index] ?? null;
      const column = this.#columns[index] ?? null;
      if (field === null || field === '') column?.addMissing();
      else (column ?? this.#begin(index)).add(field);
    }
    this.#length += 1;
  }

  /** The text of `columns`, one after the other, each but the last followed by `COLUMN_END`. */
  toBytes(): Uint8Array {
    const end = Uint8Array.of(COLUMN_END);
    const parts = this.#columns.flatMap((column) => (column === null ? [] : [end, column.bytes]));
    return joinBytes(parts.slice(1));
  }

  #begin(index: number): TextColumn {
    const column = new TextColumn(this.#length);
    this.#columns[index] = column;
    return column;
  }
}
