import { openParts } from './container/openParts.ts';
import { detect } from './detect/detect.ts';
import { readHead, type Head } from './source/head.ts';
import type { SourceFile } from './source/sourceFile.ts';

const PREVIEW_ROWS = 5;

/** What an unknown file shows of itself, to be mapped by the user. */
export type FilePreview = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/**
 * Column names and first rows of the first table in a file that has no known format: of the file itself, of what its
 * archive holds, or of a sheet of a workbook. A sheet of one column is a note. Null where there is no such table.
 */
export async function previewTable(file: SourceFile): Promise<FilePreview | null> {
  for await (const part of openParts(file)) {
    if ('problem' in part) continue;
    const head = await readHead(part);
    const table = detect(head).length > 0 ? null : tableOf(head);
    if (table !== null && (part.book === undefined || table.columns.length > 1)) return table;
  }
  return null;
}

function tableOf(head: Head): FilePreview | null {
  if (head.kind === 'delimited') return { columns: head.columns, rows: head.sample.slice(0, PREVIEW_ROWS) };
  if (head.kind !== 'json' || !head.isLines) return null;
  const rows = head.text.split('\n', PREVIEW_ROWS).flatMap((line): Readonly<Record<string, unknown>>[] => {
    try {
      const value: unknown = JSON.parse(line);
      // A JSON object is a record of its members.
      return typeof value === 'object' && value !== null ? [value as Readonly<Record<string, unknown>>] : [];
    } catch {
      return [];
    }
  });
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string =>
    typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return columns.length === 0 ? null : { columns, rows: rows.map((row) => columns.map((name) => cell(row[name]))) };
}
