import type { SourceFile } from '../../shared/data/source/sourceFile.ts';

/** A dropped or picked file, read in place: DuckDB reads it through the browser, no byte is copied first. */
export const pageSourceFile = (file: File): SourceFile => ({
  name: file.name,
  size: file.size,
  handle: file,
  read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
});
