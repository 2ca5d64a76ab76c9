import type { PriceBook, RatePeriod } from '../catalog/types.ts';
import { matchKey } from './baseline.ts';

/** What a model has cost and will cost at its seller, the standard tier, as far as it is known. */
export type PriceHistory = { readonly model: string; readonly periods: readonly RatePeriod[] };

/** The dated rates of one model by its key; null where the price book has none. */
export function priceHistory(book: PriceBook, key: string): PriceHistory | null {
  const periods = book.rates(matchKey(book, key));
  return periods.length === 0 ? null : { model: key, periods };
}
