import type { PlanDocument } from '../../model/document.ts';
import type { PriceClass } from './rows.ts';

/** What the user knows better than the catalogue. Kept in the project document; the shapes here carry no validation. */
export type PriceCorrections = {
  /** Names that only the user understands: `prod-chat` is `azure/gpt-4.1`. The target is read like any exported name. */
  readonly aliases: readonly NameAlias[];
  readonly discounts: readonly ContractDiscount[];
  readonly rates: readonly CustomRate[];
  readonly plannedChanges: readonly PlannedChange[];
};

export type NameAlias = { readonly name: string; readonly model: string; readonly provider: string | null };

/** A share of the price that a contract takes off, for a provider, a model, or both (null is any), in a period. */
export type ContractDiscount = {
  readonly provider: string | null;
  readonly model: string | null;
  /** ISO days in UTC, null is open; `to` is exclusive. */
  readonly from: string | null;
  readonly to: string | null;
  /** 0.15 takes 15 % off. */
  readonly share: number;
};

/** The user's own rate for one class. Without a tier or a region it is the standard list, from which those follow. */
export type CustomRate = {
  readonly provider: string;
  readonly model: string;
  readonly region: 'global' | 'regional' | null;
  readonly tier: string | null;
  readonly class: PriceClass;
  readonly usdPerMtok: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly aboveTokens: number;
  readonly source: string;
};

/** A change that the user expects: every rate of a model times a factor from a day on. */
export type PlannedChange = {
  readonly provider: string | null;
  readonly model: string | null;
  readonly from: string;
  /** 0.7 is a fall by 30 %. */
  readonly times: number;
  readonly note: string;
};

export const NO_CORRECTIONS: PriceCorrections = { aliases: [], discounts: [], rates: [], plannedChanges: [] };

/** The part of a plan that says what the user pays. */
export const correctionsOf = ({ aliases, prices }: Pick<PlanDocument, 'aliases' | 'prices'>): PriceCorrections => ({
  aliases,
  discounts: prices.discounts,
  rates: prices.rates,
  plannedChanges: prices.plannedChanges,
});

/** The kind of correction that multiplies every rate in a period. */
export type RateFactor = {
  readonly from: string | null;
  readonly to: string | null;
  readonly times: number;
  readonly source: string;
};

const concerns = (
  rule: { readonly provider: string | null; readonly model: string | null },
  provider: string,
  model: string,
) => (rule.provider === null || rule.provider === provider) && (rule.model === null || rule.model === model);

/**
 * The user's own decisions that concern one match, as a stable text; empty where there are none. While it stays the same
 * the past keeps the price it was given, whatever a newer price book says.
 */
export function decisionsOn(corrections: PriceCorrections, name: string, provider: string, model: string): string {
  const alias = corrections.aliases.find(
    (candidate) => candidate.name.trim().toLowerCase() === name.trim().toLowerCase(),
  );
  const parts = [
    ...(alias === undefined ? [] : [alias]),
    ...corrections.discounts.filter((rule) => concerns(rule, provider, model)),
    ...corrections.plannedChanges.filter((rule) => concerns(rule, provider, model)),
    ...corrections.rates.filter((rate) => rate.provider === provider && rate.model === model),
  ];
  return parts.length === 0 ? '' : JSON.stringify(parts);
}

/** The factors that concern one model of one provider: contracts and expected changes. */
export function rateFactors(corrections: PriceCorrections, provider: string, model: string): readonly RateFactor[] {
  const contracts = corrections.discounts
    .filter((rule) => concerns(rule, provider, model))
    .map(({ from, to, share }) => ({
      from,
      to,
      times: 1 - share,
      source: `contract, ${String(Number((share * 100).toPrecision(6)))} % off`,
    }));
  const planned = corrections.plannedChanges
    .filter((rule) => concerns(rule, provider, model))
    .map(({ from, times, note }) => ({ from, to: null, times, source: `expected change x${String(times)}: ${note}` }));
  return [...contracts, ...planned];
}
