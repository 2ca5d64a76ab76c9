declare global {
  // The page's typings leave out what only workers have. Declaration merging needs interfaces here.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<{ close(): void }>;
  }
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface FileSystemDirectoryHandle {
    keys(): AsyncIterable<string>;
  }
}

/** Files of the page's private file system: the page's working copy of a project's data. */
const root = (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory();

const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';

/** The page's copy as a file, or null when there is none. */
export async function readPrivateFile(name: string): Promise<File | null> {
  try {
    return await (await (await root()).getFileHandle(name)).getFile();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Replaces a file by a stream; the old content stays until the new one is complete. */
export async function writePrivateFile(name: string, content: ReadableStream<Uint8Array>): Promise<void> {
  const handle = await (await root()).getFileHandle(name, { create: true });
  await content.pipeTo(await handle.createWritable());
}

export async function removePrivateFile(name: string): Promise<void> {
  await (await root()).removeEntry(name).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

export async function privateFileNames(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of (await root()).keys()) names.push(name);
  return names;
}

const RETRY_MILLISECONDS = 200;
const RETRIES = 30;

/**
 * Waits until nobody holds a file; one that does not exist is free. A worker that was just ended keeps its files for up
 * to two seconds, longer than its lock.
 */
export async function untilPrivateFileIsFree(name: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await (await root()).getFileHandle(name);
      (await handle.createSyncAccessHandle()).close();
      return;
    } catch (error) {
      if (isMissing(error)) return;
      if (attempt === RETRIES) throw new Error('This project is open in another window.', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }
}
