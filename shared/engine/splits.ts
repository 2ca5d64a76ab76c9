import type { Factors, Stream } from './factors.ts';
import { CLASS_INDEX } from './prices.ts';
import { at } from './series.ts';

/** The parts into which the tokens of a class fall on the model that serves them. */
export const SPLIT = {
  all: 0,
  plainStays: 1,
  plainToRead: 2,
  plainToWrite5m: 3,
  plainToWrite1h: 4,
  readStays: 5,
  readToWrite: 6,
  readToFresh: 7,
  write5mStays: 8,
  write5mToFresh: 9,
  write1hStays: 10,
  write1hToFresh: 11,
  writeUnknownStays: 12,
  writeUnknownToFresh: 13,
  reasoningAdded: 14,
} as const;
export type Split = (typeof SPLIT)[keyof typeof SPLIT];

const SPLIT_COUNT = Object.keys(SPLIT).length;

export type Splits = {
  /** By split * months + month. */
  readonly shares: Float64Array;
  /** 1 for splits that have a share in any month. */
  readonly isUsed: Uint8Array;
  /** Whether `shares` says that nothing changes class, as for most streams. */
  isUntouched: boolean;
};

export const createSplits = (months: number): Splits => ({
  shares: new Float64Array(SPLIT_COUNT * months),
  isUsed: new Uint8Array(SPLIT_COUNT),
  isUntouched: false,
});

const READ = CLASS_INDEX.in_cache_read;
const WRITE_5M = CLASS_INDEX.in_cache_write_5m;
const WRITE_1H = CLASS_INDEX.in_cache_write_1h;
const WRITE_UNKNOWN = CLASS_INDEX.in_cache_write_unknown;

/**
 * Splits the tokens of one stream, month by month. Caching has an effect only where the model has a cache price; without
 * a write price a miss is plain input. Traffic that moves to a model without cache prices pays its cached tokens as fresh.
 * Example: 20 % of the plain input newly cached, all of it hits: plain 0.8 stays, 0.2 is read.
 */
export function fillSplits(factors: Factors, stream: Stream, splits: Splits): void {
  if (changesClasses(factors, stream)) splitClasses(factors, stream, splits);
  else if (!splits.isUntouched) leaveClasses(factors.months, splits);
  splits.isUsed[SPLIT.reasoningAdded] = 0;
  for (let month = 0; month < factors.months; month += 1) {
    const added = at(factors.reasoningPerVisible, month);
    splits.shares[SPLIT.reasoningAdded * factors.months + month] = added;
    if (added !== 0) splits.isUsed[SPLIT.reasoningAdded] = 1;
  }
}

function changesClasses(factors: Factors, stream: Stream): boolean {
  if (stream.lever >= 0) return true;
  for (let month = 0; month < factors.months; month += 1) {
    const cached = at(factors.newRead, month) + at(factors.newWrite5m, month) + at(factors.newWrite1h, month);
    if (cached + at(factors.uncached, month) + at(stream.cold, month) !== 0) return true;
  }
  return false;
}

const STAYS = [
  SPLIT.all,
  SPLIT.plainStays,
  SPLIT.readStays,
  SPLIT.write5mStays,
  SPLIT.write1hStays,
  SPLIT.writeUnknownStays,
] as const;

function leaveClasses(months: number, splits: Splits): void {
  splits.shares.fill(0);
  splits.isUsed.fill(0);
  for (const split of STAYS) {
    splits.shares.fill(1, split * months, (split + 1) * months);
    splits.isUsed[split] = 1;
  }
  splits.isUntouched = true;
}

function splitClasses(factors: Factors, stream: Stream, splits: Splits): void {
  const { months } = factors;
  const { shares, isUsed } = splits;
  splits.isUntouched = false;
  const hasMoved = stream.lever >= 0;
  const { isKnown } = stream.model;
  isUsed.fill(0);
  for (let month = 0; month < months; month += 1) {
    const put = (split: Split, share: number): void => {
      shares[split * months + month] = share;
      if (share !== 0) isUsed[split] = 1;
    };
    const hasRate = (row: number): boolean => !stream.isCustom && isKnown[row * months + month] === 1;
    const hasRead = hasRate(READ);
    const hasWrite5m = hasRate(WRITE_5M);
    const hasWrite1h = hasRate(WRITE_1H);
    const matching = 1 - at(factors.uncached, month);
    const cold = at(stream.cold, month);

    const isReadLost = hasMoved && !hasRead;
    const readStays = isReadLost ? 0 : matching * (1 - cold);
    const readToWrite = isReadLost || !hasWrite5m ? 0 : matching * cold;
    const write5mStays = hasMoved && !hasWrite5m ? 0 : matching;
    const write1hStays = hasMoved && !hasWrite1h ? 0 : matching;
    const writeUnknownStays = hasMoved && !hasRate(WRITE_UNKNOWN) ? 0 : matching;

    const newRead = hasRead ? at(factors.newRead, month) : 0;
    const toRead = newRead * readStays;
    const newWrite5m = hasRead && hasWrite5m ? at(factors.newWrite5m, month) * matching : 0;
    const toWrite5m = newWrite5m + newRead * readToWrite;
    const toWrite1h = hasRead && hasWrite1h ? at(factors.newWrite1h, month) * matching : 0;

    put(SPLIT.all, 1);
    put(SPLIT.plainStays, 1 - toRead - toWrite5m - toWrite1h);
    put(SPLIT.plainToRead, toRead);
    put(SPLIT.plainToWrite5m, toWrite5m);
    put(SPLIT.plainToWrite1h, toWrite1h);
    put(SPLIT.readStays, readStays);
    put(SPLIT.readToWrite, readToWrite);
    put(SPLIT.readToFresh, 1 - readStays - readToWrite);
    put(SPLIT.write5mStays, write5mStays);
    put(SPLIT.write5mToFresh, 1 - write5mStays);
    put(SPLIT.write1hStays, write1hStays);
    put(SPLIT.write1hToFresh, 1 - write1hStays);
    put(SPLIT.writeUnknownStays, writeUnknownStays);
    put(SPLIT.writeUnknownToFresh, 1 - writeUnknownStays);
  }
}
