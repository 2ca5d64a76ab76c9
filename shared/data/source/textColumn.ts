import { makeData, Utf8, type Data } from 'apache-arrow';

/** A field of a JSON record as it was parsed; DuckDB gets all of them as text. */
export type Field = string | number | boolean | null;

const ASCII_LIMIT = 0x80;
const ZERO = 48;
const MINUS = 45;
/** Longer texts are copied faster by the platform than unit by unit. */
const LONG_TEXT = 96;
const LARGEST_WRITTEN = 2_147_483_647;
const BYTES_OF_UNIT = 3;

const encoder = new TextEncoder();

/**
 * A column of texts that grows row by row, in Arrow's layout: all bytes, where each value ends, and a bit per row that says
 * whether there is one. Values are written as soon as they come, so that none of a million small strings has to be kept.
 */
export class TextColumn {
  #bytes = new Uint8Array(4096);
  #size = 0;
  readonly #offsets: Int32Array;
  readonly #present: Uint8Array;
  #length: number;
  #count = 0;

  /** A column of at most `capacity` rows, of which the first `missing` have no value. */
  constructor(capacity: number, missing: number) {
    this.#offsets = new Int32Array(capacity + 1);
    this.#present = new Uint8Array(Math.ceil(capacity / 8));
    this.#length = missing;
  }

  addMissing(): void {
    this.#length += 1;
    this.#offsets[this.#length] = this.#size;
  }

  add(field: Exclude<Field, null>): void {
    const row = this.#length;
    this.#present[row >> 3] = (this.#present[row >> 3] ?? 0) | (1 << (row & 7));
    this.#count += 1;
    if (typeof field === 'number' && Number.isInteger(field) && Math.abs(field) <= LARGEST_WRITTEN) this.#digits(field);
    else this.#text(String(field));
    this.#length = row + 1;
    this.#offsets[this.#length] = this.#size;
  }

  /** The column as Arrow data. */
  toData(): Data<Utf8> {
    const length = this.#length;
    return makeData({
      type: new Utf8(),
      length,
      nullCount: length - this.#count,
      nullBitmap: this.#present.subarray(0, Math.ceil(length / 8)),
      valueOffsets: this.#offsets.subarray(0, length + 1),
      data: this.#bytes.subarray(0, this.#size),
    });
  }

  #reserve(bytes: number): void {
    if (this.#size + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#size + bytes));
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
  }

  #text(text: string): void {
    const { length } = text;
    this.#reserve(length * BYTES_OF_UNIT);
    const bytes = this.#bytes;
    const start = this.#size;
    if (length <= LONG_TEXT) {
      let index = 0;
      for (; index < length; index += 1) {
        const unit = text.charCodeAt(index);
        if (unit >= ASCII_LIMIT) break;
        bytes[start + index] = unit;
      }
      if (index === length) {
        this.#size = start + length;
        return;
      }
    }
    this.#size = start + encoder.encodeInto(text, bytes.subarray(start)).written;
  }

  /** A whole number, without making a string of it. Example: -120 is written as `-`, `1`, `2`, `0`. */
  #digits(number: number): void {
    this.#reserve(11);
    let rest = Math.abs(number);
    let end = this.#size + (number < 0 ? 2 : 1);
    for (let limit = 10; rest >= limit; limit *= 10) end += 1;
    if (number < 0) this.#bytes[this.#size] = MINUS;
    this.#size = end;
    do {
      const tenth = Math.floor(rest / 10);
      end -= 1;
      this.#bytes[end] = ZERO + (rest - tenth * 10);
      rest = tenth;
    } while (rest > 0);
  }
}
