import { PackedDataError } from '../source/gzip.ts';
import { readHead } from '../source/head.ts';
import { bytesFile, chunks, joinBytes, type SourceFile } from '../source/sourceFile.ts';
import { readSheets, type SheetPart } from './sheet.ts';
import { ZipError, zipMembers, type ZipMember } from './zip.ts';

/** A container inside another is unpacked in memory. */
const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;
/** A zip in a zip in a zip is a mistake or an attack. */
const DEEPEST = 3;

/** What operating systems leave in folders and archives. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)/i;
export const isLitter = (name: string): boolean => LITTER.test(name);

const WORKBOOK = 'xl/workbook.xml';

/**
 * The files in a file: itself, what its gzip holds, each member of a zip (by its path in the archive), or each
 * sheet that a workbook shows as comma-separated text. Never throws for what the file holds.
 */
export async function* openParts(file: SourceFile, depth = 1): AsyncGenerator<SheetPart> {
  const head = await readHead(file);
  const isPacked = head.kind === 'gzip' || head.kind === 'zip';
  if (isPacked && depth > DEEPEST) {
    yield { name: file.name, problem: 'archives lie in archives more than three deep' };
    return;
  }
  if (file.compression !== undefined && (isPacked || head.kind === 'parquet')) {
    const bytes = await unpacked(file);
    if (bytes === null) yield { name: file.name, problem: 'it is too large to be unpacked in memory; unpack it first' };
    else yield* openParts(bytesFile(file.name, bytes), depth);
  } else if (head.kind === 'gzip') yield* openParts({ ...file, compression: 'gzip' }, depth + 1);
  else if (head.kind === 'zip') yield* zipParts(file, depth);
  else yield file;
}

async function* zipParts(file: SourceFile, depth: number): AsyncGenerator<SheetPart> {
  let members: readonly ZipMember[];
  try {
    members = await zipMembers(file);
    if (members.some(({ name }) => name === WORKBOOK)) {
      yield* readSheets(file.name, members);
      return;
    }
  } catch (error) {
    if (!(error instanceof ZipError || error instanceof PackedDataError)) throw error;
    yield { name: file.name, problem: error.message };
    return;
  }
  const files = members.filter(({ name }) => !name.endsWith('/') && !isLitter(name));
  if (files.length === 0) yield { name: file.name, problem: 'the archive holds no files' };
  for (const member of files) yield* memberParts(file.name, member, depth);
}

async function* memberParts(archive: string, member: ZipMember, depth: number): AsyncGenerator<SheetPart> {
  const name = `${archive}/${member.name}`;
  if ('problem' in member) {
    yield { name, problem: member.problem };
    return;
  }
  try {
    yield* openParts({ ...(await member.file()), name }, depth + 1);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    yield { name, problem: error.message };
  }
}

/** The content in memory, or null where it is too large for that. */
async function unpacked(file: SourceFile): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks(file)) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MOST_UNPACKED_BYTES) return null;
  }
  return joinBytes(parts);
}
