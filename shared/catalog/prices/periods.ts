import type { RatePeriod } from '../types.ts';
import { instantOf, isInWindow } from './sheets.ts';

const DAY_LENGTH = 10;

/** Periods that apply at an instant, or somewhere in a day where `at` is a day; one threshold each. */
export function periodsAt(periods: readonly RatePeriod[], at: string): readonly RatePeriod[] {
  const instant = instantOf(at);
  const minute = at.length === DAY_LENGTH ? null : Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));
  return periods.filter(
    ({ from, to, clock }) =>
      (from === null || from <= instant) &&
      (to === null || instant < to) &&
      (clock === null || minute === null || isInWindow(clock, minute)),
  );
}

/**
 * The one period of a threshold among those of a day. Where the price depends on the hour it is the dearer one: a budget
 * made from it is not too small.
 */
export function dearestPeriod(periods: readonly RatePeriod[]): RatePeriod | null {
  const cost = ({ usdPerMtok }: RatePeriod): number => (usdPerMtok.in_fresh ?? 0) + (usdPerMtok.out_visible ?? 0);
  return periods.reduce<RatePeriod | null>(
    (best, period) => (best === null || cost(period) > cost(best) ? period : best),
    null,
  );
}

/** Base periods and, where there is a cliff, those above the lowest threshold. */
export function byThreshold(periods: readonly RatePeriod[]): {
  readonly base: readonly RatePeriod[];
  readonly long: readonly RatePeriod[];
} {
  const thresholds = periods.map(({ aboveTokens }) => aboveTokens).filter((aboveTokens) => aboveTokens > 0);
  const lowest = Math.min(...thresholds);
  return {
    base: periods.filter(({ aboveTokens }) => aboveTokens === 0),
    long: periods.filter(({ aboveTokens }) => aboveTokens === lowest),
  };
}
