import {
  Field as ArrowField,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
} from 'apache-arrow';
import { TextColumn, type Field } from './textColumn.ts';

/**
 * Collects rows of text columns into an Arrow record batch. Every value of a JSON source goes through DuckDB as text, so
 * that the same importer SQL reads it as it reads a CSV file.
 */
export class TextBatch {
  readonly #names: readonly string[];
  readonly #columns: (TextColumn | null)[];
  readonly #firstRow: number;
  readonly #capacity: number;
  #length = 0;

  /** `firstRow` is the number of the first row of this batch within the file, from 1; it takes `capacity` rows. */
  constructor(names: readonly string[], firstRow: number, capacity: number) {
    this.#names = names;
    this.#columns = names.map(() => null);
    this.#firstRow = firstRow;
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#length;
  }

  /** The columns in which some row has a value: the others are not worth a transfer. */
  get columns(): readonly string[] {
    return this.#names.filter((_, index) => this.#columns[index] !== null);
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

  /** The batch as an Arrow IPC stream with `source_row` and the named text columns. */
  toIpc(names: readonly string[]): Uint8Array {
    const length = this.#length;
    const rows = Int32Array.from({ length }, (_, index) => this.#firstRow + index);
    const fields = [
      new ArrowField('source_row', new Int32(), false),
      ...names.map((name) => new ArrowField(name, new Utf8(), true)),
    ];
    const numbers = makeData({ type: new Int32(), length, nullCount: 0, data: rows });
    const texts = names.map((name) => {
      const column = this.#columns[this.#names.indexOf(name)];
      return (column ?? new TextColumn(length, length)).toData();
    });
    const struct = makeData({ type: new Struct(fields), length, nullCount: 0, children: [numbers, ...texts] });
    return tableToIPC(new Table(new RecordBatch(new Schema(fields), struct)), 'stream');
  }

  #begin(index: number): TextColumn {
    const column = new TextColumn(this.#capacity, this.#length);
    this.#columns[index] = column;
    return column;
  }
}
