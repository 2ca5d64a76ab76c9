import { renamedFile } from './givenFiles.ts';

/** Files of a drop, folders opened recursively, in a stable order; a file in a folder is named by its path in it. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files];
  const files = await Promise.all(entries.map(entryFiles));
  return files.flat();
}

async function entryFiles(entry: FileSystemEntry): Promise<File[]> {
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    const path = entry.fullPath.slice(1);
    return [path === file.name ? file : renamedFile(file, path)];
  }
  if (!isFolderEntry(entry)) return [];
  const children = await folderEntries(entry.createReader());
  const files = await Promise.all(children.map(entryFiles));
  return files.flat();
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolderEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** The reader gives at most a hundred entries a call. */
async function folderEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
    reader.readEntries(resolve, reject);
  });
  return batch.length === 0 ? [] : [...batch, ...(await folderEntries(reader))];
}
