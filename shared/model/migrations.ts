import { z } from 'zod';
import { DOCUMENT_VERSION, documentSchema, type PlanDocument } from './document.ts';

/** A step from one form of the document to the next. Never edited once released: old files still need it. */
type Migration = {
  readonly to: number;
  readonly change: (document: Record<string, unknown>) => Record<string, unknown>;
};

/** In order, without gaps; the first leads to version 2. */
const MIGRATIONS: readonly Migration[] = [];

export type Opened =
  { readonly ok: true; readonly document: PlanDocument } | { readonly ok: false; readonly reason: string };

const versioned = z.looseObject({ schemaVersion: z.int().positive() });

/** Reads a document of any known version. Refuses a newer one by name and a damaged one with the place of the damage. */
export function openDocument(text: string): Opened {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: `It is not valid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const version = versioned.safeParse(raw);
  if (!version.success) return { ok: false, reason: 'It has no schemaVersion, so it is not a Tokenwright plan.' };
  const { schemaVersion } = version.data;
  if (schemaVersion > DOCUMENT_VERSION) {
    return {
      ok: false,
      reason: `It was made by a newer Tokenwright (form ${String(schemaVersion)}; this one reads up to ${String(DOCUMENT_VERSION)}).`,
    };
  }
  const migrated = MIGRATIONS.filter(({ to }) => to > schemaVersion).reduce<Record<string, unknown>>(
    (document, migration) => ({ ...migration.change(document), schemaVersion: migration.to }),
    version.data,
  );
  const parsed = documentSchema.safeParse(migrated);
  if (parsed.success) return { ok: true, document: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a plan'}` };
}
