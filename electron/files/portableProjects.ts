import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { HostError } from '../ipc/answer.ts';
import { newToken } from './blobs.ts';
import { checkJournal } from './journal.ts';
import { PORTABLE, portableBytes, readPortable } from './portable.ts';
import { dataName, DOCUMENT_FILE, fileSha256, JOURNAL_FILE, parseProject, type Projects } from './projects.ts';

const MOST_TEXT_BYTES = 200_000_000;
const named = z.looseObject({ schemaVersion: z.int().positive(), name: z.string().min(1).max(200).optional() });

/** A project as one `.tokenwright` file, a piece at a time. Throws `HostError` when there is nothing saved yet. */
export async function exportProject(projects: Projects, token: string): Promise<AsyncGenerator<Uint8Array>> {
  const project = await projects.read(token);
  if (project === null) throw new HostError('no-such-project', 'Nothing of this project is saved yet.');
  const journal = await readFile(join(projects.folder(token), JOURNAL_FILE), 'utf8').catch(() => '');
  return portableBytes({
    document: project.document,
    journal: journal.slice(0, journal.lastIndexOf('\n') + 1),
    dataPath: (await projects.data(token))?.path ?? null,
    savedAt: new Date(project.savedAt),
  });
}

/**
 * Makes a project of a `.tokenwright` file under a new token. It is put together in a folder of its own that gets its
 * name last, so that a file that is cut off, damaged or no project leaves nothing behind. Returns the project's token: of
 * one that is here already where the record of the file is part of its own, unless `isCopy` asks for another.
 */
export async function importProject(
  projects: Projects,
  token: string,
  content: AsyncIterable<Uint8Array>,
  now: Date,
  { isCopy } = { isCopy: false },
): Promise<string> {
  const target = projects.folder(token);
  const building = join(dirname(target), `.new-${newToken()}`);
  await mkdir(building, { recursive: true });
  try {
    const texts = await unpack(building, content);
    const project = describe(texts.document, now);
    await writeSynced(join(building, DOCUMENT_FILE), JSON.stringify(project));
    await writeSynced(join(building, JOURNAL_FILE), texts.journal);
    await settleData(building, texts.journal);
    const last = checkJournal(texts.journal).entries.at(-1);
    const known = isCopy || last === undefined ? null : await projects.withRecord(last.hash);
    if (known !== null) {
      await rm(building, { recursive: true, force: true });
      return known;
    }
    await rename(building, target);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
  await projects.recover(token);
  return token;
}

async function unpack(
  folder: string,
  content: AsyncIterable<Uint8Array>,
): Promise<{ readonly document: string; readonly journal: string }> {
  const data = await open(join(folder, PORTABLE.data), 'wx', 0o600);
  const texts = { [PORTABLE.document]: [] as Uint8Array[], [PORTABLE.journal]: [] as Uint8Array[] };
  let textBytes = 0;
  let members: ReadonlySet<string>;
  try {
    members = await readPortable(content, (member) => ({
      write: async (chunk) => {
        if (member === PORTABLE.data) {
          await data.write(chunk);
          return;
        }
        textBytes += chunk.length;
        if (textBytes > MOST_TEXT_BYTES) throw new HostError('not-a-project', 'The plan in this file is too large.');
        texts[member].push(chunk);
      },
    }));
    await data.sync();
  } finally {
    await data.close();
  }
  if (!members.has(PORTABLE.data)) await rm(join(folder, PORTABLE.data));
  const text = (member: keyof typeof texts): string => Buffer.concat(texts[member]).toString('utf8');
  return { document: text(PORTABLE.document), journal: text(PORTABLE.journal) };
}

/** What the list of projects shows; the page reads and migrates the document itself. */
function describe(document: string, now: Date) {
  let raw: unknown = null;
  try {
    raw = JSON.parse(document);
  } catch {
    // Told below: the same sentence holds for any text that is no plan.
  }
  const parsed = named.safeParse(raw);
  if (!parsed.success) {
    throw new HostError('damaged-project', `The plan in this file cannot be read (${PORTABLE.document}).`);
  }
  const project = {
    name: parsed.data.name ?? 'Untitled plan',
    revision: 1,
    headline: 'Opened from a file',
    savedAt: now.toISOString(),
    document,
  };
  const problem = parseProject(JSON.stringify(project));
  if (typeof problem === 'string') throw new HostError('damaged-project', `The plan cannot be read: ${problem}`);
  return project;
}

/**
 * Gives the rows the revision that the journal knows them by. The archive has no checksum that its reader checks; the
 * journal has one.
 */
async function settleData(folder: string, journal: string): Promise<void> {
  const path = join(folder, PORTABLE.data);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const stored = checkJournal(journal).entries.findLast((entry) => entry.data !== undefined)?.data;
  if (stored !== undefined && (await fileSha256(path)) !== stored.sha256) {
    throw new HostError(
      'damaged-project',
      `The rows in this file are damaged (${PORTABLE.data} differs from its record).`,
    );
  }
  await rename(path, join(folder, dataName(stored?.revision ?? 1)));
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
