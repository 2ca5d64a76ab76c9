import { rowOf, usedRows } from './segmentRows.ts';
import { at } from './series.ts';
import type { GroupPrices } from './totals.ts';
import type { Segment, Series } from './types.ts';

/** Spend by use of one segment from the prices of its group, USD per month; NaN where it uses a class without a price. */
export function segmentSpend(segment: Segment, prices: GroupPrices, months: number): Series {
  const usd = new Float64Array(months);
  for (const row of usedRows(segment)) {
    const volumes = rowOf(segment, row);
    if (volumes === null) continue;
    const originVolume = at(volumes, prices.origin);
    for (let month = 0; month < months; month += 1) {
      const cell = row * months + month;
      const volume = at(volumes, month);
      const fromOrigin = at(prices.perOriginToken, cell);
      if (volume !== 0) usd[month] = at(usd, month) + volume * at(prices.perToken, cell);
      if (fromOrigin !== 0 && originVolume !== 0) usd[month] = at(usd, month) + originVolume * fromOrigin;
    }
  }
  return usd;
}
