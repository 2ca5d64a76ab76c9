import type { Factors, Stream } from '../factors.ts';
import type { PricedModel } from '../prices.ts';
import type { LeverParameters, ScopeDimension, Series } from '../types.ts';
import type { ParameterDescriptors, Values } from './descriptors.ts';

/** The fixed order in which levers act, whatever their order in the list. */
export const STAGES = [
  'volume',
  'tokens',
  'model',
  'classes',
  'price',
  'modifiers',
  'discount',
  'commitment',
  'cap',
  'ownership',
] as const;
export type Stage = (typeof STAGES)[number];

/** What an operator may know about its lever besides its parameters. */
export type LeverContext = {
  /** Position of the lever in the calculation. */
  readonly index: number;
  readonly monthCount: number;
  readonly daysInMonth: Series;
  /** How much of the lever acts in each month, 0 to 1. */
  readonly dose: Series;
  /** Months of full effect behind each month. */
  readonly elapsed: Series;
  /** First month of the horizon in which it acts; -1 when it began before the horizon or never acts. */
  readonly startsAt: number;
  readonly model: (key: string) => PricedModel;
  /** Whether the lever's scope includes what this model serves. */
  readonly serves: (model: PricedModel) => boolean;
};

/** What one model serves in one group of segments, as money: what commitments and caps work on. */
export type Cell = {
  readonly group: number;
  readonly stream: Pick<Stream, 'model' | 'lever' | 'isOverhead'>;
  /** Value of the group in the dimension that a cap counts by; null where none. */
  readonly member: string | null;
  /** Spend before commitments and caps, USD. */
  readonly usd: Series;
  readonly inputTokens: Series;
  readonly outputTokens: Series;
  readonly requests: Series;
  /** Share of `usd` that is still paid by use, 1 at first. */
  readonly kept: Series;
};

/** Money that belongs to a lever and not to a segment, and figures that explain it. */
export type LeverLine = {
  readonly recurringUsd: Series;
  readonly oneOffUsd: Series;
  /** Damage and lost work valued in money; never part of the spend. */
  readonly lossUsd: Series;
  /** Explaining figures per month, such as utilisation or coverage. */
  readonly figures: Record<string, Series>;
};

export type Conflict = {
  readonly with: string;
  readonly because: string;
  /** Only for work that such a model serves; always when left out. */
  readonly when?: (served: PricedModel) => boolean;
};

export type LeverDefinition<Descriptors extends ParameterDescriptors = ParameterDescriptors> = {
  readonly kind: string;
  readonly title: string;
  readonly stage: Stage;
  /**
   * What the model and provider in a scope mean: the work that runs on that model today, or whatever that model serves in
   * the scenario (a price change concerns everyone who moved to that model).
   */
  readonly scopeBy: 'workload' | 'serving-model';
  /** A sentence with {parameter}, {scope} and {start} in it. */
  readonly sentence: string;
  /** How much can go wrong: 1 low, 2 medium, 3 high. */
  readonly risk: 1 | 2 | 3;
  readonly parameters: Descriptors;
  /** Kinds that change this lever's value when both act on the same work, and why. */
  readonly conflicts: readonly Conflict[];
  /** Rules between parameters; one sentence per broken rule. */
  check?(parameters: LeverParameters): readonly string[];
  /** Why the lever can do nothing for what this model serves; null when it can. */
  obstacle?(values: Values<Descriptors>, served: PricedModel): string | null;
  /** Whether the result depends on a count of requests, which some sources do not give. */
  needsRequests?(values: Values<Descriptors>): boolean;
  /** What a reader should know about the money of the lever; null when nothing. */
  review?(line: LeverLine): string | null;
  /** Changes the factors of one group of segments. */
  apply?(values: Values<Descriptors>, factors: Factors, context: LeverContext): void;
  /** Writes the money that does not depend on traffic. */
  charge?(values: Values<Descriptors>, line: LeverLine, context: LeverContext): void;
  /** Works on the spend of all its cells together, after every price is known. */
  settle?(values: Values<Descriptors>, cells: readonly Cell[], line: LeverLine, context: LeverContext): void;
  /** The dimension by which its cells must be kept apart. */
  separateBy?(values: Values<Descriptors>): ScopeDimension | null;
};

/** Checks a definition against its own parameters. */
export const defineLever = <const Descriptors extends ParameterDescriptors>(
  definition: LeverDefinition<Descriptors>,
): LeverDefinition<Descriptors> => definition;

/** Books a one-off cost in the lever's first month; nothing when it began before the horizon, for it is paid then. */
export function bookAtStart(line: LeverLine, context: LeverContext, usd: number): void {
  if (context.startsAt >= 0) line.oneOffUsd[context.startsAt] = (line.oneOffUsd[context.startsAt] ?? 0) + usd;
}

/** Adds the expected damage of the mistakes in a share of the requests; it stays beside the spend. */
export function addMistakes(factors: Factors, costOfMistakeUsd: number, wrongAt: (month: number) => number): void {
  if (costOfMistakeUsd === 0) return;
  for (let month = 0; month < factors.months; month += 1) {
    const before = factors.mistakeUsdPerRequest[month] ?? 0;
    factors.mistakeUsdPerRequest[month] = before + wrongAt(month) * costOfMistakeUsd;
  }
}
