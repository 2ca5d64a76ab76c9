import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import * as fileSystem from 'node:fs/promises';
import { dirname } from 'node:path';

/** The calls that saving makes, so that a test can answer ENOSPC or EROFS at each of them. */
export type SavePort = Pick<typeof fileSystem, 'open' | 'rename' | 'rm' | 'mkdir'>;

/**
 * Replaces a file so that a crash at any moment leaves either the old content or the new one: temporary file, fsync,
 * rename, fsync of the folder. On an error the old file is intact and the temporary one is gone.
 */
export async function atomicWrite(
  path: string,
  content: string | AsyncIterable<Uint8Array>,
  port: SavePort = fileSystem,
): Promise<void> {
  await port.mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await port.open(temporary, 'wx', 0o600);
    try {
      await writeAll(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await port.rename(temporary, path);
  } catch (error) {
    await port.rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path), port);
}

async function writeAll(file: FileHandle, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  if (typeof content === 'string') {
    await file.writeFile(content);
    return;
  }
  for await (const chunk of content) await file.write(chunk);
}

/** A rename is durable only once its folder is; Windows has no such call and does not need it. */
async function syncFolder(path: string, port: SavePort): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await port.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
