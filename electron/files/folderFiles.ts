import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

/** A file of a folder with the name that people know it by: `exports/2026/may.csv`. */
export type NamedPath = { readonly path: string; readonly name: string };

/**
 * All files in a folder and the folders in it, in the order of their names, hidden ones left out. A link to a file is
 * that file; links to folders are not followed, because they may lead back. Throws Node's own error.
 */
export async function folderFiles(folder: string): Promise<readonly NamedPath[]> {
  const walk = async (path: string, name: string): Promise<readonly NamedPath[]> => {
    const entries = (await readdir(path, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'));
    const lists = await Promise.all(
      entries
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map(async (entry) => {
          const inside = { path: join(path, entry.name), name: `${name}/${entry.name}` };
          if (entry.isDirectory()) return walk(inside.path, inside.name);
          // A link that leads nowhere, or to what may not be seen, is no file.
          const isFile =
            entry.isFile() ||
            (entry.isSymbolicLink() && (await stat(inside.path).catch(() => null))?.isFile() === true);
          return isFile ? [inside] : [];
        }),
    );
    return lists.flat();
  };
  return walk(folder, basename(resolve(folder)));
}
