import { bytesFile, joinBytes, type SourceFile } from '../source/sourceFile.ts';

/** A file in an archive, or why it cannot be read. */
export type ZipMember = { readonly name: string } & (
  { readonly file: () => Promise<SourceFile> } | { readonly problem: string }
);

const END_OF_DIRECTORY = 0x06054b50;
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
const HARMLESS_BYTES = 64 * 1024 * 1024;

/** The archive as a whole cannot be read. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function directory(file: SourceFile): Promise<{ readonly bytes: Uint8Array; readonly entries: number }> {
  const tailStart = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT);
  const tail = await file.read(tailStart, file.size);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    const end = view(tail.subarray(at, at + END_BYTES));
    if (end.getUint32(0, true) !== END_OF_DIRECTORY) continue;
    const [entries, size, offset] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
    if (offset === BEYOND_32_BITS) throw new ZipError('the archive is larger than 4 GB; unpack it first');
    if (size > MOST_DIRECTORY_BYTES || offset + size > file.size) break;
    return { bytes: await file.read(offset, offset + size), entries };
  }
  throw new ZipError('the archive is damaged or cut off: its list of files is missing');
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
    const nameBytes = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    members.push(
      member(file, {
        name: new TextDecoder('utf-8').decode(nameBytes),
        isEncrypted: (entry.getUint16(8, true) & 1) === 1,
        method: entry.getUint16(10, true),
        checksum: entry.getUint32(16, true),
        packed: entry.getUint32(20, true),
        unpacked: entry.getUint32(24, true),
        offset: entry.getUint32(42, true),
      }),
    );
    at += ENTRY_BYTES + nameLength + entry.getUint16(30, true) + entry.getUint16(32, true);
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
  if (packed === BEYOND_32_BITS || unpacked === BEYOND_32_BITS) {
    return { name, problem: 'it is larger than 4 GB; unpack the archive first' };
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
  view(trailer).setUint32(4, entry.unpacked, true);
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
