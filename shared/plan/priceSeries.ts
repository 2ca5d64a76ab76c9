import { stacksWithCache } from '../catalog/levers/defaults.ts';
import { lifecycleOf } from '../catalog/prices/lifecycles.ts';
import type { PriceBook, PriceMatch, RatePeriod } from '../catalog/types.ts';
import type { ModelPrices } from '../engine/types.ts';
import { isDay, monthOf, addMonths, firstDayOf, type Day, type Month } from '../units/months.ts';
import { perTokenClass, type TokenClass } from '../units/tokenClasses.ts';

const MINUTES_PER_DAY = 1440;

/**
 * The rate of a class in each month, USD per million tokens: the mean over the days of the month, so that an announced
 * step in mid-month counts from its day; a price with hours takes part by its share of the day. NaN where no rate is
 * known for a part of the month.
 *
 * Example: 1.00 until 30 July and 0.20 from then is (29 * 1.00 + 2 * 0.20) / 31 = 0.948 in July.
 */
export function monthlyRates(
  periods: readonly RatePeriod[],
  tokenClass: TokenClass,
  inputFloor: number,
  months: readonly Month[],
): Float64Array {
  return Float64Array.from(months, (month) =>
    rateOver(
      periods,
      tokenClass,
      inputFloor,
      Date.parse(firstDayOf(month)),
      Date.parse(firstDayOf(addMonths(month, 1))),
    ),
  );
}

/** The same by day. */
export function dailyRates(
  periods: readonly RatePeriod[],
  tokenClass: TokenClass,
  inputFloor: number,
  days: readonly Day[],
): Float64Array {
  return Float64Array.from(days, (day) => {
    const start = Date.parse(day);
    return rateOver(periods, tokenClass, inputFloor, start, start + MINUTES_PER_DAY * 60_000);
  });
}

function rateOver(
  periods: readonly RatePeriod[],
  tokenClass: TokenClass,
  inputFloor: number,
  start: number,
  end: number,
): number {
  const applying = periods.filter((period) => isApplying(period, periods, inputFloor, start, end));
  let [weighted, covered] = [0, 0];
  for (const period of applying) {
    const rate = period.usdPerMtok[tokenClass];
    const weight = overlap(period, start, end) * clockShare(period);
    covered += weight;
    weighted += rate === null ? Number.NaN : rate * weight;
  }
  return covered === 0 ? Number.NaN : weighted / covered;
}

/** Among the periods that hold at a time, the one with the largest threshold that the prompts exceed. */
function isApplying(
  period: RatePeriod,
  all: readonly RatePeriod[],
  inputFloor: number,
  start: number,
  end: number,
): boolean {
  if (period.aboveTokens > inputFloor || overlap(period, start, end) <= 0) return false;
  return !all.some(
    (other) =>
      other.from === period.from &&
      other.to === period.to &&
      other.aboveTokens <= inputFloor &&
      other.aboveTokens > period.aboveTokens,
  );
}

function overlap({ from, to }: RatePeriod, start: number, end: number): number {
  const first = from === null ? start : Math.max(start, Date.parse(from));
  const last = to === null ? end : Math.min(end, Date.parse(to));
  return Math.max(0, last - first);
}

function clockShare({ clock }: RatePeriod): number {
  if (clock === null) return 1;
  const minutes = (clock.toMinute - clock.fromMinute + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return minutes / MINUTES_PER_DAY;
}

/** The list prices of a model over the horizon, as the scenario calculus takes them. */
export function modelPrices(book: PriceBook, key: string, match: PriceMatch, months: readonly Month[]): ModelPrices {
  const periods = book.rates(match);
  const retiredOn = lifecycleOf(match.model ?? '')?.retiredOn ?? null;
  return {
    key,
    rates: perTokenClass((tokenClass) => monthlyRates(periods, tokenClass, 0, months)),
    tiers: book.tierShares(match),
    hasStackingDiscounts: stacksWithCache(match.provider ?? ''),
    retires: retiredOn !== null && isDay(retiredOn) ? monthOf(retiredOn) : null,
  };
}
