import type { Finding } from '../units/findings.ts';
import type { PerTokenClass, TokenClass } from '../units/tokenClasses.ts';
import type { Meter } from './meters.ts';
import type { ServiceRate } from './prices/serviceRates.ts';

/** A name as an export writes it, with what the export says beside it. Everything but the name may be unknown. */
export type PriceQuery = {
  readonly name: string;
  /** Who bills, in any spelling: `anthropic`, `aws.bedrock`, `vertex_ai`, `Microsoft`. */
  readonly provider: string | null;
  /** How it was called, in any spelling: `direct`, `bedrock`, `vertex`, `azure`, `openrouter`. */
  readonly route: string | null;
  /** Cloud region, geography or data zone, as exported. */
  readonly region: string | null;
  readonly serviceTier: string | null;
  readonly contextBand?: string | null;
};

/** The token class that a billing line names. */
export type MatchedTokenClass = 'input' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h' | 'output';

export type PriceMatch = {
  /** `exact`: every part of the name was understood. `assumed`: a guess that a person should confirm. */
  readonly status: 'exact' | 'assumed' | 'unknown';
  /** Canonical model in its vendor's own spelling, `claude-sonnet-4-5`. */
  readonly model: string | null;
  /** Whose price list applies: `anthropic`, `aws`, `azure`, `google`, `openrouter`. */
  readonly provider: string | null;
  readonly route: string | null;
  readonly region: string | null;
  /** `standard`, `batch`, `flex`, `priority`, `fast`, or the exported word where it is none of these. */
  readonly serviceTier: string;
  readonly tokenClass: MatchedTokenClass | null;
  /** The same in the classes of the usage table, which also know audio, image and reasoning. */
  readonly usageClass: TokenClass | null;
  /** Set where the name is a billing line of something that is not tokens. */
  readonly meter: Meter | null;
  readonly contextBand: 'base' | 'long' | null;
  readonly suggestions: readonly string[];
  readonly findings: readonly Finding[];
};

/** Minutes of the UTC day, half-open; `from` above `to` wraps over midnight. */
export type ClockWindow = { readonly fromMinute: number; readonly toMinute: number };

/**
 * Rates of one match in one period. Periods of one threshold do not overlap: at any instant exactly one of them applies,
 * by date and, where `clock` is set, by minute of the day.
 */
export type RatePeriod = {
  /** ISO instants in UTC, `to` exclusive; null is open. */
  readonly from: string | null;
  readonly to: string | null;
  /** 0 is the base rate. Above it a cliff: a request with more input tokens pays these rates on all of its tokens. */
  readonly aboveTokens: number;
  readonly clock: ClockWindow | null;
  /** USD per million tokens with tier, region and contract already applied; null where no rate is known. */
  readonly usdPerMtok: PerTokenClass<number | null>;
  /** The rates that the price list names, for display: null where the list has no such price. */
  readonly listed: Readonly<Record<MatchedTokenClass, number | null>>;
  readonly source: string;
  /** Day on which somebody compared the rate with its source. */
  readonly checkedOn: string | null;
  /** Why the rate may be wrong, in a sentence; null where sources agree. */
  readonly doubt: string | null;
};

/** Share of the standard price that a service tier costs; null where the provider does not offer it. */
export type TierShares = {
  readonly batch: number | null;
  readonly flex: number | null;
  readonly priority: number | null;
};

export type PriceBook = {
  /** Names every part the book is made of, so that a total can say which prices made it. */
  readonly version: string;
  readonly checkedOn: string;
  /** The same without the user's own prices: which price lists made it. */
  readonly lists: string;
  /** The user's own decisions that concern a match, as a stable text; empty where there are none. */
  decisions(query: PriceQuery, match: PriceMatch): string;
  match(query: PriceQuery): PriceMatch;
  /** Empty where the model, the tier or the route has no known price, and for lines of a meter, which are no tokens. */
  rates(match: PriceMatch): readonly RatePeriod[];
  /** Keys `provider/model` of everything that has a price. */
  models(): readonly string[];
  tierShares(match: PriceMatch): TierShares;
  /** Searches, storage, provisioned units, training and the like of one provider and, where it matters, model. */
  services(match: PriceMatch): readonly ServiceRate[];
};
