import { z } from 'zod';
import type { ReadableDatabase } from './database.ts';
import { activeSources } from './sql/imports.ts';

const sourceRow = z.object({
  file: z.string(),
  format: z.string(),
  row_count: z.number(),
  first: z.string().nullable(),
  last: z.string().nullable(),
});

/** The files that count, in the order in which they were opened. */
export async function readDataSources(database: ReadableDatabase) {
  return z
    .array(sourceRow)
    .parse(await database.query(activeSources))
    .map(({ file, format, row_count, first, last }) => ({ file, format, rowCount: row_count, from: first, to: last }));
}
