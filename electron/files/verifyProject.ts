import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkJournal, sha256Of, type JournalCheck } from './journal.ts';
import { PORTABLE, readPortable } from './portable.ts';
import { DOCUMENT_FILE, fileSha256, JOURNAL_FILE, newestData, parseProject } from './projects.ts';

/** What `tokenwright verify` prints: whether a project is what its record says, and the first place where it is not. */
export type Verification = {
  readonly isValid: boolean;
  readonly chain: {
    readonly entries: number;
    readonly isValid: boolean;
    /** The first entry that does not follow from the ones before, counted from 1. */
    readonly broken: { readonly entry: number; readonly reason: string } | null;
    /** Hash of the last entry: the one figure to keep elsewhere to prove later that nothing was taken away. */
    readonly head: string | null;
  };
  /** `isRecorded`: the last entry that tells of a document tells of this one. */
  readonly document: { readonly sha256: string; readonly isRecorded: boolean };
  readonly data: {
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly isRecorded: boolean;
  } | null;
  /** The sources that came in, as the record names them: file, size, SHA-256, mapping. */
  readonly sources: readonly Readonly<Record<string, unknown>>[];
};

type Parts = {
  readonly document: string;
  readonly journal: string;
  readonly data: { readonly file: string; readonly bytes: number; readonly sha256: string } | null;
};

/** Checks a project folder or a `.tokenwright` file. Throws when it cannot be read as one. */
export async function verifyProject(path: string): Promise<Verification> {
  const parts = (await stat(path)).isDirectory() ? await folderParts(path) : await fileParts(path);
  const check = checkJournal(parts.journal);
  const last = check.entries.at(-1);
  const document = sha256Of(parts.document);
  const isDocumentRecorded = lastOf(check, 'document')?.document === document;
  const { data } = parts;
  const isDataRecorded = data === null || lastOf(check, 'data')?.data?.sha256 === data.sha256;
  return {
    isValid: check.broken === null && isDocumentRecorded && isDataRecorded,
    chain: {
      entries: check.entries.length,
      isValid: check.broken === null,
      broken: check.broken,
      head: last?.hash ?? null,
    },
    document: { sha256: document, isRecorded: isDocumentRecorded },
    data: data && { ...data, isRecorded: isDataRecorded },
    sources: check.entries.flatMap(({ sources }) => sources ?? []),
  };
}

const lastOf = ({ entries }: JournalCheck, member: 'document' | 'data') =>
  entries.findLast((entry) => entry[member] !== undefined);

async function folderParts(folder: string): Promise<Parts> {
  const project = parseProject(await readFile(join(folder, DOCUMENT_FILE), 'utf8'));
  if (typeof project === 'string') throw new Error(`${DOCUMENT_FILE}: ${project}`);
  const data = await newestData(folder);
  return {
    document: project.document,
    journal: await readFile(join(folder, JOURNAL_FILE), 'utf8'),
    data: data && {
      file: data.path.slice(folder.length).replace(/^[\\/]/, ''),
      bytes: data.bytes,
      sha256: await fileSha256(data.path),
    },
  };
}

async function fileParts(path: string): Promise<Parts> {
  const texts = { [PORTABLE.document]: [] as Uint8Array[], [PORTABLE.journal]: [] as Uint8Array[] };
  const hash = createHash('sha256');
  let bytes = 0;
  const members = await readPortable(createReadStream(path), (member) => ({
    write: async (chunk) => {
      if (member === PORTABLE.data) {
        hash.update(chunk);
        bytes += chunk.length;
      } else texts[member].push(chunk);
    },
  }));
  const text = (member: keyof typeof texts): string => Buffer.concat(texts[member]).toString('utf8');
  return {
    document: text(PORTABLE.document),
    journal: text(PORTABLE.journal),
    data: members.has(PORTABLE.data) ? { file: PORTABLE.data, bytes, sha256: hash.digest('hex') } : null,
  };
}
