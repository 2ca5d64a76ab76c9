import type { Encoding } from './head.ts';
import { bytesFile, chunks, joinBytes, type SourceFile } from './sourceFile.ts';

/** The same file as UTF-8 in memory, for text in UTF-16 (spreadsheets write it); DuckDB reads only UTF-8. */
export async function toUtf8(file: SourceFile, encoding: Encoding): Promise<SourceFile> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks(file)) parts.push(encoder.encode(decoder.decode(chunk, { stream: true })));
  parts.push(encoder.encode(decoder.decode()));
  return bytesFile(file.name, joinBytes(parts));
}
