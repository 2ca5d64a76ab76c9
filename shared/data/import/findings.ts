import { z } from 'zod';
import type { Finding } from '../../units/findings.ts';
import type { ReadableDatabase } from '../database.ts';
import type { Importer } from '../importers/importer.ts';
import { missingDimensions } from '../sql/imports.ts';

type Outcome = { readonly rowsKept: number; readonly rowsRefused: number; readonly rowsDuplicate: number };

const presentRow = z.object({ rows: z.number(), model: z.number(), project: z.number(), api_key: z.number() });

/** What a reader of this file's numbers must know. */
export async function importFindings(
  database: ReadableDatabase,
  fileName: string,
  importer: Importer,
  importId: number,
  outcome: Outcome,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const add = (code: Finding['code'], message: string, count?: number): void => {
    findings.push({ code, message, subject: fileName, ...(count === undefined ? {} : { count }) });
  };
  if (outcome.rowsRefused > 0) {
    add('refused-rows', `${fileName}: ${String(outcome.rowsRefused)} rows were refused`, outcome.rowsRefused);
  }
  if (outcome.rowsDuplicate > 0) {
    add('duplicate-rows', `${fileName}: ${String(outcome.rowsDuplicate)} rows repeat others`, outcome.rowsDuplicate);
  }
  if (outcome.rowsKept + outcome.rowsRefused + outcome.rowsDuplicate === 0) {
    add('empty-file', `${fileName} holds a header but no rows`);
  }
  if (importer.confidence === 'C') {
    add('unverified-format', `${importer.title}: no real export was at hand when this reader was written`);
  }
  const present = presentRow.parse((await database.query(missingDimensions(importId)))[0]);
  if (present.rows > 0) {
    const missing = (['model', 'project', 'api_key'] as const).filter((name) => present[name] === 0);
    if (missing.length > 0) {
      add(
        'not-grouped',
        `${fileName} names no ${missing.join(', no ').replaceAll('_', ' ')}: it was not grouped by it`,
      );
    }
  }
  return findings;
}
