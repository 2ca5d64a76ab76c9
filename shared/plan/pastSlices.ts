import type { PriceBook } from '../catalog/types.ts';
import type { PriceKey } from '../data/history.ts';
import type { PastCost } from '../data/pastCosts.ts';
import type { Labels, Scope } from '../engine/types.ts';
import { matchesScope } from '../engine/scope.ts';
import { groupBy } from '../units/groupBy.ts';
import type { Month } from '../units/months.ts';
import { perTokenClass, type PerTokenClass } from '../units/tokenClasses.ts';
import { modelKeyOf, queryOf } from './baseline.ts';
import { monthlyRates } from './priceSeries.ts';

/** One segment in one month of the past, under the same names as the segments of the forecast. */
export type PastSlice = {
  readonly month: Month;
  readonly labels: Labels;
  readonly requests: number | null;
  readonly tokens: PerTokenClass<number>;
  /** Computed cost at the rates of the time, USD; 0 where the rate is unknown, which `unpricedTokens` tells. */
  readonly usd: number;
  /** The same at standard terms, before tiers and regions, USD by class. */
  readonly listUsd: PerTokenClass<number>;
  readonly unpricedTokens: number;
  /** Credits and refunds, negative, USD. */
  readonly creditsUsd: number;
  /** The part of `usd` on days that a bill of the provider covers. */
  readonly coveredUsd: number;
  /** What was paid for the use: billed where a bill covers it, computed elsewhere, USD. */
  readonly paidUsd: number;
  /** Billed for no use of a model: searches, storage, taxes, USD; and for commitments. */
  readonly feesUsd: number;
  readonly commitmentUsd: number;
};

/** A slice without use, for money of a bill that belongs to none. */
export const unusedSlice = (month: Month, provider: string | null): PastSlice => ({
  month,
  labels: {
    provider,
    model: null,
    project: null,
    team: null,
    feature: null,
    environment: null,
    customer: null,
    account: null,
  },
  requests: null,
  tokens: perTokenClass(() => 0),
  usd: 0,
  listUsd: perTokenClass(() => 0),
  unpricedTokens: 0,
  creditsUsd: 0,
  coveredUsd: 0,
  paidUsd: 0,
  feesUsd: 0,
  commitmentUsd: 0,
});

/**
 * Past costs with the model names of the price book. A class at half price by batch has twice its cost as list price, so
 * that a bridge tells tiers from prices.
 */
export function pastSlices(
  costs: readonly PastCost[],
  priceKeys: readonly PriceKey[],
  book: PriceBook,
): readonly PastSlice[] {
  const keys = new Map(priceKeys.map((key) => [key.id, key]));
  const months = [...new Set(costs.map(({ month }) => month))].sort();
  const terms = new Map<string, PerTokenClass<Float64Array>>();
  const termsOf = (key: PriceKey, inputFloor: number): PerTokenClass<Float64Array> => {
    const id = `${String(key.id)}:${String(inputFloor)}`;
    const known = terms.get(id) ?? multipliers(key, inputFloor, book, months);
    terms.set(id, known);
    return known;
  };
  return costs.flatMap((cost): PastSlice[] => {
    const key = keys.get(cost.priceKeyId);
    if (key === undefined) return [];
    const own = termsOf(key, cost.inputFloor);
    const position = months.indexOf(cost.month);
    return [
      {
        month: cost.month,
        labels: { ...cost.labels, provider: key.provider, model: modelKeyOf(book, key) },
        requests: cost.requests,
        tokens: cost.tokens,
        usd: cost.computedUsd ?? 0,
        listUsd: perTokenClass((name) => (cost.usd[name] ?? 0) / (own[name][position] ?? 1)),
        unpricedTokens: cost.unpricedTokens,
        creditsUsd: cost.creditsUsd,
        coveredUsd: cost.coveredUsd,
        paidUsd: cost.computedUsd ?? 0,
        feesUsd: 0,
        commitmentUsd: 0,
      },
    ];
  });
}

/** What the key's own tier, region and prompt size pay over the standard rate, by class and month; 1 where unknown. */
function multipliers(
  key: PriceKey,
  inputFloor: number,
  book: PriceBook,
  months: readonly Month[],
): PerTokenClass<Float64Array> {
  const match = book.match(queryOf(key));
  const own = book.rates(match);
  const list = book.rates({ ...match, serviceTier: 'standard', region: null, contextBand: null });
  return perTokenClass((name) => {
    const ownRates = monthlyRates(own, name, inputFloor, months);
    const listRates = monthlyRates(list, name, 0, months);
    return ownRates.map((rate, month) => {
      const factor = rate / (listRates[month] ?? Number.NaN);
      return Number.isFinite(factor) && factor > 0 ? factor : 1;
    });
  });
}

/** Computed spend by month within a scope, USD. */
export function pastSpend(slices: readonly PastSlice[], scope: Scope): ReadonlyMap<Month, number> {
  const byMonth = groupBy(
    slices.filter(({ labels }) => matchesScope(scope, labels)),
    ({ month }) => month,
  );
  return new Map([...byMonth].map(([month, members]) => [month, members.reduce((sum, { usd }) => sum + usd, 0)]));
}
