import { Int32, makeData, RecordBatch, Schema, Field, Struct, Table, tableToIPC, Utf8 } from 'apache-arrow';

/**
 * Collects rows of text columns into Arrow record batches. Every value of a JSON source goes through DuckDB as text, so
 * that the same importer SQL reads it as it reads a CSV file.
 */
export class TextBatch {
  readonly #columns: readonly string[];
  readonly #texts: TextColumn[];
  readonly #lines: number[] = [];
  readonly #firstRow: number;

  /** `firstRow` is the number of the first row of this batch within the file, from 1. */
  constructor(columns: readonly string[], firstRow: number) {
    this.#columns = columns;
    this.#texts = columns.map(() => new TextColumn());
    this.#firstRow = firstRow;
  }

  get length(): number {
    return this.#lines.length;
  }

  add(line: number, values: readonly (string | null)[]): void {
    this.#lines.push(line);
    this.#texts.forEach((column, index) => {
      column.push(values[index] ?? null);
    });
  }

  /** The batch as an Arrow IPC stream with the columns `source_row`, `line` and the text columns. */
  toIpc(): Uint8Array {
    const length = this.length;
    const rows = Int32Array.from({ length }, (_, index) => this.#firstRow + index);
    const integers = (data: Int32Array) => makeData({ type: new Int32(), length, nullCount: 0, data });
    const fields = [
      new Field('source_row', new Int32(), false),
      new Field('line', new Int32(), false),
      ...this.#columns.map((name) => new Field(name, new Utf8(), true)),
    ];
    const struct = makeData({
      type: new Struct(fields),
      length,
      nullCount: 0,
      children: [
        integers(rows),
        integers(Int32Array.from(this.#lines)),
        ...this.#texts.map((column) => column.toData()),
      ],
    });
    return tableToIPC(new Table(new RecordBatch(new Schema(fields), struct)), 'stream');
  }
}

/** One growing UTF-8 column: bytes, offsets and a bit per row that says whether there is a value. */
class TextColumn {
  #bytes = new Uint8Array(64 * 1024);
  #used = 0;
  #nulls = 0;
  readonly #offsets: number[] = [0];
  readonly #present: boolean[] = [];
  static readonly #encoder = new TextEncoder();

  push(text: string | null): void {
    this.#present.push(text !== null);
    if (text === null) this.#nulls += 1;
    else {
      this.#reserve(text.length * 3);
      this.#used += TextColumn.#encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written;
    }
    this.#offsets.push(this.#used);
  }

  toData() {
    const length = this.#present.length;
    const nullBitmap = new Uint8Array(Math.ceil(length / 8));
    this.#present.forEach((isPresent, index) => {
      if (isPresent) nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7));
    });
    return makeData({
      type: new Utf8(),
      length,
      nullCount: this.#nulls,
      nullBitmap,
      valueOffsets: Int32Array.from(this.#offsets),
      data: this.#bytes.subarray(0, this.#used),
    });
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + bytes));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }
}
