import { CLASS_INDEX, REQUEST_ROW } from './prices.ts';
import { SPLIT, type Split } from './splits.ts';

/** Which of a stream's factors turns forecast tokens into tokens on its model. */
export type TokenCount = 'input' | 'visible' | 'reasoning' | 'same';

/** A way in which tokens of one class in the forecast become tokens of a class on the model that serves them. */
export type Transition = {
  readonly from: number;
  readonly to: number;
  readonly split: Split;
  readonly counts: TokenCount;
  /** Whether it ends in a cached class, which some discounts leave out. */
  readonly isCached: boolean;
};

const FRESH = CLASS_INDEX.in_fresh;
const READ = CLASS_INDEX.in_cache_read;
const WRITE_5M = CLASS_INDEX.in_cache_write_5m;
const WRITE_1H = CLASS_INDEX.in_cache_write_1h;
const WRITE_UNKNOWN = CLASS_INDEX.in_cache_write_unknown;
const CACHED = [READ, WRITE_5M, WRITE_1H, WRITE_UNKNOWN];

const input = (from: number, to: number, split: Split): Transition => ({
  from,
  to,
  split,
  counts: 'input',
  isCached: CACHED.includes(to),
});

/** Plain input stays plain, is read from a cache or written into one. */
const plainInput = (from: number): Transition[] => [
  input(from, from === REQUEST_ROW ? FRESH : from, SPLIT.plainStays),
  input(from, READ, SPLIT.plainToRead),
  input(from, WRITE_5M, SPLIT.plainToWrite5m),
  input(from, WRITE_1H, SPLIT.plainToWrite1h),
];

const whole = (row: number, counts: TokenCount): Transition => ({
  from: row,
  to: row,
  split: SPLIT.all,
  counts,
  isCached: false,
});

/** Every transition that a lever can cause. Input that a lever adds to each request starts from the row of requests. */
export const TRANSITIONS: readonly Transition[] = [
  ...plainInput(FRESH),
  ...plainInput(CLASS_INDEX.in_unsplit),
  ...plainInput(REQUEST_ROW),
  input(READ, READ, SPLIT.readStays),
  input(READ, WRITE_5M, SPLIT.readToWrite),
  input(READ, FRESH, SPLIT.readToFresh),
  input(WRITE_5M, WRITE_5M, SPLIT.write5mStays),
  input(WRITE_5M, FRESH, SPLIT.write5mToFresh),
  input(WRITE_1H, WRITE_1H, SPLIT.write1hStays),
  input(WRITE_1H, FRESH, SPLIT.write1hToFresh),
  input(WRITE_UNKNOWN, WRITE_UNKNOWN, SPLIT.writeUnknownStays),
  input(WRITE_UNKNOWN, FRESH, SPLIT.writeUnknownToFresh),
  whole(CLASS_INDEX.out_visible, 'visible'),
  {
    from: CLASS_INDEX.out_visible,
    to: CLASS_INDEX.out_reasoning,
    split: SPLIT.reasoningAdded,
    counts: 'reasoning',
    isCached: false,
  },
  whole(CLASS_INDEX.out_reasoning, 'reasoning'),
  whole(CLASS_INDEX.out_unsplit, 'visible'),
  whole(CLASS_INDEX.in_audio, 'same'),
  whole(CLASS_INDEX.in_image, 'same'),
  whole(CLASS_INDEX.out_audio, 'same'),
  whole(CLASS_INDEX.out_image, 'same'),
];
