import { prepareDatabase } from '../../shared/data/import/formatTables.ts';
import { fetchBlob, sendBlob } from '../../shared/ipc/blobs.ts';
import { openPageDatabase, type PageDatabase } from './duckdb.ts';
import {
  privateFileNames,
  readPrivateFile,
  removePrivateFile,
  untilPrivateFileIsFree,
  writePrivateFile,
} from './opfs.ts';
import { holdLock } from './projectLock.ts';

const fileName = (project: string): string => `tokenwright-${project}.duckdb`;
const stateName = (project: string): string => `tokenwright-${project}.revision`;
const logName = (name: string): string => `${name}.wal`;
const READER = /^tokenwright-[\w-]+\.reader-[\w-]+\.duckdb$/;

export type OpenedProject = {
  readonly database: PageDatabase;
  /** `read`: another window writes this project; this one has a copy of what the host holds. */
  readonly access: 'write' | 'read';
  /** The page holds rows that the host has not stored: it was ended before they were sent, or the host lost its file. */
  readonly isAhead: boolean;
  readonly close: () => Promise<void>;
};

/** What the page's copy is: equal to the host's file of that revision, or that and more (`*`). */
type CopyState = { readonly revision: number; readonly hasMore: boolean };

async function copyState(project: string): Promise<CopyState | null> {
  const [data, state] = await Promise.all([readPrivateFile(fileName(project)), readPrivateFile(stateName(project))]);
  const [, digits, mark] = /^(\d+)(\*?)$/.exec((await state?.text()) ?? '') ?? [];
  return data === null || digits === undefined ? null : { revision: Number(digits), hasMore: mark === '*' };
}

async function noteState(project: string, { revision, hasMore }: CopyState): Promise<void> {
  await writePrivateFile(stateName(project), new Blob([`${String(revision)}${hasMore ? '*' : ''}`]).stream());
}

/** Says that rows are about to come in which the host has not: a page that ends now sends them when it is opened again. */
export async function noteChange(project: string): Promise<void> {
  const state = await copyState(project);
  await noteState(project, { revision: state?.revision ?? 0, hasMore: true });
}

async function fetchInto(name: string, download: string): Promise<void> {
  const { body } = await fetchBlob(download);
  if (body === null) throw new Error('The project data could not be read.');
  await writePrivateFile(name, body);
}

/**
 * Opens a project's database in the page. The host's file is the truth: where the page's copy is missing or older, it is
 * replaced by the host's before it is opened. A newer copy is kept, because then the host has lost its own.
 */
export async function openProject(
  project: string,
  dataRevision: number,
  download: string | null,
): Promise<OpenedProject> {
  const release = await holdLock(fileName(project));
  if (release === null) return openCopy(project, download);
  try {
    const name = fileName(project);
    for (const file of [name, logName(name)]) await untilPrivateFileIsFree(file);
    await removeStrayCopies();
    const state = await copyState(project);
    const isKept = state !== null && state.revision >= dataRevision;
    if (!isKept) {
      for (const file of [logName(name), name]) await removePrivateFile(file);
      if (download !== null) await fetchInto(name, download);
      await noteState(project, { revision: dataRevision, hasMore: false });
    }
    const database = await prepared(name);
    const isAhead = isKept && (state.hasMore || state.revision > dataRevision);
    return {
      database,
      access: 'write',
      isAhead,
      close: async () => {
        await database.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function prepared(name: string): Promise<PageDatabase> {
  const database = await openPageDatabase(name);
  await prepareDatabase(database.writer);
  return database;
}

/** A second window works on a private copy of what the host holds, which goes when it is closed. */
async function openCopy(project: string, download: string | null): Promise<OpenedProject> {
  const name = `tokenwright-${project}.reader-${crypto.randomUUID()}.duckdb`;
  const release = await holdLock(name);
  if (download !== null) await fetchInto(name, download);
  const database = await prepared(name);
  return {
    database,
    access: 'read',
    isAhead: false,
    close: async () => {
      await database.close();
      release?.();
    },
  };
}

/** Copies of windows that have gone. One that is still open holds its lock. */
async function removeStrayCopies(): Promise<void> {
  for (const name of (await privateFileNames()).filter((candidate) => READER.test(candidate))) {
    const release = await holdLock(name, 0);
    if (release === null) continue;
    // The engine may not have let go yet; the next opening tries again.
    for (const file of [name, logName(name)]) await removePrivateFile(file).catch(() => undefined);
    release();
  }
}

/** Sends the database to the host. The revision is noted only after the host has stored the file. */
export async function saveProject(
  database: PageDatabase,
  project: string,
  revision: number,
  upload: string,
): Promise<void> {
  await database.checkpoint();
  const file = await readPrivateFile(fileName(project));
  if (file === null) throw new Error('The project data has gone from the browser.');
  await sendBlob(upload, file);
  await noteState(project, { revision, hasMore: false });
}
