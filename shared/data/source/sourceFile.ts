/**
 * A file as the hosts hand it over: a browser `File`, or a path that Node reads in place. Bytes are read on demand;
 * `handle` is what the database adapter of the same host registers with DuckDB and means nothing to anyone else.
 */
export type SourceFile = {
  readonly name: string;
  readonly size: number;
  readonly handle: unknown;
  /** Bytes from `start` (included) to `end` (excluded), fewer at the end of the file. */
  read(start: number, end: number): Promise<Uint8Array>;
};

const CHUNK_BYTES = 4 * 1024 * 1024;

/** The file's bytes in order, a few megabytes at a time, so that memory does not grow with the file. */
export async function* chunks(file: SourceFile, chunkBytes = CHUNK_BYTES): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += chunkBytes) {
    yield await file.read(start, Math.min(file.size, start + chunkBytes));
  }
}
