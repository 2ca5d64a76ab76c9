import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SourceFile } from '../../shared/data/source/sourceFile.ts';

type PathHandle = { readonly path: string };

export const isPathHandle = (handle: unknown): handle is PathHandle =>
  typeof handle === 'object' && handle !== null && 'path' in handle && typeof handle.path === 'string';

/** A file on disk, read in place. Throws Node's own error (ENOENT, EACCES, EISDIR) when it cannot be opened. */
export async function pathSourceFile(path: string): Promise<SourceFile> {
  const about = await stat(path);
  if (about.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
  return {
    name: basename(path),
    size: about.size,
    handle: { path } satisfies PathHandle,
    read: async (start, end) => {
      const file = await open(path, 'r');
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, about.size) - start));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

/** A file that exists only as bytes: converted text, or a fixture written in a test. */
export function bytesSourceFile(name: string, bytes: Uint8Array): SourceFile {
  return { name, size: bytes.length, handle: bytes, read: (start, end) => Promise.resolve(bytes.slice(start, end)) };
}
