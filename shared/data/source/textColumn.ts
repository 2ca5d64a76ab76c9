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

/** What stands between the values of a column, between columns, and before a letter that stands for one of the three. */
export const VALUE_END = 0x1f;
export const COLUMN_END = 0x1e;
export const ESCAPE = 0x1d;
const SPECIAL = [ESCAPE, COLUMN_END, VALUE_END] as const;
/** The letters that stand for them after an escape, in the same order. */
export const ESCAPED = ['a', 'b', 'c'] as const;

/**
 * A column of texts that grows row by row: their bytes in UTF-8, each value but the last followed by `VALUE_END`. Values are
 * written as soon as they come, so that none of a million small strings has to be kept. A missing value is an empty one.
 */
export class TextColumn {
  #bytes: Uint8Array<ArrayBuffer>;
  #size: number;
  #isFirst: boolean;
  #isEscaped = false;

  /** A column of which the first `missing` rows have no value. */
  constructor(missing: number) {
    this.#bytes = new Uint8Array(missing + 4096).fill(VALUE_END, 0, missing);
    this.#size = Math.max(0, missing - 1);
    this.#isFirst = missing === 0;
  }

  /** Its bytes so far. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  /** Some value had one of the special characters in it. */
  get isEscaped(): boolean {
    return this.#isEscaped;
  }

  addMissing(): void {
    if (this.#isFirst) {
      this.#isFirst = false;
      return;
    }
    this.#reserve(1);
    this.#bytes[this.#size] = VALUE_END;
    this.#size += 1;
  }

  add(field: Exclude<Field, null>): void {
    this.addMissing();
    if (typeof field === 'number' && Number.isInteger(field) && Math.abs(field) <= LARGEST_WRITTEN) this.#digits(field);
    else this.#text(String(field));
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
        if (unit >= ASCII_LIMIT || (unit >= ESCAPE && unit <= VALUE_END)) break;
        bytes[start + index] = unit;
      }
      if (index === length) {
        this.#size = start + length;
        return;
      }
    }
    const escaped = SPECIAL.reduce(
      (before, unit, index) =>
        before.replaceAll(String.fromCharCode(unit), String.fromCharCode(ESCAPE) + (ESCAPED[index] ?? '')),
      text,
    );
    if (escaped.length > length) {
      this.#isEscaped = true;
      this.#reserve(escaped.length * BYTES_OF_UNIT);
    }
    this.#size = start + encoder.encodeInto(escaped, this.#bytes.subarray(start)).written;
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
