import { TOKENS_PER_MTOK } from '../units/quantities.ts';
import type { Group } from './compile.ts';
import type { Factors, Stream } from './factors.ts';
import { CLASS_COUNT } from './prices.ts';
import { at } from './series.ts';
import { fillSplits, type Splits } from './splits.ts';
import type { TokenCount, Transition } from './transitions.ts';

/** Scratch arrays of the price of one stream. */
export type PricingScratch = {
  readonly splits: Splits;
  /** USD per token at a list rate of 1 USD per million, for plain and for cached classes. */
  readonly plainTerms: Float64Array;
  readonly cachedTerms: Float64Array;
};

/**
 * Money per forecast token of each row for the part of a group that one stream serves, USD, by row and month. A group's
 * cost is the plain product of these with its volumes, because everything up to commitments and caps is linear in volume:
 * cost = R * (sum of tokens * price) / 1e6 * multipliers (LEVERS 2.0).
 * Example: 5 USD per million, 20 % of the input read from the cache at 0.50: (0.8 * 5 + 0.2 * 0.5) / 1e6 = 4.1e-6 a token.
 */
export function priceStream(
  group: Group,
  factors: Factors,
  stream: Stream,
  unit: Float64Array,
  scratch: PricingScratch,
): void {
  for (const row of group.rows) unit.fill(0, row * factors.months, (row + 1) * factors.months);
  fillSplits(factors, stream, scratch.splits);
  fillTerms(group, factors, stream, scratch);
  for (const transition of group.transitions) {
    if (scratch.splits.isUsed[transition.split] === 1) addPrice(factors, stream, transition, unit, scratch);
  }
}

function addPrice(
  factors: Factors,
  stream: Stream,
  { from, to, split, counts, isCached }: Transition,
  unit: Float64Array,
  { splits: { shares }, plainTerms, cachedTerms }: PricingScratch,
): void {
  const { months } = factors;
  const rates = stream.model.rates[to];
  if (rates === undefined) return;
  const terms = isCached ? cachedTerms : plainTerms;
  const multiple = tokenMultiple(stream, counts);
  const { values, start } = amounts(factors, from);
  for (let month = 0; month < months; month += 1) {
    const weight = at(shares, split * months + month) * at(terms, month) * at(values, start + month);
    // An unknown rate times no tokens is nothing, not unknown.
    if (weight === 0) continue;
    const cell = from * months + month;
    unit[cell] = at(unit, cell) + weight * multiple * at(rates, month);
  }
}

/** Tokens on the stream's model per token of the forecast. */
export function tokenMultiple(stream: Stream, counts: TokenCount): number {
  switch (counts) {
    case 'input':
      return stream.inputFactor;
    case 'visible':
      return stream.visibleFactor;
    case 'reasoning':
      return stream.reasoningFactor;
    case 'same':
      return 1;
    default:
      return counts satisfies never;
  }
}

/** Tokens per forecast token of a class, or per request, after the levers on tokens: an array and where its months start. */
export const amounts = (factors: Factors, from: number): { values: Float64Array; start: number } =>
  from < CLASS_COUNT
    ? { values: factors.tokens, start: from * factors.months }
    : { values: factors.inputPerRequest, start: 0 };

function fillTerms(group: Group, factors: Factors, stream: Stream, { plainTerms, cachedTerms }: PricingScratch): void {
  // A contract discount stays with its provider.
  const isSameProvider = stream.model.provider === group.original.provider;
  const contract = isSameProvider ? group.priceFactor : group.priceFactor / (1 - group.contractDiscount);
  for (let month = 0; month < factors.months; month += 1) {
    const list =
      (contract *
        at(stream.share, month) *
        at(stream.price, month) *
        at(stream.discount, month) *
        at(factors.surcharge, month)) /
      TOKENS_PER_MTOK;
    const tier = list === 0 ? 1 : tierMultiplier(group, factors, stream, month, false);
    plainTerms[month] = list * tier;
    cachedTerms[month] =
      list === 0 || stream.model.hasStackingDiscounts
        ? list * tier
        : list * tierMultiplier(group, factors, stream, month, true);
  }
}

/**
 * Price multiplier of the service tiers: 1 - b*d_batch - f*d_flex + p*(priority - 1), over the tiers the segment already has.
 * Cached tokens take a discount only where the provider says that both apply. A tier that the model does not offer leaves
 * the traffic on standard terms.
 * Example: 40 % batch at half price and 10 % priority at double price: 1 - 0.2 + 0.1 = 0.9.
 */
function tierMultiplier(group: Group, factors: Factors, stream: Stream, month: number, forCached: boolean): number {
  const [batch, flex, priority] = [at(factors.batch, month), at(factors.flex, month), at(factors.priority, month)];
  const already = group.batchShare;
  const isSame = stream.model === group.original && !stream.isCustom;
  if (batch + flex + priority === 0 && (already === 0 || isSame)) return 1;
  const { tiers, hasStackingDiscounts } = stream.model;
  const discount = (tier: number | null): number => (tier === null || stream.isCustom ? 0 : 1 - tier);
  const takesDiscount = !forCached || hasStackingDiscounts;
  // More than all of the traffic cannot move: the shares are reduced in proportion.
  const standard = (1 - already) / Math.max(1, batch + flex + priority);
  const moved = takesDiscount ? standard * (batch * discount(tiers.batch) + flex * discount(tiers.flex)) : 0;
  const raised = -standard * priority * discount(tiers.priority);
  const { batch: originalTier } = group.original.tiers;
  const before = 1 - already * (originalTier === null ? 0 : 1 - originalTier);
  return (1 - already * discount(tiers.batch) - moved + raised) / before;
}

/**
 * Money beside the model's price, USD per row and month: fees per request and per input text token (routers, embeddings,
 * compressors). They follow no price list and no contract.
 */
export function priceExtras(group: Group, factors: Factors, unit: Float64Array): void {
  unit.fill(0);
  for (let month = 0; month < factors.months; month += 1) {
    unit[CLASS_COUNT * factors.months + month] = at(factors.usdPerRequest, month);
    for (const row of group.textInputRows) {
      unit[row * factors.months + month] = at(factors.usdPerInputToken, month);
    }
  }
}
