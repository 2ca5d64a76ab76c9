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
