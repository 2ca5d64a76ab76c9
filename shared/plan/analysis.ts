import type { Allocation } from '../engine/allocation.ts';
import type { Bridge, CostState } from '../engine/bridge.ts';
import type { UnitCostPoint } from '../engine/businessMetrics.ts';
import type { CapRule, ReplayResult } from '../engine/replay.ts';
import type { ScopeDimension } from '../engine/types.ts';
import type { Day, Month } from '../units/months.ts';

/** A central value beside its own quantiles. Only central values may be added up. */
export type Spread = { readonly central: number; readonly p10: number; readonly p50: number; readonly p90: number };

/** The total that a share of all draws stays below, USD. */
export type CurvePoint = { readonly share: number; readonly usd: number };

/** Money to hold beside the central plan so that the total is kept with this confidence; negative when it is kept anyway. */
export type Contingency = { readonly confidence: number; readonly usd: number };

/** One fiscal year of a scenario: what has passed, and the forecast. Its quantiles are its own, not a sum. */
export type YearOutlook = {
  /** Calendar year in which it ends. */
  readonly year: number;
  readonly from: Month;
  readonly to: Month;
  /** Whether data and horizon cover all its months. */
  readonly isComplete: boolean;
  /** Computed spend of its months before the horizon, USD; part of `spend`. */
  readonly spentUsd: number;
  readonly spend: Spread;
  readonly curve: readonly CurvePoint[];
  readonly contingency: readonly Contingency[];
};

/** The total with one uncertain input at its P10 or P90 and all else central, the widest first. */
export type TornadoRow = {
  /** Null for the volume forecast. */
  readonly leverId: string | null;
  readonly lever: string;
  readonly parameter: string;
  /** The input's two values as people read them. */
  readonly low: string;
  readonly high: string;
  readonly atLowUsd: number;
  readonly atHighUsd: number;
};

/** When a share of a budget is reached: centrally, in half and in one fifth of the draws; null when it is not. */
export type BudgetMark = {
  readonly share: number;
  readonly usd: number;
  readonly reachedOn: Day | null;
  readonly reachedOnP50: Day | null;
  readonly reachedOnP80: Day | null;
};

/**
 * A cost that a bridge can begin or end at, as the mean month of its span. `past:YYYY-MM` is a month as it was,
 * `actual` the last complete months, `scenario:ID` and `budget:ID` what they say.
 */
export type CostStateEntry = {
  readonly id: string;
  readonly label: string;
  readonly from: Month;
  readonly to: Month;
  readonly months: number;
  /** Of the mean month. Workloads are the values of the chargeback dimension, '' for what has none. */
  readonly state: CostState;
  /** What a reader must know, such as what a budget is taken to have assumed; empty when nothing. */
  readonly note: string;
};

/** Why one cost becomes another, both over as many months as the second has. */
export type PlanBridge = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly months: number;
  readonly bridge: Bridge;
  readonly note: string;
};

/** Costs by cost centre in one month; lines and the untagged part add up to the total. */
export type ChargebackMonth = {
  readonly month: Month;
  /** As it was, or the central forecast of the baseline. */
  readonly isForecast: boolean;
  readonly allocation: Allocation;
};

export type Chargeback = {
  readonly by: ScopeDimension;
  readonly months: readonly ChargebackMonth[];
  /** All complete past months that are shown together. */
  readonly past: Allocation;
};

/** A unit of output and what one costs over time. */
export type UnitTrend = {
  readonly unit: string;
  readonly label: string;
  /** From the usage itself, or from the business-metric file. */
  readonly source: 'usage' | 'business-metrics';
  readonly points: readonly UnitCostPoint[];
};

export type HeavyUse = {
  readonly topShare: number;
  /** What tells users apart in the data, and what counts as output. */
  readonly by: 'user' | 'key';
  readonly output: string;
  readonly users: number;
  readonly tokenShare: number | null;
  readonly outputShare: number | null;
  readonly tokensPerOutputRatio: number | null;
};

/** What a metric is worth against the spend that brings it. */
export type ValueOfSpend = {
  readonly metric: string;
  readonly months: readonly {
    readonly month: Month;
    readonly units: number;
    readonly benefitUsd: number;
    /** Null where the spend of the month is not known. */
    readonly costUsd: number | null;
    readonly returnShare: number | null;
  }[];
  /** Of the months whose spend is known. */
  readonly benefitUsd: number;
  readonly costUsd: number;
  /** (benefit - cost) / cost; null without cost. */
  readonly returnShare: number | null;
  readonly oneOffUsd: number;
  /** Months of the mean net benefit that earn the one-off cost; null where it never does. */
  readonly paybackMonths: number | null;
};

/** What the spend buys. */
export type UnitEconomics = {
  readonly trends: readonly UnitTrend[];
  /** Null where no source names users or keys. */
  readonly heavyUse: HeavyUse | null;
  /** Work done again over all work; null without the two metrics. */
  readonly reworkShare: number | null;
  /** (revenue - spend) / revenue by month; empty without a revenue metric. */
  readonly margins: readonly {
    readonly month: Month;
    readonly revenueUsd: number;
    readonly costUsd: number | null;
    readonly margin: number | null;
  }[];
  /** Null where the plan does not say what a metric is worth, or has none of it. */
  readonly value: ValueOfSpend | null;
};

/** A limit replayed over the past. */
export type GuardrailReplay = ReplayResult & {
  readonly id: string;
  readonly name: string;
  readonly measure: CapRule['measure'];
  /** `This cap would have blocked 3.0 % of requests and saved 18.0 %`. */
  readonly sentence: string;
};

/** Everything of a plan that is neither forecast nor scenario. */
export type PlanAnalysis = {
  readonly costStates: readonly CostStateEntry[];
  readonly bridges: readonly PlanBridge[];
  readonly chargeback: Chargeback;
  readonly unitEconomics: UnitEconomics;
  readonly guardrails: readonly GuardrailReplay[];
};
