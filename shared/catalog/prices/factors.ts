import type { RateFactor } from './corrections.ts';
import { instantOf, mapRates, timesRate } from './sheets.ts';
import type { Sheet } from './sheets.ts';

const isBefore = (left: string | null, right: string | null): boolean =>
  left !== null && right !== null && left < right;

/** Cuts a sheet at the dates of the factors that lie inside it. */
function cutAt(sheet: Sheet, dates: readonly string[]): readonly Sheet[] {
  const inside = dates.filter(
    (date) => (sheet.from === null || isBefore(sheet.from, date)) && (sheet.to === null || isBefore(date, sheet.to)),
  );
  return [...inside, null].map((end, index) => ({
    ...sheet,
    from: inside[index - 1] ?? sheet.from,
    to: end ?? sheet.to,
  }));
}

const isWithin = (sheet: Sheet, factor: RateFactor): boolean =>
  (factor.from === null || (sheet.from !== null && instantOf(factor.from) <= sheet.from)) &&
  (factor.to === null || (sheet.to !== null && sheet.to <= instantOf(factor.to)));

/**
 * Applies contracts and expected changes to the sheets, cutting them where a factor begins or ends. Factors multiply.
 * Example: input 5 with 20 % off from 2026-07-01 to 2027-01-01 is 5, then 4, then 5.
 */
export function withFactors(sheets: readonly Sheet[], factors: readonly RateFactor[]): readonly Sheet[] {
  if (factors.length === 0) return sheets;
  const cuts = factors.flatMap(({ from, to }) => [from, to]).filter((date) => date !== null);
  const dates = [...new Set(cuts.map(instantOf))].sort();
  return sheets
    .flatMap((sheet) => cutAt(sheet, dates))
    .map((sheet) => {
      const within = factors.filter((factor) => isWithin(sheet, factor));
      if (within.length === 0) return sheet;
      const times = within.reduce((product, factor) => product * factor.times, 1);
      const rates = mapRates(sheet.rates, (rate) => timesRate(rate, times));
      return { ...sheet, rates, source: [sheet.source, ...within.map(({ source }) => source)].join('; ') };
    });
}
