import type { Finding } from '../units/findings.ts';
import type { Month } from '../units/months.ts';
import type { TokenClass } from '../units/tokenClasses.ts';

/** The dimensions a lever's scope can name. */
export const SCOPE_DIMENSIONS = [
  'provider',
  'model',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'account',
] as const;
export type ScopeDimension = (typeof SCOPE_DIMENSIONS)[number];

/** What a segment is called in each dimension; null where the data does not say. */
export type Labels = Readonly<Record<ScopeDimension, string | null>>;

/** Which segments a lever touches: for each named dimension one of the values; no dimension named means all. */
export type Scope = Readonly<Partial<Record<ScopeDimension, readonly string[]>>>;

/** One value per month of the horizon. */
export type Series = Float64Array;

/** Rates of one model over the horizon, USD per million tokens; NaN where no rate is known. */
export type ModelPrices = {
  /** Canonical model id with its provider, `anthropic/claude-haiku-4-5`. */
  readonly key: string;
  readonly rates: Readonly<Record<TokenClass, Series>>;
  /** Share of the standard price that a service tier costs; null where the provider does not offer it. */
  readonly tiers: {
    readonly batch: number | null;
    readonly flex: number | null;
    readonly priority: number | null;
  };
};

/**
 * One slice of the baseline: what the forecast says about one model in one combination of labels. Volumes are per month
 * at their central value.
 */
export type Segment = {
  readonly id: string;
  readonly labels: Labels;
  /** Key into `Baseline.prices`. */
  readonly priceKey: string;
  /** Null where the sources count no requests. */
  readonly requests: Series | null;
  readonly tokens: Readonly<Record<TokenClass, Series>>;
  /** Multiplier on list rates that the segment already has: its service tier, region and contract discount. */
  readonly priceFactor: number;
  /** Share of the segment's tokens that already run as batch, 0 to 1. */
  readonly batchShare: number;
  /** Standard deviation of the logarithm of the volume forecast, per month ahead. */
  readonly sigma: Series;
};

export type Baseline = {
  readonly months: readonly Month[];
  readonly segments: readonly Segment[];
  /** Rates of every model in use and of every model that a lever names. */
  readonly prices: ReadonlyMap<string, ModelPrices>;
  readonly findings: readonly Finding[];
};
