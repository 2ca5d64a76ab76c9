import { chunks, type SourceFile } from './sourceFile.ts';
import type { Encoding } from './head.ts';

/** The same file as UTF-8 in memory, for text in UTF-16 (spreadsheets write it); DuckDB reads only UTF-8. */
export async function toUtf8(file: SourceFile, encoding: Encoding): Promise<SourceFile> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks(file)) parts.push(encoder.encode(decoder.decode(chunk, { stream: true })));
  parts.push(encoder.encode(decoder.decode()));
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return {
    name: file.name,
    size: bytes.length,
    handle: bytes,
    read: (start, end) => Promise.resolve(bytes.slice(start, end)),
  };
}
