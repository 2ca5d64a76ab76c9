import type { TokenClass } from '../../units/tokenClasses.ts';
import type { Meter } from '../meters.ts';

/**
 * What has been understood of a name so far. A recogniser takes one layer of syntax off `text` and notes what that layer
 * said; what is left in `text` at the end is looked up as a model.
 */
export type Reading = {
  readonly text: string;
  /** Seller whose syntax was seen, an id of `sellers.ts`; null while only the model's name is known. */
  readonly seller: string | null;
  /** True where the syntax fits the vendor itself as well as `seller` (a slug such as `deepseek/deepseek-chat`). */
  readonly sellerIsGuess: boolean;
  readonly route: string | null;
  readonly region: string | null;
  readonly serviceTier: string | null;
  readonly usageClass: TokenClass | null;
  readonly meter: Meter | null;
  readonly contextBand: 'base' | 'long' | null;
  readonly isFineTuned: boolean;
  /** Words of a billing line that nobody taught us: they may change the price, so the match is not exact. */
  readonly unreadWords: readonly string[];
  /** Where the line was used, in words of the bill (`EUW1`), where `region` only says which price list applies. */
  readonly geography: string | null;
  /** A name that a user or a cloud made up: only a person can say which model it is. */
  readonly isOpaque: boolean;
};

export const unread = (text: string): Reading => ({
  text,
  seller: null,
  sellerIsGuess: false,
  route: null,
  region: null,
  serviceTier: null,
  usageClass: null,
  meter: null,
  contextBand: null,
  isFineTuned: false,
  unreadWords: [],
  geography: null,
  isOpaque: false,
});

/** Takes one layer off, or answers null where the text does not have that layer. */
export type Recogniser = (reading: Reading) => Reading | null;
