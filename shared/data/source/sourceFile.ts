import { inflateGzip, PackedDataError } from './gzip.ts';

/**
 * A file as the hosts hand it over: a browser `File`, or a path that Node reads in place. Bytes are read on demand;
 * `handle` is what the database adapter of the same host registers with DuckDB and means nothing to anyone else.
 */
export type SourceFile = {
  readonly name: string;
  readonly size: number;
  readonly handle: unknown;
  /** The bytes are compressed; DuckDB and `chunks` unpack them while reading. Set by the container reader only. */
  readonly compression?: 'gzip';
  /** Stored bytes from `start` (included) to `end` (excluded), fewer at the end of the file. */
  read(start: number, end: number): Promise<Uint8Array>;
};

const CHUNK_BYTES = 4 * 1024 * 1024;

/** The file's content in order, unpacked, a few megabytes at a time, so that memory does not grow with the file. */
export function chunks(file: SourceFile, chunkBytes = CHUNK_BYTES): AsyncGenerator<Uint8Array> {
  return file.compression === 'gzip' ? inflateGzip(stored(file, GZIP_STEP_BYTES)) : stored(file, chunkBytes);
}

/** Packed bytes fed to the unpacker at once: DEFLATE grows them at most a thousandfold, which must fit in memory. */
const GZIP_STEP_BYTES = 64 * 1024;

async function* stored(file: SourceFile, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += chunkBytes) {
    yield await file.read(start, Math.min(file.size, start + chunkBytes));
  }
}

/** The first bytes of the content, at most `length`. What is damaged further on does not matter here. */
export async function firstBytes(file: SourceFile, length: number): Promise<Uint8Array> {
  if (file.compression === undefined) return file.read(0, Math.min(length, file.size));
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of chunks(file)) {
      parts.push(chunk);
      size += chunk.length;
      if (size >= length) break;
    }
  } catch (error) {
    if (!(error instanceof PackedDataError)) throw error;
  }
  return joinBytes(parts).subarray(0, length);
}

/** One array of the bytes of several. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}

/** A file that exists only as bytes: what was unpacked or converted. */
export function bytesFile(name: string, bytes: Uint8Array): SourceFile {
  return { name, size: bytes.length, handle: bytes, read: (start, end) => Promise.resolve(bytes.slice(start, end)) };
}
