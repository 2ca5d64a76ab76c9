import { bytesFile, joinBytes, type SourceFile } from '../source/sourceFile.ts';

/** A file in an archive, or why it cannot be read. */
export type ZipMember = { readonly name: string } & (
  { readonly file: () => Promise<SourceFile> } | { readonly problem: string }
);

const END_OF_DIRECTORY = 0x06054b50;
const LARGE_LOCATOR = 0x07064b50;
const LARGE_END_OF_DIRECTORY = 0x06064b50;
const LARGE_LOCATOR_BYTES = 20;
const LARGE_END_BYTES = 56;
/** The extra field that holds what does not fit into 32 bits. */
const LARGE_FIELD = 0x0001;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const BEYOND_32_BITS = 0xffff_ffff;
const MOST_DIRECTORY_BYTES = 64 * 1024 * 1024;

/** No table packs so well; a file that claims to is made to fill the memory. */
const HIGHEST_RATIO = 400;
/** Outside the page a member is copied into memory before it is read. */
const MOST_COPIED_BYTES = 1_500_000_000;
const HARMLESS_BYTES = 64 * 1024 * 1024;

/** The archive as a whole cannot be read. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

type Directory = { readonly entries: number; readonly size: number; readonly offset: number };

/** A 64-bit number of an archive. Beyond 2^53 no file reaches; such a number is damage and ends as out of bounds. */
const large = (bytes: DataView, at: number): number => Number(bytes.getBigUint64(at, true));

/** Where the list of files lies in an archive with more than 4 GB or 65,535 members (zip64). */
async function largeDirectory(file: SourceFile, endAt: number): Promise<Directory | null> {
  const locator = view(await file.read(Math.max(0, endAt - LARGE_LOCATOR_BYTES), endAt));
  if (locator.byteLength < LARGE_LOCATOR_BYTES || locator.getUint32(0, true) !== LARGE_LOCATOR) return null;
  const at = large(locator, 8);
  if (at + LARGE_END_BYTES > file.size) return null;
  const end = view(await file.read(at, at + LARGE_END_BYTES));
  if (end.getUint32(0, true) !== LARGE_END_OF_DIRECTORY) return null;
  return { entries: large(end, 32), size: large(end, 40), offset: large(end, 48) };
}

async function directory(file: SourceFile): Promise<{ readonly bytes: Uint8Array; readonly entries: number }> {
  const tailStart = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT);
  const tail = await file.read(tailStart, file.size);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    const end = view(tail.subarray(at, at + END_BYTES));
    if (end.getUint32(0, true) !== END_OF_DIRECTORY) continue;
    const small = { entries: end.getUint16(10, true), size: end.getUint32(12, true), offset: end.getUint32(16, true) };
    const { entries, size, offset } = (await largeDirectory(file, tailStart + at)) ?? small;
    if (size > MOST_DIRECTORY_BYTES || offset + size > file.size) break;
    return { bytes: await file.read(offset, offset + size), entries };
  }
  throw new ZipError('the archive is damaged or cut off: its list of files is missing');
}

/** The sizes and the place of a member, those beyond 32 bits out of its extra field; null where that is missing. */
function largeNumbers(entry: DataView, extra: DataView): Pick<Entry, 'packed' | 'unpacked' | 'offset'> | null {
  const small = {
    unpacked: entry.getUint32(24, true),
    packed: entry.getUint32(20, true),
    offset: entry.getUint32(42, true),
  };
  let at = 0;
  while (at + 4 <= extra.byteLength && extra.getUint16(at, true) !== LARGE_FIELD)
    at += 4 + extra.getUint16(at + 2, true);
  const end = at + 4 <= extra.byteLength ? Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true)) : 0;
  at += 4;
  // The field holds only what did not fit, in this order.
  const read = (number: number): number | null => {
    if (number !== BEYOND_32_BITS) return number;
    at += 8;
    return at <= end ? large(extra, at - 8) : null;
  };
  const [unpacked, packed, offset] = [read(small.unpacked), read(small.packed), read(small.offset)];
  return unpacked === null || packed === null || offset === null ? null : { unpacked, packed, offset };
}

/** What is in a zip archive, in its own order. Nothing is unpacked before a member's `file` is asked for. */
export async function zipMembers(file: SourceFile): Promise<readonly ZipMember[]> {
  const { bytes, entries } = await directory(file);
  const members: ZipMember[] = [];
  let at = 0;
  while (members.length < entries && at + ENTRY_BYTES <= bytes.length) {
    const entry = view(bytes.subarray(at));
    if (entry.getUint32(0, true) !== DIRECTORY_ENTRY) break;
    const nameLength = entry.getUint16(28, true);
    const extraLength = entry.getUint16(30, true);
    const extraAt = at + ENTRY_BYTES + nameLength;
    const name = new TextDecoder('utf-8').decode(bytes.subarray(at + ENTRY_BYTES, extraAt));
    const numbers = largeNumbers(entry, view(bytes.subarray(extraAt, extraAt + extraLength)));
    members.push(
      numbers === null
        ? { name, problem: 'the archive is damaged: the size of this file in it is missing' }
        : member(file, {
            name,
            isEncrypted: (entry.getUint16(8, true) & 1) === 1,
            method: entry.getUint16(10, true),
            checksum: entry.getUint32(16, true),
            ...numbers,
          }),
    );
    at = extraAt + extraLength + entry.getUint16(32, true);
  }
  return members;
}

type Entry = {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
};

function member(archive: SourceFile, entry: Entry): ZipMember {
  const { name, packed, unpacked } = entry;
  if (entry.isEncrypted) return { name, problem: 'it is encrypted; unpack the archive first' };
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    return { name, problem: 'it is packed in a way that is not read; unpack the archive first' };
  }
  if (packed > MOST_COPIED_BYTES && !(archive.handle instanceof Blob)) {
    return { name, problem: 'it is too large to be unpacked in memory here; unpack the archive first' };
  }
  if (unpacked > HARMLESS_BYTES && unpacked > packed * HIGHEST_RATIO) {
    return { name, problem: 'it would unpack to more than 400 times its size, which no table of usage does' };
  }
  return { name, file: () => memberFile(archive, entry) };
}

/**
 * A deflated member is the inside of a gzip file: with that format's header before it and its checksum after it, DuckDB
 * and `chunks` read it in place, without unpacking it first.
 */
async function memberFile(archive: SourceFile, entry: Entry): Promise<SourceFile> {
  const header = view(await archive.read(entry.offset, entry.offset + LOCAL_BYTES));
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL_HEADER) {
    throw new ZipError('the archive is damaged: a file in it is not where its list says');
  }
  const start = entry.offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const end = start + entry.packed;
  if (entry.method === STORED) return framed(archive, entry.name, [], start, end, []);
  const trailer = new Uint8Array(8);
  view(trailer).setUint32(0, entry.checksum, true);
  // The format has 32 bits for it and means the rest of a division.
  view(trailer).setUint32(4, entry.unpacked % 2 ** 32, true);
  return { ...(await framed(archive, entry.name, [GZIP_HEADER], start, end, [trailer])), compression: 'gzip' };
}

const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** A part of a file with bytes around it. In the page nothing is copied; elsewhere the part is read into memory. */
async function framed(
  archive: SourceFile,
  name: string,
  before: readonly Uint8Array[],
  start: number,
  end: number,
  after: readonly Uint8Array[],
): Promise<SourceFile> {
  const { handle } = archive;
  if (!(handle instanceof Blob)) {
    return bytesFile(name, joinBytes([...before, await archive.read(start, end), ...after]));
  }
  const blob = new Blob([...before, handle.slice(start, end), ...after]);
  return {
    name,
    size: blob.size,
    handle: blob,
    read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
  };
}
