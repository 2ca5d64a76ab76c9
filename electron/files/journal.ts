import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Facts of one step; who took it is not recorded. */
const journalFacts = z.strictObject({
  /** `changed`, `undone`, `redone`: an edit of the plan; `data`: rows were stored; `recovered`: found at opening. */
  what: z.enum(['changed', 'undone', 'redone', 'data', 'copied', 'recovered']),
  label: z.string(),
  /** SHA-256 of the whole document after the step, and of each of its parts that differ from before. */
  document: sha256.optional(),
  parts: z.record(z.string(), sha256).optional(),
  /** The sources that came in with the step, as the document names them. */
  sources: z.array(z.record(z.string(), z.unknown())).optional(),
  /** The data file that was stored. */
  data: z.strictObject({ revision: z.int(), bytes: z.int(), sha256 }).optional(),
});
export type JournalFacts = z.infer<typeof journalFacts>;

const journalEntry = z.strictObject({
  number: z.int().positive(),
  at: z.string(),
  ...journalFacts.shape,
  /** The hash of the entry before; zeros for the first. */
  previous: sha256,
  hash: sha256,
});
export type JournalEntry = z.infer<typeof journalEntry>;

export const FIRST_PREVIOUS = '0'.repeat(64);

export const sha256Of = (content: string): string => createHash('sha256').update(content).digest('hex');

/** The hash that an entry must carry: of its JSON with the members in the order of the schema, without the hash itself. */
const entryHash = (entry: JournalEntry): string => sha256Of(JSON.stringify({ ...entry, hash: undefined }));

export type JournalCheck = {
  readonly entries: readonly JournalEntry[];
  /** The first entry that does not follow from the ones before, by its number in the file, and why. */
  readonly broken: { readonly entry: number; readonly reason: string } | null;
  /** Bytes up to the end of the last complete line; a crash may leave a torn one behind. */
  readonly completeBytes: number;
};

/** Reads a journal and checks that each entry follows from the one before. */
export function checkJournal(text: string): JournalCheck {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  const entries: JournalEntry[] = [];
  let broken: JournalCheck['broken'] = null;
  for (const [index, line] of lines.entries()) {
    const entry = index + 1;
    const parsed = journalEntry.safeParse(jsonOrNull(line));
    const before = entries.at(-1);
    if (!parsed.success) broken ??= { entry, reason: 'it cannot be read' };
    else if (parsed.data.hash !== entryHash(parsed.data)) broken ??= { entry, reason: 'its content was changed' };
    else if (parsed.data.previous !== (before?.hash ?? FIRST_PREVIOUS) || parsed.data.number !== entry)
      broken ??= { entry, reason: 'it does not follow the entry before it' };
    if (parsed.success) entries.push(parsed.data);
  }
  return { entries, broken, completeBytes: Buffer.byteLength(text.slice(0, end)) };
}

/** The append-only record of a project. Every append is on disk before it returns. */
export class Journal {
  readonly #path: string;
  readonly #now: () => Date;
  /** The end of the file as this process left it: saves need not read a long journal again. */
  #tail: { readonly bytes: number; readonly last: JournalEntry | null } | null = null;

  constructor(path: string, now: () => Date) {
    this.#path = path;
    this.#now = now;
  }

  async entries(): Promise<readonly JournalEntry[]> {
    return checkJournal(await this.#text()).entries;
  }

  async append(facts: readonly JournalFacts[]): Promise<void> {
    if (facts.length === 0) return;
    const { bytes, last } = await this.#end();
    let before = last;
    const lines = facts.map((fact) => {
      const entry = this.#entry(fact, before);
      before = entry;
      return `${JSON.stringify(entry)}\n`;
    });
    const text = lines.join('');
    const file = await open(this.#path, 'a', 0o600);
    try {
      // A torn line of an earlier crash would glue itself to the new one.
      await file.truncate(bytes);
      await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    this.#tail = { bytes: bytes + Buffer.byteLength(text), last: before };
  }

  #entry(facts: JournalFacts, before: JournalEntry | null): JournalEntry {
    const unsigned = journalEntry.parse({
      number: (before?.number ?? 0) + 1,
      at: this.#now().toISOString(),
      ...facts,
      previous: before?.hash ?? FIRST_PREVIOUS,
      hash: FIRST_PREVIOUS,
    });
    return { ...unsigned, hash: entryHash(unsigned) };
  }

  async #end(): Promise<{ readonly bytes: number; readonly last: JournalEntry | null }> {
    const size = await stat(this.#path).then(
      (about) => about.size,
      () => 0,
    );
    if (this.#tail?.bytes === size) return this.#tail;
    const { entries, completeBytes } = checkJournal(await this.#text());
    return { bytes: completeBytes, last: entries.at(-1) ?? null };
  }

  async #text(): Promise<string> {
    return readFile(this.#path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    });
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
