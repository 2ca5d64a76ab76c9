import { PackedDataError } from './gzip.ts';
import { chunks, type SourceFile } from './sourceFile.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The physical lines on which records of a delimited file begin. DuckDB numbers the records it could read and gives a
 * byte position for those it refused; people look for lines, and a quoted field may span several.
 *
 * `records` are numbers of readable records after the header, from 1; `refusedAt` byte positions where refused records
 * begin. Reads the file once, only called when there is something to report.
 */
export async function recordLines(
  file: SourceFile,
  records: readonly number[],
  refusedAt: readonly number[],
): Promise<{ readonly records: ReadonlyMap<number, number>; readonly refused: ReadonlyMap<number, number> }> {
  const wanted = new Set(records);
  const refusals = new Set(refusedAt);
  const found = { records: new Map<number, number>(), refused: new Map<number, number>() };
  let [line, position, readable] = [1, 0, 0];
  let [isHeader, isQuoted, recordStart, recordLine, isEmpty] = [true, false, 0, 1, true];

  const endRecord = (): void => {
    if (isEmpty) return;
    if (isHeader) isHeader = false;
    else if (refusals.has(recordStart)) found.refused.set(recordStart, recordLine);
    else {
      readable += 1;
      if (wanted.has(readable)) found.records.set(readable, recordLine);
    }
  };

  for await (const chunk of untilBroken(file)) {
    for (const byte of chunk) {
      position += 1;
      if (byte === QUOTE) isQuoted = !isQuoted;
      if (byte === LINE_FEED) {
        line += 1;
        if (!isQuoted) {
          endRecord();
          [recordStart, recordLine, isEmpty] = [position, line, true];
        }
      } else if (byte !== CARRIAGE_RETURN) isEmpty = false;
    }
    if (found.records.size === wanted.size && found.refused.size === refusals.size) return found;
  }
  endRecord();
  return found;
}

/** The content as far as it can be unpacked. */
async function* untilBroken(file: SourceFile): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks(file);
  } catch (error) {
    if (!(error instanceof PackedDataError)) throw error;
  }
}
