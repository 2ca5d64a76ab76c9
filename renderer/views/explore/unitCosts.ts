import type { SpendRow } from '../../../shared/data/spend.ts';
import { INPUT_CLASSES } from '../../../shared/units/tokenClasses.ts';
import { tokensOf } from './exploreModel.ts';

/** Cached input over all input; null without input. Example: 30 cached of 120 tokens: 0.25. */
export function cacheHitRate({ tokens }: SpendRow): number | null {
  const input = INPUT_CLASSES.reduce((sum, name) => sum + (tokens[name] ?? 0), 0);
  return input === 0 || tokens.in_cache_read === null ? null : tokens.in_cache_read / input;
}

/** Computed USD per million tokens that have a price; null where there are none. */
export function usdPerMtok(row: SpendRow): number | null {
  const priced = tokensOf(row) - row.unpricedTokens;
  return row.computedUsd === null || priced <= 0 ? null : (row.computedUsd / priced) * 1e6;
}

/** Computed USD per request, over the rows whose source counts requests; null where none does. */
export const usdPerRequest = ({ requestsUsd, requests }: SpendRow): number | null =>
  requestsUsd === null || requests === null || requests === 0 ? null : requestsUsd / requests;
