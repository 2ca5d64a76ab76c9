import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { BLOB_PATH } from '../shared/ipc/channels.ts';
import type { Blobs } from './files/blobs.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { HostError } from './ipc/answer.ts';

/** What both hosts serve to the page: the built files by name, and blobs by token. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>;
};

export type Asked = { readonly method: string; readonly path: string; readonly body: AsyncIterable<Uint8Array> };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.gz': 'application/gzip',
};

export const plainReply = (status: number, text: string): Reply => ({
  status,
  headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' },
  body: text,
});

/** Lists the built page once; only these exact paths are ever answered, so no request can leave the folder. */
export async function pageFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const byPath = new Map(files.map((file) => [`/${relative(root, file).split(sep).join('/')}`, file]));
  const index = byPath.get('/index.html');
  if (index !== undefined) byPath.set('/', index);
  return byPath;
}

export function createRoutes(files: ReadonlyMap<string, string>, blobs: Blobs): (asked: Asked) => Promise<Reply> {
  return async ({ method, path, body }) => {
    if (path.startsWith(BLOB_PATH)) return blobReply(blobs, method, path.slice(BLOB_PATH.length), body);
    if (method !== 'GET') return plainReply(405, 'Not allowed.');
    const file = files.get(path);
    if (file === undefined) return plainReply(404, 'There is no such page.');
    const caching = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const headers = { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': caching };
    return { status: 200, headers, body: await readFile(file) };
  };
}

async function blobReply(blobs: Blobs, method: string, token: string, body: AsyncIterable<Uint8Array>): Promise<Reply> {
  try {
    if (method === 'PUT') {
      await blobs.write(token, body);
      return plainReply(200, 'Stored.');
    }
    if (method !== 'GET') return plainReply(405, 'Not allowed.');
    const { bytes, content } = await blobs.read(token);
    const headers = {
      ...SECURITY_HEADERS,
      'Content-Type': 'application/octet-stream',
      ...(bytes === null ? {} : { 'Content-Length': String(bytes) }),
      'Cache-Control': 'no-store',
    };
    return { status: 200, headers, body: content };
  } catch (error) {
    if (error instanceof HostError) return plainReply(404, error.message);
    throw error;
  }
}
