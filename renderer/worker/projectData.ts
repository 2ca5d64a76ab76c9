import { prepareDatabase } from '../../shared/data/import/formatTables.ts';
import { fetchBlob, sendBlob } from '../../shared/ipc/blobs.ts';
import { openPageDatabase, type PageDatabase } from './duckdb.ts';
import { readPrivateFile, removePrivateFile, untilPrivateFileIsFree, writePrivateFile } from './opfs.ts';

const fileName = (project: string): string => `tokenwright-${project}.duckdb`;
const revisionName = (project: string): string => `tokenwright-${project}.revision`;

/** The revision of the page's copy: that of the host's file it was last equal to. -1 when there is no copy. */
async function pageRevision(project: string): Promise<number> {
  const [data, revision] = await Promise.all([
    readPrivateFile(fileName(project)),
    readPrivateFile(revisionName(project)),
  ]);
  if (data === null || revision === null) return -1;
  const number = Number.parseInt(await revision.text(), 10);
  return Number.isSafeInteger(number) ? number : -1;
}

async function setPageRevision(project: string, revision: number): Promise<void> {
  await writePrivateFile(revisionName(project), new Blob([String(revision)]).stream());
}

/**
 * Opens a project's database in the page. The host's file is the truth: when the page's copy is missing or has another
 * revision, it is replaced by the host's before it is opened.
 */
export async function openProject(
  project: string,
  dataRevision: number,
  download: string | null,
): Promise<PageDatabase> {
  for (const name of [fileName(project), `${fileName(project)}.wal`]) await untilPrivateFileIsFree(name);
  if ((await pageRevision(project)) !== dataRevision) {
    await removePrivateFile(`${fileName(project)}.wal`);
    if (download === null) await removePrivateFile(fileName(project));
    else {
      const { body } = await fetchBlob(download);
      if (body === null) throw new Error('The project data could not be read.');
      await writePrivateFile(fileName(project), body);
    }
    await setPageRevision(project, dataRevision);
  }
  const database = await openPageDatabase(fileName(project));
  await prepareDatabase(database.writer);
  return database;
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
  await setPageRevision(project, revision);
}
