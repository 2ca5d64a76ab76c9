import { unzipSync, zipSync } from 'fflate';

/** Files of a package by path. */
export type Parts = ReadonlyMap<string, Uint8Array>;

const CONTENT_TYPES = '[Content_Types].xml';

/**
 * Packs parts so that equal parts give equal bytes: in the order of their paths, the content types first as Office wants,
 * every entry dated by the given clock. A zip holds local time without a zone, so the clock's UTC fields are written.
 */
export function pack(parts: Parts, now: Date): Uint8Array {
  const mtime = new Date(
    Math.max(1980, now.getUTCFullYear()),
    now.getUTCMonth(),
    now.getUTCDate(),
    now.getUTCHours(),
    now.getUTCMinutes(),
    now.getUTCSeconds(),
  );
  const order = [...parts.keys()].sort((left, right) =>
    left === CONTENT_TYPES ? -1 : right === CONTENT_TYPES ? 1 : left < right ? -1 : 1,
  );
  return zipSync(Object.fromEntries(order.map((path) => [path, parts.get(path) ?? new Uint8Array()])), {
    mtime,
    level: 6,
  });
}

/** The files of a zip; folders, which some writers list, are left out. */
export const unpack = (bytes: Uint8Array): Map<string, Uint8Array> =>
  new Map(Object.entries(unzipSync(bytes)).filter(([path]) => !path.endsWith('/')));

export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const toText = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
