import { parseRecords, sniffDelimiter, type Delimiter } from './delimited.ts';
import { firstBytes, type SourceFile } from './sourceFile.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What the first bytes of a file tell, enough to recognise its format. */
export type Head =
  | {
      readonly kind: 'delimited';
      readonly encoding: Encoding;
      readonly delimiter: Delimiter;
      /** Header names as written, without the byte order mark. */
      readonly columns: readonly string[];
      readonly sample: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'json';
      readonly encoding: Encoding;
      /** One JSON value a line; else one or more values written one after the other. */
      readonly isLines: boolean;
      /** The first values, of which the last one may be cut off. */
      readonly text: string;
    }
  | {
      readonly kind: 'parquet';
      /** Column names, a member of a nested column as `sku.id`; null until the container reader has opened the file. */
      readonly columns: readonly string[] | null;
    }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'unreadable'; readonly reason: string };

const HEAD_BYTES = 256 * 1024;
const SAMPLE_ROWS = 20;

/** What no header of text has: control characters, or a first byte that is not UTF-8. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const BINARY = /^\ufffd|[\0-\x08\x0e-\x1f\x7f-\x9f]/;

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

function sniffEncoding(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  // ASCII text in UTF-16 without a mark has a zero in every other byte.
  const probe = bytes.subarray(0, 400);
  const zeros = (parity: number): number => probe.filter((byte, index) => index % 2 === parity && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (odd > probe.length / 4 && even < odd / 8) return 'utf-16le';
  if (even > probe.length / 4 && odd < even / 8) return 'utf-16be';
  return 'utf-8';
}

function isJsonLines(text: string): boolean {
  const [first = '', second = ''] = text.split('\n', 2).map((line) => line.trim());
  // A brace alone begins a value over several lines.
  if (!second.startsWith('{') || second === '{') return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

/** Reads the head of a file. Never throws for what the file holds; only for a file that cannot be read. */
export async function readHead(file: SourceFile): Promise<Head> {
  if (file.size === 0) return { kind: 'unreadable', reason: 'the file is empty' };
  const bytes = await firstBytes(file, HEAD_BYTES);
  if (startsWith(bytes, [0x1f, 0x8b])) return { kind: 'gzip' };
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return { kind: 'zip' };
  if (startsWith(bytes, [0x50, 0x41, 0x52, 0x31])) return { kind: 'parquet', columns: null };
  const encoding = sniffEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const start = text.trimStart();
  if (start === '') return { kind: 'unreadable', reason: 'the file holds only white space' };
  if (start.startsWith('{') || start.startsWith('[')) {
    return { kind: 'json', encoding, isLines: isJsonLines(start), text: start };
  }
  // Further down a NUL spoils its row only: a file that was cut off by a crash may end in thousands of them.
  if (BINARY.test(start.split('\n', 1)[0] ?? '')) {
    return { kind: 'unreadable', reason: 'the file is neither text nor a known binary format' };
  }
  const delimiter = sniffDelimiter(text);
  const [columns = [], ...sample] = parseRecords(text, delimiter, SAMPLE_ROWS + 1);
  return { kind: 'delimited', encoding, delimiter, columns: columns.map((name) => name.trim()), sample };
}
