import type { Finding } from '../../units/findings.ts';
import type { PriceBook } from '../types.ts';
import { createPriceBook } from './book.ts';
import type { CustomRate } from './corrections.ts';
import { readCustomRates, writeCustomRates } from './customRatesCsv.ts';

/** The price lists without anybody's own rates; made once, when first asked for. */
let lists: Promise<PriceBook> | null = null;

/**
 * What a reader must know of own rates that a document holds: those that cannot be per million tokens are used as they
 * are written, and named. Example: 0.0025 for gpt-4o's input, listed at 2.50, asks whether it is per 1,000 tokens.
 */
export async function ownRateFindings(rates: readonly CustomRate[]): Promise<readonly Finding[]> {
  if (rates.length === 0) return [];
  lists ??= createPriceBook();
  const book = await lists;
  const { refusals } = readCustomRates(writeCustomRates(rates), book, book.checkedOn);
  return refusals.map(({ reason }): Finding => ({ code: 'unconfirmed-price', message: `An own rate: ${reason}` }));
}
