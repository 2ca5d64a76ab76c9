import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { DocumentChange } from '../../shared/ipc/journal.ts';
import { HostError } from '../ipc/answer.ts';
import { atomicWrite } from './atomicWrite.ts';
import { newToken } from './blobs.ts';
import { documentFacts } from './documentFacts.ts';
import { Journal, sha256Of } from './journal.ts';
import { createQueues } from './queues.ts';

const projectFile = z.strictObject({
  name: z.string(),
  revision: z.int(),
  headline: z.string(),
  savedAt: z.string(),
  document: z.string(),
});
type ProjectFile = z.infer<typeof projectFile>;

export const DOCUMENT_FILE = 'project.json';
export const JOURNAL_FILE = 'journal.jsonl';
export const dataName = (revision: number): string => `usage-${String(revision)}.duckdb`;
const DATA_PATTERN = /^usage-(\d+)\.duckdb$/;
const TOKEN_PATTERN = /^[\w-]{16,64}$/;

export type StoredProject = ProjectFile & { readonly token: string };
export type DataFile = { readonly path: string; readonly revision: number; readonly bytes: number };
/** One line of the list of projects; `problem` says why one cannot be opened. */
export type ListedProject = Omit<StoredProject, 'document'> & { readonly problem: string | null };

/**
 * The working projects of this machine, one folder each: the document, the data file that belongs to it and the journal
 * of how both came to be. The folder is the truth; what the page holds is a copy. What changes one project is done one
 * after the other.
 */
export class Projects {
  readonly #root: string;
  readonly #now: () => Date;
  readonly #journals = new Map<string, Journal>();
  readonly #alone = createQueues();

  constructor(root: string, now: () => Date) {
    this.#root = root;
    this.#now = now;
  }

  create(): string {
    return newToken();
  }

  /** Newest first. A folder that cannot be read is listed last with its problem, and left alone. */
  async list(): Promise<readonly ListedProject[]> {
    const names = await readdir(this.#root).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const projects = await Promise.all(
      names
        .filter((name) => TOKEN_PATTERN.test(name))
        .map(async (token): Promise<ListedProject | null> => {
          try {
            const project = await this.read(token);
            return project && { ...project, problem: null };
          } catch (error) {
            const problem = error instanceof HostError ? error.message : 'It cannot be read.';
            return { token, name: 'Damaged project', revision: 0, headline: '', savedAt: '', problem };
          }
        }),
    );
    return projects
      .filter((project) => project !== null)
      .sort((left, right) => right.savedAt.localeCompare(left.savedAt));
  }

  /** Null when nothing was saved under this token yet. Throws `HostError` with the place when the file is damaged. */
  async read(token: string): Promise<StoredProject | null> {
    let text: string;
    try {
      text = await readFile(join(this.folder(token), DOCUMENT_FILE), 'utf8');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const parsed = parseProject(text);
    if (typeof parsed !== 'string') return { ...parsed, token };
    throw new HostError(
      'damaged-project',
      `The saved project cannot be read (${DOCUMENT_FILE}: ${parsed}). Its files were left untouched.`,
    );
  }

  /**
   * Keeps a document. Refused when it does not follow the stored one: another window or program has saved meanwhile, and
   * its work must not be lost.
   */
  async save(
    token: string,
    project: Omit<ProjectFile, 'savedAt'>,
    changes: readonly DocumentChange[] = [],
  ): Promise<void> {
    await this.#alone(token, async () => {
      const stored = await this.read(token);
      if (stored !== null && project.revision <= stored.revision) {
        throw new HostError(
          'changed-elsewhere',
          'This project was changed in another window or program. Open it again to go on from there.',
        );
      }
      const file: ProjectFile = { ...project, savedAt: this.#now().toISOString() };
      await atomicWrite(join(this.folder(token), DOCUMENT_FILE), JSON.stringify(file));
      if (stored?.document === project.document) return;
      // The last step leads to the document as it is now; those before it were saved together with it.
      const steps = changes.length === 0 ? [{ what: 'changed' as const, label: '' }] : changes;
      const facts = documentFacts(stored?.document ?? null, project.document);
      await this.journal(token).append(
        steps.map((step, index) => (index === steps.length - 1 ? { ...step, ...facts } : step)),
      );
    });
  }

  /** The newest complete data file. */
  async data(token: string): Promise<DataFile | null> {
    return newestData(this.folder(token));
  }

  async saveData(token: string, revision: number, content: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#alone(token, async () => {
      const hash = createHash('sha256');
      let bytes = 0;
      const hashed = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of content) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      };
      await atomicWrite(join(this.folder(token), dataName(revision)), hashed());
      const data = { revision, bytes, sha256: hash.digest('hex') };
      await this.journal(token).append([{ what: 'data', label: '', data }]);
      await this.#dropOlderData(token, revision);
    });
  }

  /** What a crash between storing and noting has left unsaid in the journal is said now. */
  async recover(token: string): Promise<void> {
    await this.#alone(token, async () => {
      const [project, data] = [await this.read(token), await this.data(token)];
      if (project === null) return;
      const entries = await this.journal(token).entries();
      const last = entries.findLast((entry) => entry.document !== undefined);
      const document = sha256Of(project.document);
      const isKnown = data === null || entries.some((entry) => entry.data?.revision === data.revision);
      await this.journal(token).append([
        ...(last?.document === document ? [] : [{ what: 'recovered' as const, label: '', document }]),
        ...(isKnown
          ? []
          : [
              {
                what: 'recovered' as const,
                label: '',
                data: { revision: data.revision, bytes: data.bytes, sha256: await fileSha256(data.path) },
              },
            ]),
      ]);
    });
  }

  /** Moves a project out of the list; `restore` brings it back. */
  async trash(token: string): Promise<void> {
    await this.#alone(token, () => this.#move(this.folder(token), this.#trashFolder(token)));
  }

  async restore(token: string): Promise<void> {
    await this.#alone(token, () => this.#move(this.#trashFolder(token), this.folder(token)));
  }

  async #move(from: string, to: string): Promise<void> {
    await mkdir(dirname(to), { recursive: true });
    try {
      await rename(from, to);
    } catch (error) {
      if (isMissing(error)) throw new HostError('no-such-project', 'There is no such project.', { cause: error });
      throw error;
    }
  }

  /** The project, newest first, whose record has an entry of this hash; null for none. */
  async withRecord(hash: string): Promise<string | null> {
    for (const { token, problem } of await this.list()) {
      const entries = problem === null ? await this.journal(token).entries() : [];
      if (entries.some((entry) => entry.hash === hash)) return token;
    }
    return null;
  }

  journal(token: string): Journal {
    const known = this.#journals.get(token);
    if (known !== undefined) return known;
    const journal = new Journal(join(this.folder(token), JOURNAL_FILE), this.#now);
    this.#journals.set(token, journal);
    return journal;
  }

  async #dropOlderData(token: string, revision: number): Promise<void> {
    const names = await readdir(this.folder(token));
    const older = names.filter((name) => Number(DATA_PATTERN.exec(name)?.[1] ?? Number.NaN) < revision);
    for (const name of older) await rm(join(this.folder(token), name), { force: true });
  }

  /** Tokens are checked by the contract; the check here keeps any other caller inside the root too. */
  folder(token: string): string {
    if (!TOKEN_PATTERN.test(token)) throw new HostError('no-such-project', 'There is no such project.');
    return join(this.#root, token);
  }

  #trashFolder(token: string): string {
    this.folder(token);
    return join(dirname(this.#root), 'trash', token);
  }
}

/** A stored project, or the place where its text is damaged. */
export function parseProject(text: string): ProjectFile | string {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const parsed = projectFile.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a project'}`;
}

/** The newest complete data file of a project's folder. */
export async function newestData(folder: string): Promise<DataFile | null> {
  const names = await readdir(folder).catch(() => []);
  const revisions = names.map((name) => Number(DATA_PATTERN.exec(name)?.[1] ?? Number.NaN)).filter(Number.isFinite);
  if (revisions.length === 0) return null;
  const revision = Math.max(...revisions);
  const path = join(folder, dataName(revision));
  return { path, revision, bytes: (await stat(path)).size };
}

/** The SHA-256 of a file, read in pieces. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
