import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { periodsAt } from '../../shared/catalog/prices/periods.ts';
import type { PriceBook, PriceQuery, RatePeriod } from '../../shared/catalog/types.ts';

export const book: PriceBook = await createPriceBook();

export const query = (name: string, provider: string | null = null, more: Partial<PriceQuery> = {}): PriceQuery => ({
  name,
  provider,
  route: null,
  region: null,
  serviceTier: null,
  ...more,
});

/** Periods of a name that apply on a day, or at an instant. */
export const at = (
  name: string,
  provider: string | null,
  when: string,
  more: Partial<PriceQuery> = {},
): readonly RatePeriod[] => periodsAt(book.rates(book.match(query(name, provider, more))), when);

/** Input, cached input and output of the base rate; throws where there is not exactly one. */
export function base(name: string, provider: string | null, when: string, more: Partial<PriceQuery> = {}) {
  const [period, second] = at(name, provider, when, more).filter(({ aboveTokens }) => aboveTokens === 0);
  if (period === undefined || second !== undefined) throw new Error(`${name} at ${when} has not one base rate`);
  return [period.listed.input, period.listed.cacheRead, period.listed.output];
}
