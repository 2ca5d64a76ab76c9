declare global {
  // The page's typings leave out what only workers have. Declaration merging needs an interface here.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<{ close(): void }>;
  }
}

/** Files of the page's private file system: the page's working copy of a project's data. */
const root = (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory();

/** The page's copy as a file, or null when there is none. */
export async function readPrivateFile(name: string): Promise<File | null> {
  try {
    return await (await (await root()).getFileHandle(name)).getFile();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
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
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  });
}

const RETRY_MILLISECONDS = 200;
const RETRIES = 30;

/**
 * Waits until nobody holds a file. A worker that was just ended keeps its files for up to two seconds; longer than that
 * means that another window has the project open. The engine must not be the one to find out: after a failed attempt it
 * can open the file as if it were empty.
 */
export async function untilPrivateFileIsFree(name: string): Promise<void> {
  const handle = await (await root()).getFileHandle(name, { create: true });
  for (let attempt = 0; ; attempt += 1) {
    try {
      (await handle.createSyncAccessHandle()).close();
      return;
    } catch (error) {
      if (attempt === RETRIES) throw new Error('This project is open in another window.', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }
}
