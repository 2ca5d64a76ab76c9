import { Int32, makeData, RecordBatch, Schema, Field, Struct, Table, tableToIPC, Utf8 } from 'apache-arrow';

/**
 * Collects rows of text columns into Arrow record batches. Every value of a JSON source goes through DuckDB as text, so
 * that the same importer SQL reads it as it reads a CSV file.
 */
export class TextBatch {
  readonly #columns: readonly string[];
  readonly #texts: (string | null)[][];
  readonly #lines: number[] = [];
  readonly #firstRow: number;

  /** `firstRow` is the number of the first row of this batch within the file, from 1. */
  constructor(columns: readonly string[], firstRow: number) {
    this.#columns = columns;
    this.#texts = columns.map(() => []);
    this.#firstRow = firstRow;
  }

  get length(): number {
    return this.#lines.length;
  }

  /** Adds a row; `valueAt` gives the value of a column by its place. */
  add(line: number, valueAt: (index: number) => string | null): void {
    this.#lines.push(line);
    this.#texts.forEach((column, index) => column.push(valueAt(index)));
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
      children: [integers(rows), integers(Int32Array.from(this.#lines)), ...this.#texts.map(textData)],
    });
    return tableToIPC(new Table(new RecordBatch(new Schema(fields), struct)), 'stream');
  }
}

const encoder = new TextEncoder();

/** A UTF-8 column: all bytes, where each value ends, and a bit per row that says whether there is one. */
function textData(values: readonly (string | null)[]) {
  const length = values.length;
  const valueOffsets = new Int32Array(length + 1);
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  // One call for the whole column is many times faster than one a value.
  const data = encoder.encode(values.join(''));
  let nullCount = 0;
  let characters = 0;
  values.forEach((text, index) => {
    if (text === null) nullCount += 1;
    else {
      nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7));
      characters += text.length;
    }
    valueOffsets[index + 1] = characters;
  });
  // Characters beyond ASCII take more bytes than text units: then every value is measured.
  if (data.length !== characters) measure(values, valueOffsets);
  return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data });
}

function measure(values: readonly (string | null)[], offsets: Int32Array): void {
  let bytes = 0;
  values.forEach((text, index) => {
    if (text !== null) bytes += utf8Length(text);
    offsets[index + 1] = bytes;
  });
}

/** Bytes of a text in UTF-8. Example: `é` takes 2, `≤` 3, an emoji (two text units) 4. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7ff) bytes += isPair(text, index) ? 1 : 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** True for both halves of a surrogate pair, which take 4 bytes together; a lone half is written as 3. */
function isPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return (isHigh(unit) && isLow(text.charCodeAt(index + 1))) || (isLow(unit) && isHigh(text.charCodeAt(index - 1)));
}
