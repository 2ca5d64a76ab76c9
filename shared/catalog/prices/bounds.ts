import { describeRow } from './rows.ts';
import type { PriceClass, PriceRow } from './rows.ts';

/**
 * Bounds of a rate as a multiple of the input rate of the same list. Outside of them a row is a slip (a rate per 1,000
 * tokens in a column per million, a write price in a read column), not a price. Ranges seen in vendors' lists:
 * cache reads 0.0083 (DeepSeek v4) to 0.5 (gpt-4o), writes 1.0 to 2.0.
 */
const TIMES_INPUT: Partial<Record<PriceClass, readonly [low: number, high: number]>> = {
  cacheRead: [0.005, 0.6],
  cacheWrite5m: [1, 2.05],
  cacheWrite1h: [1, 2.05],
};

/** Bounds of a service tier as a share of the standard price. */
const TIER_SHARES: Readonly<Record<string, readonly [low: number, high: number]>> = {
  batch: [0.4, 0.6],
  flex: [0.4, 1],
  priority: [1, 3],
  fast: [1, 6.5],
};

/** No text token has ever cost more than 600 USD per million (o1-pro's output), no audio token more than 200. */
const HIGHEST_USD_PER_MTOK = 1000;

const sheetKey = (row: PriceRow): string =>
  [
    row.provider,
    row.model,
    row.route,
    row.region,
    row.tier,
    row.from,
    row.to,
    row.aboveTokens,
    row.clock?.fromMinute,
  ].join('|');

const isOutside = (value: number, [low, high]: readonly [number, number]): boolean =>
  value < low * (1 - 1e-9) || value > high * (1 + 1e-9);

/** A row outside its bounds, with a sentence that names it. */
export type BoundsBreach = { readonly row: PriceRow; readonly message: string };

/**
 * Rows outside their bounds. Example: input 2.5 and cached input 0.00125 is a ratio of 0.0005, below 0.005: the cached
 * rate was written per 1,000 tokens.
 */
export function boundsBreaches(rows: readonly PriceRow[]): readonly BoundsBreach[] {
  const inputs = new Map<string, number>();
  for (const row of rows) if (row.class === 'input') inputs.set(sheetKey(row), row.usdPerMtok);
  const breaches: BoundsBreach[] = [];
  for (const row of rows) {
    if (row.usdPerMtok > HIGHEST_USD_PER_MTOK) {
      breaches.push({
        row,
        message: `${describeRow(row)}: ${String(row.usdPerMtok)} USD per million tokens is too much`,
      });
    }
    const bounds = TIMES_INPUT[row.class];
    const input = inputs.get(sheetKey(row));
    if (bounds === undefined || input === undefined || input === 0) continue;
    const ratio = row.usdPerMtok / input;
    if (isOutside(ratio, bounds)) {
      breaches.push({
        row,
        message: `${describeRow(row)}: ${String(row.usdPerMtok)} is ${ratio.toPrecision(3)} times the input rate ${String(input)}; expected ${String(bounds[0])} to ${String(bounds[1])}`,
      });
    }
  }
  return breaches;
}

/** Why a tier's share cannot be right; null where it can. */
export function tierShareBreach(tier: string, share: number): string | null {
  const bounds = TIER_SHARES[tier];
  if (bounds === undefined) return `no bounds are known for the tier ${tier}`;
  return isOutside(share, bounds)
    ? `${tier} costs ${String(share)} of standard; expected ${bounds.join(' to ')}`
    : null;
}
