import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HostError } from '../ipc/answer.ts';
import { atomicWrite } from './atomicWrite.ts';
import { newToken } from './blobs.ts';

const projectFile = z.strictObject({
  name: z.string(),
  revision: z.int(),
  headline: z.string(),
  savedAt: z.string(),
  document: z.string(),
});
type ProjectFile = z.infer<typeof projectFile>;

const DOCUMENT = 'project.json';
const dataName = (revision: number): string => `usage-${String(revision)}.duckdb`;
const DATA_PATTERN = /^usage-(\d+)\.duckdb$/;

export type StoredProject = ProjectFile & { readonly token: string };

/**
 * The working projects of this machine, one folder each: the document, and the data file that belongs to it. The folder
 * is the truth; what the page holds is a copy.
 */
export class Projects {
  readonly #root: string;
  readonly #now: () => Date;

  constructor(root: string, now: () => Date) {
    this.#root = root;
    this.#now = now;
  }

  create(): string {
    return newToken();
  }

  /** Newest first. A folder that cannot be read is left out, never deleted. */
  async list(): Promise<readonly StoredProject[]> {
    const names = await readdir(this.#root).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const projects = await Promise.all(names.map((token) => this.read(token).catch(() => null)));
    return projects
      .filter((project) => project !== null)
      .sort((left, right) => right.savedAt.localeCompare(left.savedAt));
  }

  /** Null when nothing was saved under this token yet. Throws `HostError` when the file is damaged. */
  async read(token: string): Promise<StoredProject | null> {
    let text: string;
    try {
      text = await readFile(join(this.#folder(token), DOCUMENT), 'utf8');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const parsed = projectFile.safeParse(jsonOrNull(text));
    if (!parsed.success) {
      throw new HostError('damaged-project', 'The saved project cannot be read. Its files were left untouched.');
    }
    return { ...parsed.data, token };
  }

  async save(token: string, project: Omit<ProjectFile, 'savedAt'>): Promise<void> {
    const file: ProjectFile = { ...project, savedAt: this.#now().toISOString() };
    await atomicWrite(join(this.#folder(token), DOCUMENT), JSON.stringify(file));
  }

  /** The newest complete data file. */
  async data(
    token: string,
  ): Promise<{ readonly path: string; readonly revision: number; readonly bytes: number } | null> {
    const names = await readdir(this.#folder(token)).catch(() => []);
    const revisions = names.map((name) => Number(DATA_PATTERN.exec(name)?.[1] ?? Number.NaN)).filter(Number.isFinite);
    if (revisions.length === 0) return null;
    const revision = Math.max(...revisions);
    const path = join(this.#folder(token), dataName(revision));
    return { path, revision, bytes: (await stat(path)).size };
  }

  async saveData(token: string, revision: number, content: AsyncIterable<Uint8Array>): Promise<void> {
    await atomicWrite(join(this.#folder(token), dataName(revision)), content);
    await this.#dropOlderData(token, revision);
  }

  async #dropOlderData(token: string, revision: number): Promise<void> {
    const names = await readdir(this.#folder(token));
    const older = names.filter((name) => Number(DATA_PATTERN.exec(name)?.[1] ?? Number.NaN) < revision);
    for (const name of older) await rm(join(this.#folder(token), name), { force: true });
  }

  /** Tokens are checked by the contract; the check here keeps any other caller inside the root too. */
  #folder(token: string): string {
    if (!/^[\w-]{16,64}$/.test(token)) throw new HostError('no-such-project', 'There is no such project.');
    return join(this.#root, token);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
