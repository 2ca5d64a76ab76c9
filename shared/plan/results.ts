import type { Finding } from '../units/findings.ts';
import type { Day, Month } from '../units/months.ts';
import type { PerTokenClass } from '../units/tokenClasses.ts';
import type { HistoryMonth } from '../data/history.ts';
import type { BudgetMark, Contingency, CurvePoint, PlanAnalysis, Spread, TornadoRow, YearOutlook } from './analysis.ts';
import type { PriceRow } from './priceRows.ts';

export type { Spread } from './analysis.ts';

export type UnitCost = { readonly unit: 'request' | 'million-tokens'; readonly usd: number | null };

/** One month of one scenario. */
export type PlanMonth = {
  readonly month: Month;
  readonly costUsd: Spread & { readonly p025: number; readonly p975: number };
  readonly tokens: PerTokenClass<number>;
  readonly requests: number | null;
  readonly unitCosts: readonly UnitCost[];
};

/** What one lever changes in the total, USD; negative is a saving. */
export type LeverValue = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** The decision as a sentence. */
  readonly sentence: string;
  readonly aloneUsd: number;
  readonly stackedUsd: number;
  /** Its fair share; the shares of a scenario add up to its central difference from the baseline. */
  readonly shapleyUsd: number | null;
  /** Standard error of the share; 0 when it is exact. */
  readonly shapleyErrorUsd: number;
  /** P10, P50 and P90 of its value in the stack over the horizon, USD. */
  readonly rangeUsd: { readonly p10: number; readonly p50: number; readonly p90: number };
  /** What it is worth a year as a sentence: `saves 41 k USD a year, P10 to P90 28 to 55 k USD`. */
  readonly valueSentence: string;
  /** From when on a cached prefix pays, `pays from the first repeated call`; null for what is not a cache. */
  readonly paysFrom: string | null;
  readonly oneOffUsd: number;
  /** First month in which its savings have paid its own costs; null when that is beyond the horizon. */
  readonly paidBackBy: Month | null;
};

/** What has been spent of a budget by the end of a month. Quantiles are of the running total, not sums of months. */
export type BudgetPathPoint = { readonly month: Month; readonly isPast: boolean; readonly runningUsd: Spread };

export type BudgetOutlook = {
  readonly id: string;
  readonly name: string;
  readonly usd: number;
  /** What has passed and what is expected, all months of the budget. */
  readonly spend: Spread;
  /** Computed spend of its months before the horizon, USD; part of `spend`. */
  readonly spentUsd: number;
  readonly probabilityOfExceeding: number;
  /** Months after the budget's first month; null when it lasts. */
  readonly crossesAfterMonthsP50: number | null;
  readonly crossesAfterMonthsP80: number | null;
  /** The days on which half and one fifth of the draws have spent it; null when it lasts. */
  readonly crossesOnP50: Day | null;
  readonly crossesOnP80: Day | null;
  /** 50, 80 and 100 %. */
  readonly marks: readonly BudgetMark[];
  /** The running total by month, as far as data and horizon reach. */
  readonly path: readonly BudgetPathPoint[];
  readonly contingency: readonly Contingency[];
  readonly curve: readonly CurvePoint[];
};

export type ScenarioOutcome = {
  readonly id: string;
  readonly name: string;
  readonly isBaseline: boolean;
  readonly months: readonly PlanMonth[];
  readonly totalUsd: Spread;
  /** Curve and reserve of the total over the horizon. */
  readonly curve: readonly CurvePoint[];
  readonly contingency: readonly Contingency[];
  /** Fiscal years that the horizon touches. */
  readonly years: readonly YearOutlook[];
  readonly tornado: readonly TornadoRow[];
  readonly oneOffUsd: number;
  /** Quality against today, 1 is as good, weighted by tokens over the horizon. */
  readonly quality: number;
  readonly levers: readonly LeverValue[];
  readonly budgets: readonly BudgetOutlook[];
  /** Spend by model that serves, central, over the horizon. */
  readonly models: readonly { readonly key: string; readonly usd: number; readonly tokens: number }[];
  readonly findings: readonly Finding[];
};

/** How one part of the usage was forecast. */
export type ForecastNote = {
  readonly id: string;
  readonly label: string;
  readonly method: string;
  readonly reasons: readonly string[];
  readonly recentTokensPerDay: number;
  readonly findings: readonly Finding[];
};

/** One setting of one lever with where it comes from. */
export type Assumption = {
  readonly scenario: string;
  readonly lever: string;
  readonly parameter: string;
  /** Its value or range as people read it. */
  readonly value: string;
  readonly source: string;
  readonly date: string;
};

/** One published result of one model beside its price on the user's own token mix. */
export type QualityPoint = {
  /** `provider/model` of the price book. */
  readonly model: string;
  readonly label: string;
  readonly score: number;
  /** Blended USD per million tokens on the mix below; null where the model has no price. */
  readonly usdPerMtok: number | null;
  readonly date: string;
  readonly source: string;
  readonly licence: string;
  /** The variant that was measured, effort level included: `claude-opus-5 (high)`. */
  readonly publishedAs: string;
  /** Effort level of the variant, as published; null where the source names none. */
  readonly effort: string | null;
  /** 95 % interval of the score by the number of its cases; null where that is not known. */
  readonly range: readonly [low: number, high: number] | null;
  /** Share of attempts that succeed; null where the score is no success rate. */
  readonly successRate: number | null;
  /** Cost of one attempt, USD: as published with the score, else a request of the user's own size; null without a price. */
  readonly attemptUsd: number | null;
  /** What the cost of an attempt is: `total USD for 225 cases`, or null for the user's own requests. */
  readonly attemptBasis: string | null;
  /** Attempt cost divided by success rate, USD. */
  readonly costOfPassUsd: number | null;
  readonly isOwnResult: boolean;
  /** Day from which its vendor no longer sells it; null while it does. */
  readonly retiredOn: string | null;
  /** What the user spent on the model in the last three complete months, USD; null where it is not in use. */
  readonly spendUsd: number | null;
  readonly isOnFrontier: boolean;
};

/** Quality against cost on one benchmark. */
export type QualityComparison = {
  readonly benchmark: string;
  readonly unit: string;
  /** The benchmarks there are, most models first. */
  readonly benchmarks: readonly string[];
  /** Input tokens per output token and the share of input read from the cache, of the user's own recent use. */
  readonly mix: { readonly inputPerOutput: number; readonly cachedShare: number };
  /** Tokens of the user's mean request; null where no source counts requests. */
  readonly tokensPerRequest: number | null;
  readonly points: readonly QualityPoint[];
  /** Lines that the licences of the sources ask for. */
  readonly attributions: readonly string[];
};

/** One file behind the numbers. */
export type DataSource = {
  readonly file: string;
  readonly format: string;
  readonly rowCount: number;
  readonly from: string | null;
  readonly to: string | null;
};

/** A month of the past, with whether the data covers all of it. */
export type PastMonth = HistoryMonth & { readonly isComplete: boolean };

/** Everything that views, deck and command line show of a plan. Plain data, made by one function. */
export type PlanResults = {
  readonly name: string;
  /** SHA-256 of the document, the history and the price book: equal inputs give equal results. */
  readonly inputHash: string;
  readonly seed: number;
  readonly draws: number;
  readonly priceBookVersion: string;
  /** The price rows that the plan's months rest on. */
  readonly priceRows: readonly PriceRow[];
  /** Last day that the data covers completely. */
  readonly asOf: string | null;
  readonly dataSources: readonly DataSource[];
  readonly history: readonly PastMonth[];
  readonly forecasts: readonly ForecastNote[];
  /** The baseline first, then the scenarios of the document. Empty without usage. */
  readonly scenarios: readonly ScenarioOutcome[];
  /** Null without usage or without published results. */
  readonly quality: QualityComparison | null;
  /** Bridges, chargeback, unit costs, guardrails; null without usage. */
  readonly analysis: PlanAnalysis | null;
  readonly assumptions: readonly Assumption[];
  readonly findings: readonly Finding[];
};
