import { readFile, realpath } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { HostError } from '../ipc/answer.ts';
import { atomicWrite } from './atomicWrite.ts';
import { newToken, type Blobs } from './blobs.ts';
import { exportFiles, isSameLook, lookAt, openLookedAt, type FileLook } from './dataFolder.ts';
import { fileSha256, type Projects } from './projects.ts';
import { createQueues } from './queues.ts';

const SOURCES_FILE = 'sources.json';
const MOST_OFFERED = 20;
/** Contents remembered for each file, newest last: enough to tell which sources of a plan came from it. */
const CONTENTS_KEPT = 100;

const storedFile = z.strictObject({
  path: z.string(),
  name: z.string(),
  bytes: z.number(),
  modifiedMilliseconds: z.number(),
  /** SHA-256 of each content that was read, newest last. */
  read: z.array(z.string()),
});
const storedSources = z.strictObject({ folder: z.string().nullable(), files: z.array(storedFile) });
type StoredFile = z.infer<typeof storedFile>;
type StoredSources = z.infer<typeof storedSources>;

type GivenFile = { readonly path: string; readonly name: string; readonly look: FileLook };
export type OfferedFile = {
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  readonly download: string;
};

/** What has become of the files that a project was made from. */
export type SourcesLook = {
  /** New or changed, whole and at rest: to be fetched and imported. */
  readonly changed: readonly OfferedFile[];
  /** Names of files that are not where they were. */
  readonly gone: readonly string[];
  /** Names of files that are being written at this moment. */
  readonly busy: readonly string[];
  readonly unchanged: number;
  /** More have changed than are offered at once. */
  readonly hasMore: boolean;
};

/**
 * Where the files of a project lie on this machine, and how they were when they were read. It is kept beside the project
 * and never travels: neither in an exported project nor to the page, which knows a file by a token and a name.
 */
export class KnownSources {
  readonly #projects: Projects;
  readonly #blobs: Blobs;
  readonly #stillMilliseconds: number;
  readonly #given = new Map<string, GivenFile>();
  readonly #tokens = new Map<string, string>();
  readonly #alone = createQueues();

  /** A file counts as whole when it looked the same twice, `stillMilliseconds` apart. */
  constructor(projects: Projects, blobs: Blobs, stillMilliseconds = 1000) {
    this.#projects = projects;
    this.#blobs = blobs;
    this.#stillMilliseconds = stillMilliseconds;
  }

  /** A token for a file that the user handed over by its path; null where there is no plain file. */
  async give(path: string): Promise<string | null> {
    // What cannot be found under its path has no place to be remembered; its bytes come from the page as always.
    const real = await realpath(path).catch(() => null);
    const look = real === null ? null : await lookAt(real);
    return real === null || look === null ? null : this.#give({ path: real, name: basename(real), look });
  }

  /** The watched folder with what is wrong with it, and the contents that can be read again. */
  async known(project: string) {
    const { folder, files } = await this.#read(project);
    const problem = folder === null ? null : await folderProblem(folder);
    return {
      folder: folder === null ? null : { name: basename(folder), problem },
      readable: files.flatMap(({ read }) => read),
    };
  }

  /** Watches a folder from now on; null none. Files that were read stay known. Throws `HostError` where it is not there. */
  async watch(project: string, path: string | null): Promise<void> {
    // Told below as a folder that is not there.
    const folder = path === null ? null : await realpath(path).catch(() => null);
    const problem = path === null ? null : folder === null ? 'It is not there.' : await folderProblem(folder);
    if (problem !== null) throw new HostError('no-such-folder', `The folder cannot be watched. ${problem}`);
    await this.#change(project, (sources) => ({ ...sources, folder }));
  }

  /** Looks for new and changed files: in the watched folder, or at all that is known. */
  async look(project: string, what: 'folder' | 'all'): Promise<SourcesLook> {
    const { folder, files } = await this.#read(project);
    const known = new Map(files.map((file) => [file.path, file]));
    const inFolder = folder === null ? [] : await filesUnlessGone(folder);
    const paths = [...new Set([...(inFolder ?? []), ...(what === 'all' ? files.map(({ path }) => path) : [])])];
    const name = (path: string): string => known.get(path)?.name ?? nameIn(folder, path);

    const gone: string[] = folder !== null && inFolder === null ? [basename(folder)] : [];
    const missingFolders = gone.length;
    const moved: { readonly path: string; readonly look: FileLook }[] = [];
    for (const path of paths) {
      const look = await lookAt(path);
      const before = known.get(path);
      if (look === null) gone.push(name(path));
      else if (before === undefined || !isSameLook(before, look)) moved.push({ path, look });
    }
    const unchanged = paths.length - (gone.length - missingFolders) - moved.length;
    if (moved.length === 0) return { changed: [], gone, busy: [], unchanged, hasMore: false };

    await new Promise((resolve) => setTimeout(resolve, this.#stillMilliseconds));
    const busy: string[] = [];
    const changed: OfferedFile[] = [];
    const touched: { readonly path: string; readonly look: FileLook }[] = [];
    let hasMore = false;
    for (const { path, look } of moved) {
      if (changed.length === MOST_OFFERED) {
        hasMore = true;
        break;
      }
      const sha256 = await sha256AtRest(path, look);
      if (sha256 === null) busy.push(name(path));
      else if (known.get(path)?.read.at(-1) === sha256) touched.push({ path, look });
      else changed.push(this.#offer({ path, name: name(path), look }));
    }
    if (touched.length > 0) {
      await this.#change(project, (sources) => ({
        ...sources,
        files: sources.files.map((file) => {
          const now = touched.find(({ path }) => path === file.path);
          return now === undefined ? file : { ...file, ...now.look };
        }),
      }));
    }
    return { changed, gone, busy, unchanged: unchanged + touched.length, hasMore };
  }

  /** The page has read these files and kept what they gave. Throws `HostError` for a token that was never given. */
  async taken(project: string, files: readonly { readonly file: string; readonly sha256: string }[]): Promise<void> {
    const read = files.map(({ file, sha256 }) => {
      const given = this.#given.get(file);
      if (given === undefined) throw new HostError('no-such-file', 'There is no such file.');
      return { ...given, sha256 };
    });
    await this.#change(project, (sources) => ({
      ...sources,
      files: read.reduce<readonly StoredFile[]>((kept, { path, name, look, sha256 }) => {
        const before = kept.find((file) => file.path === path);
        const contents = [...(before?.read ?? []).filter((content) => content !== sha256), sha256];
        const file = { path, name: before?.name ?? name, ...look, read: contents.slice(-CONTENTS_KEPT) };
        return before === undefined ? [...kept, file] : kept.map((other) => (other === before ? file : other));
      }, sources.files),
    }));
  }

  #offer(file: GivenFile): OfferedFile {
    return {
      file: this.#give(file),
      name: file.name,
      bytes: file.look.bytes,
      download: this.#blobs.offerOpening(() => openLookedAt(file.path)),
    };
  }

  #give(file: GivenFile): string {
    const token = this.#tokens.get(file.path) ?? newToken();
    this.#tokens.set(file.path, token);
    this.#given.set(token, file);
    return token;
  }

  #path(project: string): string {
    return join(this.#projects.folder(project), SOURCES_FILE);
  }

  /** A missing or damaged list is an empty one: it is a convenience and never worth a failed start. */
  async #read(project: string): Promise<StoredSources> {
    try {
      return storedSources.parse(JSON.parse(await readFile(this.#path(project), 'utf8')));
    } catch {
      return { folder: null, files: [] };
    }
  }

  async #change(
    project: string,
    change: (sources: StoredSources) => {
      readonly folder: string | null;
      readonly files: readonly StoredFile[];
    },
  ): Promise<void> {
    await this.#alone(project, async () => {
      const next = change(await this.#read(project));
      await atomicWrite(this.#path(project), JSON.stringify(next));
    });
  }
}

/** A file of the folder is named by its way from there: `exports/2026/may.csv`. */
const nameIn = (folder: string | null, path: string): string =>
  folder === null ? basename(path) : [basename(folder), ...relative(folder, path).split(sep)].join('/');

/** Null for a folder that is gone, which the look tells by name. Throws `HostError` for one that is far too large. */
async function filesUnlessGone(folder: string): Promise<readonly string[] | null> {
  try {
    return await exportFiles(folder);
  } catch (error) {
    if (error instanceof HostError && error.code === 'no-such-folder') return null;
    throw error;
  }
}

async function folderProblem(folder: string): Promise<string | null> {
  try {
    await exportFiles(folder);
    return null;
  } catch (error) {
    if (error instanceof HostError) return error.message;
    throw error;
  }
}

/** The hash of a file that looks as it did and still does afterwards; null for one that is being written. */
async function sha256AtRest(path: string, before: FileLook): Promise<string | null> {
  const isStill = async (): Promise<boolean> => {
    const look = await lookAt(path);
    return look !== null && isSameLook(look, before);
  };
  if (!(await isStill())) return null;
  // A file that goes away or is locked while it is read is looked at again the next time.
  const sha256 = await fileSha256(path).catch(() => null);
  return (await isStill()) ? sha256 : null;
}
