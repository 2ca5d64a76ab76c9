import { z } from 'zod';
import type { Finding, FindingCode } from '../../units/findings.ts';
import type { ReadableDatabase } from '../database.ts';
import type { Importer } from '../importers/importer.ts';
import { missingDimensions, noteCounts } from '../sql/imports.ts';

type Outcome = {
  readonly rowsKept: number;
  readonly rowsRefused: number;
  readonly rowsDuplicate: number;
  /** Of the duplicates, those that sum up steps which have rows of their own. */
  readonly rowsOfParts: number;
};

const presentRow = z.object({ rows: z.number(), model: z.number(), project: z.number(), api_key: z.number() });
const noteRow = z.object({ note: z.string(), rows: z.number() });

const GROUPINGS = [
  { count: 'model', column: 'model_raw', label: 'model' },
  { count: 'project', column: 'project', label: 'project' },
  { count: 'api_key', column: 'api_key', label: 'api key' },
] as const;

/** What a reader of this file's numbers must know. */
export async function importFindings(
  database: ReadableDatabase,
  fileName: string,
  importer: Importer,
  importId: number,
  outcome: Outcome,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const add = (code: FindingCode, message: string, count?: number): void => {
    findings.push({ code, message, subject: fileName, ...(count === undefined ? {} : { count }) });
  };
  if (outcome.rowsRefused > 0) {
    add('refused-rows', `${fileName}: ${String(outcome.rowsRefused)} rows were refused`, outcome.rowsRefused);
  }
  const repeats = outcome.rowsDuplicate - outcome.rowsOfParts;
  if (repeats > 0) add('duplicate-rows', `${fileName}: ${String(repeats)} rows repeat others`, repeats);
  if (outcome.rowsOfParts > 0) {
    const message = `${fileName}: ${String(outcome.rowsOfParts)} spans of agents and workflows do not count, because the model calls inside them show the same tokens`;
    add('other-view', message, outcome.rowsOfParts);
  }
  if (outcome.rowsKept + outcome.rowsRefused + outcome.rowsDuplicate === 0) {
    add('empty-file', `${fileName} holds no rows`);
  }
  if (importer.confidence === 'C') {
    add('unverified-format', `${importer.title}: no real export was at hand when this reader was written`);
  }
  if (outcome.rowsKept === 0) return findings;
  for (const [code, sentence] of Object.entries(importer.fileNotes ?? {})) {
    // The keys of Notes are finding codes; Object.entries widens them to string.
    add(code as FindingCode, `${fileName}: ${sentence}`);
  }
  if (importer.rowNotes !== undefined) {
    for (const { note, rows } of z.array(noteRow).parse(await database.query(noteCounts(importer, importId)))) {
      // The `note` column holds keys of rowNotes only; a test binds each importer's SELECT to them.
      const code = note as FindingCode;
      add(code, `${fileName}: ${importer.rowNotes[code] ?? note}`, rows);
    }
  }
  const present = presentRow.parse((await database.query(missingDimensions(importId)))[0]);
  const missing = GROUPINGS.filter(({ count, column }) => importer.provides.includes(column) && present[count] === 0);
  if (present.rows > 0 && missing.length > 0) {
    add(
      'not-grouped',
      `${fileName} names no ${missing.map(({ label }) => label).join(', no ')}: it was not grouped by it`,
    );
  }
  return findings;
}
