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
  /** Whether a batch or flex discount also holds for cached tokens; false where the vendor has not said so. */
  readonly hasStackingDiscounts: boolean;
  /** First month in which the model can no longer be called; null where no date is announced. */
  readonly retires: Month | null;
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
  /** The contract discount inside `priceFactor`, 0 to 1. It does not follow traffic to another provider. */
  readonly contractDiscount: number;
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

/** How a range spreads between its 10 % and 90 % points. */
export const RANGE_SHAPES = ['normal', 'lognormal', 'triangular', 'pert'] as const;
export type RangeShape = (typeof RANGE_SHAPES)[number];

/**
 * An uncertain parameter: one time in ten below `p10`, one time in ten above `p90`. The middle `p50` is the median of a
 * normal or lognormal range and the most likely value of a triangular or PERT one. Ranges that name the same `shock` move
 * together.
 */
export type Range = {
  readonly p10: number;
  readonly p50?: number | undefined;
  readonly p90: number;
  readonly shape?: RangeShape | undefined;
  readonly shock?: string | undefined;
};

/** Something that happens or does not: the parameter is `value` with this probability, else it does nothing. */
export type ChanceEvent = { readonly value: number; readonly probability: number };

export type ParameterValue = number | string | Range | ChanceEvent;

/** Settings of a lever by parameter key. */
export type LeverParameters = Readonly<Record<string, ParameterValue | undefined>>;

/** One decision or assumption of a scenario. Parameters that are left out do nothing. */
export type Lever = {
  readonly id: string;
  readonly kind: string;
  readonly isEnabled: boolean;
  readonly scope: Scope;
  /** First month in which it acts. */
  readonly start: Month;
  /** Last month in which it acts; null means to the end of the horizon. */
  readonly end: Month | null;
  /** Months until it acts in full; 0 and 1 both mean at once. */
  readonly rampMonths: number;
  readonly parameters: LeverParameters;
  readonly owner?: string | undefined;
  /** Work to put it in place, in person-weeks. */
  readonly effort?: number | undefined;
};

export type Scenario = { readonly id: string; readonly name: string; readonly levers: readonly Lever[] };
