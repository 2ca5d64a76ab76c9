import { Unzip, UnzipInflate, UnzipPassThrough, Zip, ZipDeflate } from 'fflate';
import { createReadStream } from 'node:fs';
import { HostError } from '../ipc/answer.ts';

/** The members of a `.tokenwright` file: the plan, the rows, and the record of how both came to be. */
export const PORTABLE = { document: 'project.json', data: 'usage.duckdb', journal: 'journal.jsonl' } as const;
type Member = (typeof PORTABLE)[keyof typeof PORTABLE];

const MEMBERS: readonly string[] = Object.values(PORTABLE);
const LEVEL = 1;

export type PortableContent = {
  readonly document: string;
  readonly journal: string;
  /** Path of the data file; null for a plan without rows. */
  readonly dataPath: string | null;
  /** Written into the archive, so that the same project gives the same bytes. */
  readonly savedAt: Date;
};

/** The bytes of a portable project, a piece at a time: memory does not grow with the data. */
export async function* portableBytes(content: PortableContent): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  const add = (name: Member): ZipDeflate => {
    const member = new ZipDeflate(name, { level: LEVEL });
    member.mtime = content.savedAt;
    zip.add(member);
    return member;
  };
  const addText = (name: Member, text: string): void => {
    add(name).push(new TextEncoder().encode(text), true);
  };
  addText(PORTABLE.document, content.document);
  addText(PORTABLE.journal, content.journal);
  if (content.dataPath !== null) {
    const member = add(PORTABLE.data);
    for await (const chunk of createReadStream(content.dataPath) as AsyncIterable<Buffer>) {
      member.push(chunk, false);
      yield* pieces.splice(0);
    }
    member.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* pieces.splice(0);
}

/** What a zip archive without a comment ends with: this signature and 18 bytes more. */
const END_SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_BYTES = 22;

export type MemberSink = {
  readonly write: (chunk: Uint8Array) => Promise<void>;
};

const NOT_A_PROJECT = 'This is not a Tokenwright project, or it was cut off on the way.';

/**
 * Reads a portable project piece by piece into one sink a member. Other members are passed over, whatever their names
 * are: nothing is written under a name from the archive. Throws `HostError` for anything that is no such archive.
 */
export async function readPortable(
  content: AsyncIterable<Uint8Array>,
  sink: (member: Member) => MemberSink,
): Promise<ReadonlySet<Member>> {
  const started = new Set<Member>();
  const complete = new Set<Member>();
  const waiting: { readonly target: MemberSink; readonly chunk: Uint8Array }[] = [];
  const unzip = new Unzip((file) => {
    const member = MEMBERS.find((name) => name === file.name);
    if (member === undefined) return;
    // The list has just been searched for it.
    const name = member as Member;
    if (started.has(name)) return;
    started.add(name);
    const target = sink(name);
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) throw error;
      waiting.push({ target, chunk });
      if (isLast) complete.add(name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  const step = async (chunk: Uint8Array, isLast: boolean): Promise<void> => {
    try {
      unzip.push(chunk, isLast);
    } catch (cause) {
      throw new HostError('not-a-project', NOT_A_PROJECT, { cause });
    }
    for (const { target, chunk: piece } of waiting.splice(0)) await target.write(piece);
  };
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of content) {
    tail = Buffer.concat([tail, chunk]).subarray(-END_BYTES);
    await step(chunk, false);
  }
  await step(new Uint8Array(0), true);
  const isCutOff = !tail.subarray(0, END_SIGNATURE.length).equals(END_SIGNATURE);
  if (isCutOff || !complete.has(PORTABLE.document) || complete.size < started.size)
    throw new HostError('not-a-project', NOT_A_PROJECT);
  return complete;
}
