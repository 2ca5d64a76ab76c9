import type { ClockWindow, PriceBook, PriceMatch } from '../catalog/types.ts';
import { touchesMonth, type Month } from '../units/months.ts';

/** One row of the price book that a plan rests on: list rates in USD per million tokens; null where none is known. */
export type PriceRow = {
  /** `provider/model`. */
  readonly model: string;
  /** Days as `YYYY-MM-DD`, `to` exclusive; null is open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Minutes of the day in UTC in which it holds; null is all day. */
  readonly clock: ClockWindow | null;
  readonly inputUsdPerMtok: number | null;
  readonly cachedUsdPerMtok: number | null;
  readonly outputUsdPerMtok: number | null;
  readonly source: string;
  readonly checkedOn: string | null;
};

const dayOf = (instant: string | null): string | null => instant?.slice(0, 10) ?? null;

/**
 * The base rates behind a plan's months: of every priced model, as far as they hold within them. Rates above a prompt size are
 * left out: segments with such prompts carry them as a multiplier.
 *
 * Example: a plan over 2027 that names a model whose price falls on 2027-01-01 lists only the row from that day on.
 */
export function priceRows(
  models: ReadonlyMap<string, PriceMatch>,
  book: PriceBook,
  months: readonly Month[],
): readonly PriceRow[] {
  return [...models].flatMap(([model, match]) =>
    book
      .rates(match)
      .filter(({ aboveTokens }) => aboveTokens === 0)
      .map(({ from, to, clock, usdPerMtok, source, checkedOn }) => ({
        model,
        from: dayOf(from),
        to: dayOf(to),
        clock,
        inputUsdPerMtok: usdPerMtok.in_fresh,
        cachedUsdPerMtok: usdPerMtok.in_cache_read,
        outputUsdPerMtok: usdPerMtok.out_visible,
        source,
        checkedOn,
      }))
      .filter((row) => months.some((month) => touchesMonth(row, month))),
  );
}
