import { z } from 'zod';
import { sha256Of, type JournalFacts } from './journal.ts';

const looseDocument = z.looseObject({ sources: z.array(z.record(z.string(), z.unknown())).optional() });

function partsOf(document: string | null): z.infer<typeof looseDocument> {
  try {
    return looseDocument.parse(JSON.parse(document ?? '{}'));
  } catch {
    return {};
  }
}

/** What the journal says of a new document: its hash, those of the parts that differ, and the sources that are new. */
export function documentFacts(
  before: string | null,
  after: string,
): Pick<JournalFacts, 'document' | 'parts' | 'sources'> {
  const [old, next] = [partsOf(before), partsOf(after)];
  const changed = Object.keys(next).filter((name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]));
  const known = new Set((old.sources ?? []).map((source) => JSON.stringify(source)));
  const sources = (next.sources ?? []).filter((source) => !known.has(JSON.stringify(source)));
  return {
    document: sha256Of(after),
    parts: Object.fromEntries(changed.map((name) => [name, sha256Of(JSON.stringify(next[name]))])),
    ...(sources.length === 0 ? {} : { sources }),
  };
}
