import type { ReadableDatabase } from '../data/database.ts';
import { readHistory, type History } from '../data/history.ts';
import { readExtent } from '../data/spend.ts';
import type { PlanDocument } from '../model/document.ts';
import { zoneOffsets, type ZoneOffset } from '../units/timeZones.ts';
import { segmentHistories, type SegmentHistory } from './segmentHistories.ts';

/** What a plan and every question about it read from the data. */
export type Groundwork = {
  /** Instant after the last row; null without usage. */
  readonly to: string | null;
  readonly offsets: readonly ZoneOffset[];
  readonly history: History;
  readonly histories: readonly SegmentHistory[];
};

/** Keeps what was read of one state of the data, by what was asked. */
export type DataMemory = {
  revision: number;
  readonly answers: Map<string, Promise<unknown>>;
  /** Answers that are there. */
  readonly done: Map<string, unknown>;
};

/** A state of the data, which its host names by a number that rises with every change, and the memory of what was read. */
export type KnownData = { readonly revision: number; readonly memory: DataMemory };

export const createDataMemory = (): DataMemory => ({ revision: -1, answers: new Map(), done: new Map() });

/** So many answers are kept of one state. */
const MOST_ANSWERS = 50;

/** What was read in the same state of the data, else reads it. A failure is not kept. */
export function rememberedRead<T>(known: KnownData | undefined, key: string, read: () => Promise<T>): Promise<T> {
  if (known === undefined) return read();
  const { memory, revision } = known;
  if (memory.revision !== revision || memory.answers.size > MOST_ANSWERS) {
    memory.answers.clear();
    memory.done.clear();
  }
  memory.revision = revision;
  // A key is used for one kind of answer only.
  const answered = memory.answers.get(key) as Promise<T> | undefined;
  if (answered !== undefined) return answered;
  const answer = read();
  memory.answers.set(key, answer);
  const isCurrent = (): boolean => memory.answers.get(key) === answer;
  answer.then(
    (value) => {
      if (isCurrent()) memory.done.set(key, value);
    },
    () => {
      if (isCurrent()) memory.answers.delete(key);
    },
  );
  return answer;
}

/** What has been read in this state of the data already; undefined where it would have to be waited for. */
export const alreadyRead = ({ revision, memory }: KnownData, key: string): unknown =>
  memory.revision === revision ? memory.done.get(key) : undefined;

export const groundworkKey = (timezone: string): string => `groundwork ${timezone}`;

/** Reads the history of the active imports in the document's reporting zone, or takes what was read in the same state. */
export const readGroundwork = (
  { reporting: { timezone } }: PlanDocument,
  database: ReadableDatabase,
  known?: KnownData,
): Promise<Groundwork> => rememberedRead(known, groundworkKey(timezone), () => readAnew(timezone, database));

async function readAnew(timezone: string, database: ReadableDatabase): Promise<Groundwork> {
  const { from, to } = await readExtent(database);
  const offsets = from === null || to === null ? [] : zoneOffsets(timezone, from, to);
  const history = await readHistory(database, offsets);
  return {
    to,
    offsets,
    history,
    histories: to === null ? [] : segmentHistories(history),
  };
}
