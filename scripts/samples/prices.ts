import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import type { Day } from '../../shared/units/months.ts';

type Rates = {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
};

/** List prices at a day, USD per million tokens: what the vendor of the invented company would have billed. */
export type DatedPrices = (model: string, provider: string, tier: 'standard' | 'batch', day: Day) => Rates;

export async function datedPrices(): Promise<DatedPrices> {
  const book = await createPriceBook();
  return (model, provider, tier, day) => {
    const match = book.match({ name: model, provider, route: 'direct', region: null, serviceTier: tier });
    const period = book
      .rates(match)
      .find(({ from, to, aboveTokens }) => aboveTokens === 0 && (from ?? '') <= day && (to ?? '9999') > day);
    if (period === undefined) throw new Error(`the sample company uses ${model} on ${day}, before its first price`);
    const { in_fresh, in_cache_read, in_cache_write_5m, out_visible } = period.usdPerMtok;
    return {
      input: in_fresh ?? 0,
      cacheRead: in_cache_read ?? in_fresh ?? 0,
      cacheWrite: in_cache_write_5m ?? in_fresh ?? 0,
      output: out_visible ?? 0,
    };
  };
}
