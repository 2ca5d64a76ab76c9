import type { PriceBook } from '../catalog/types.ts';
import type { Baseline } from '../engine/types.ts';
import { touchesMonth } from '../units/months.ts';
import { matchKey } from './baseline.ts';

/** One row of the price book that a plan rests on: list rates in USD per million tokens; null where none is known. */
export type PriceRow = {
  /** `provider/model`. */
  readonly model: string;
  /** Days as `YYYY-MM-DD`, `to` exclusive; null is open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly inputUsdPerMtok: number | null;
  readonly cachedUsdPerMtok: number | null;
  readonly outputUsdPerMtok: number | null;
  readonly source: string;
  readonly checkedOn: string | null;
};

const dayOf = (instant: string | null): string | null => instant?.slice(0, 10) ?? null;

/**
 * The base rates of every model that the plan's usage or levers name, as far as they hold within its months. Rates above a
 * prompt size and by the hour of the day are left out: the segments carry them as multipliers.
 *
 * Example: a plan over 2027 that names a model whose price falls on 2027-01-01 lists only the row from that day on.
 */
export function priceRows(
  { prices, months }: Pick<Baseline, 'prices' | 'months'>,
  book: PriceBook,
): readonly PriceRow[] {
  return [...prices.keys()].flatMap((model) =>
    book
      .rates(matchKey(book, model))
      .filter(({ aboveTokens, clock }) => aboveTokens === 0 && clock === null)
      .map(({ from, to, usdPerMtok, source, checkedOn }) => ({
        model,
        from: dayOf(from),
        to: dayOf(to),
        inputUsdPerMtok: usdPerMtok.in_fresh,
        cachedUsdPerMtok: usdPerMtok.in_cache_read,
        outputUsdPerMtok: usdPerMtok.out_visible,
        source,
        checkedOn,
      }))
      .filter((row) => months.some((month) => touchesMonth(row, month))),
  );
}
