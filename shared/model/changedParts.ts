import { documentSchema, type PlanDocument } from './document.ts';

const PARTS = documentSchema.shape;

/**
 * Why a changed document may not be kept, or null where it may: each part that is no longer the same object is held against
 * its own schema, so that a change of one lever does not read 100,000 counts again.
 * Example: a budget in EUR -> `a budget is held in USD: convert the amount at the rate you plan with`.
 */
export function problemOfChange(before: PlanDocument, after: PlanDocument): string | null {
  for (const [key, part] of Object.entries(PARTS)) {
    // The keys of the shape are those of the document; Object.entries forgets it.
    const name = key as keyof PlanDocument;
    if (before[name] === after[name]) continue;
    const parsed = part.safeParse(after[name]);
    if (!parsed.success) return parsed.error.issues[0]?.message ?? `"${name}" is not allowed as it is.`;
  }
  return null;
}
