import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../ipc/answer.ts';

/** How a file looks from outside: what changes when someone writes to it. */
export type FileLook = { readonly bytes: number; readonly modifiedMilliseconds: number };

/** Endings under which exports come. Anything else in a watched folder is none of the workbench's business. */
const EXPORT_NAME = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|zip|gz)$/i;
const DEEPEST = 8;
/** Windows has no such flag. */
const NO_LINK = (constants.O_NOFOLLOW as number | undefined) ?? 0;
/** A folder with more is a disk, not a place for exports. */
const MOST_FILES = 5000;

/** Hidden files, what an office program leaves beside an open workbook, and what a Mac adds to archives. */
const isPrivate = (name: string): boolean => name.startsWith('.') || name.startsWith('~$') || name === '__MACOSX';

export const isSameLook = (left: FileLook, right: FileLook): boolean =>
  left.bytes === right.bytes && left.modifiedMilliseconds === right.modifiedMilliseconds;

/**
 * How a file looks, or null where there is no plain file under exactly this path: one that was put behind a link since
 * it was chosen is not the same file.
 */
export async function lookAt(path: string): Promise<FileLook | null> {
  try {
    if ((await realpath(path)) !== path) return null;
    const about = await lstat(path);
    return about.isFile() ? { bytes: about.size, modifiedMilliseconds: about.mtimeMs } : null;
  } catch {
    return null;
  }
}

/**
 * The export files in a folder and its folders, as absolute paths in a stable order. Links are not followed, so nothing
 * outside the folder is ever in the list. Throws `HostError` for a folder that is gone or far too large.
 */
export async function exportFiles(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((left, right) => left.name.localeCompare(right.name, 'en'))) {
      if (isPrivate(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < DEEPEST) await walk(path, depth + 1);
      else if (entry.isFile() && EXPORT_NAME.test(entry.name)) found.push(path);
      if (found.length > MOST_FILES) {
        throw new HostError(
          'folder-too-large',
          `It holds more than ${String(MOST_FILES)} files; choose a smaller one.`,
        );
      }
    }
  };
  try {
    await walk(root, 1);
  } catch (error) {
    if (error instanceof HostError) throw error;
    throw new HostError('no-such-folder', 'It is not there, or may not be read.', { cause: error });
  }
  return found;
}

/** Opens a file that was looked at before, unless something else lies under its path now. Throws `HostError`. */
export async function openLookedAt(
  path: string,
): Promise<{ readonly bytes: number; readonly content: AsyncIterable<Uint8Array> }> {
  const gone = new HostError('no-such-blob', 'The file has gone since it was found.');
  if ((await lookAt(path)) === null) throw gone;
  const file = await open(path, constants.O_RDONLY | NO_LINK).catch(() => {
    throw gone;
  });
  const { size } = await file.stat();
  if (size === 0) {
    await file.close();
    return { bytes: 0, content: emptyContent() };
  }
  // A file that grows meanwhile is read as far as it was; the rest comes the next time.
  return { bytes: size, content: file.createReadStream({ start: 0, end: size - 1 }) };
}

async function* emptyContent(): AsyncGenerator<Uint8Array> {
  // An empty file has no bytes to give.
}
