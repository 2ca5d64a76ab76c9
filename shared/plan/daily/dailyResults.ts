import type { AnomalyKind } from '../../forecast/anomalies/anomaly.ts';
import type { HorizonAccuracy } from '../../forecast/backtest/backtest.ts';
import type { ScopeDimension } from '../../engine/types.ts';
import type { Finding } from '../../units/findings.ts';
import type { Day, Month } from '../../units/months.ts';

/** Which part of the company a forecast is of: dimension -> values, null standing for "not attributed"; none is all. */
export type DailyScope = Readonly<Partial<Record<ScopeDimension, readonly (string | null)[]>>>;

/** Quantiles by day, and the central forecast that adds up. */
export type DayFan = {
  readonly central: readonly number[];
  readonly p025: readonly number[];
  readonly p10: readonly number[];
  readonly p50: readonly number[];
  readonly p90: readonly number[];
  readonly p975: readonly number[];
  /** The sum of the next days with its own 80 %. */
  readonly next: { readonly days: number; readonly central: number; readonly p10: number; readonly p90: number };
};

/** One value of the dimension that the view lists. */
export type OutlookMember = {
  readonly value: string | null;
  /** Mean of the last 28 days; null where it has no price. */
  readonly recentUsdPerDay: number | null;
  readonly recentTokensPerDay: number;
  /** Central spend and tokens of the next 30 days. */
  readonly nextUsd: number | null;
  readonly nextTokens: number;
  readonly method: string;
  readonly reasons: readonly string[];
};

export type DailyAnomaly = {
  /** The member's value as a key; an empty text stands for "not attributed". */
  readonly segment: string;
  readonly value: string | null;
  readonly day: Day;
  readonly kind: AnomalyKind;
  readonly tokens: number;
  readonly expectedTokens: number;
  /** Above or below usual at the price of those days; of a new level, of its first 30 days. */
  readonly usd: number | null;
  readonly score: number;
};

export type BudgetCrossing = {
  readonly id: string;
  readonly name: string;
  readonly from: Month;
  readonly to: Month;
  readonly usd: number;
  readonly usdPerDay: number;
  /** Known spend since its first day. */
  readonly spentUsd: number;
  /** Day on which it is spent in half of the draws, and in one fifth; null where it lasts. */
  readonly crossesP50: Day | null;
  readonly crossesP80: Day | null;
};

export type PriceStep = {
  readonly day: Day;
  readonly model: string;
  /** USD per million tokens on the mix in use, before and from the day. */
  readonly before: number;
  readonly after: number;
};

/** What was expected a month ago, beside what came and what is expected now, for one member. */
export type MonthChange = {
  readonly value: string | null;
  readonly expectedUsd: number;
  readonly actualUsd: number;
  readonly thenUsd: number;
  readonly nowUsd: number;
};

export type LastMonth = {
  /** Last day that the earlier forecast knew. */
  readonly knownTo: Day;
  /** Days that have come since: first and last. */
  readonly from: Day;
  readonly to: Day;
  /** The month that both forecasts look at. */
  readonly month: Month;
  readonly total: MonthChange;
  /** The earlier forecast's own 80 % of the days that have come, and whether they lie in it. */
  readonly p10Usd: number;
  readonly p90Usd: number;
  readonly isHeld: boolean;
  readonly members: readonly MonthChange[];
};

export type BacktestReport = {
  readonly sentence: string;
  readonly origins: number;
  readonly horizons: readonly HorizonAccuracy[];
  /** Bands are so many times as wide as the method alone would draw them. */
  readonly widening: number;
};

/** A past and what lies ahead of it, step by step; a step is named by its first day, or by its hour. */
export type OutlookSteps<Step extends string = Day> = {
  readonly past: {
    readonly days: readonly Step[];
    readonly usd: readonly (number | null)[];
    readonly tokens: readonly number[];
  };
  readonly ahead: { readonly days: readonly Step[]; readonly usd: DayFan; readonly tokens: DayFan };
};

/** A week ahead by the hour. */
export type HourlyOutlook = {
  /** Hours as `YYYY-MM-DDTHH:MM` in the reporting zone. */
  readonly steps: OutlookSteps<string>;
  readonly method: string;
  readonly reasons: readonly string[];
  /** Share of the tokens of the same days whose rows say the hour; null where there were none. */
  readonly coveredShare: number | null;
  readonly findings: readonly Finding[];
};

/** Where one part of the company is heading, by day. */
export type DailyOutlook = {
  /** True where only the fan is there yet: the rest takes as long as the forecasts of all parts. */
  readonly isFirstLook: boolean;
  /** Segments that are added up; null where they have not been told apart yet. */
  readonly parts: number | null;
  readonly asOf: Day;
  readonly by: ScopeDimension;
  readonly past: OutlookSteps['past'];
  readonly ahead: OutlookSteps['ahead'];
  /** The same by week, each named by its Monday. */
  readonly weeks: OutlookSteps;
  readonly members: readonly OutlookMember[];
  readonly backtest: BacktestReport;
  readonly budgets: readonly BudgetCrossing[];
  readonly priceSteps: readonly PriceStep[];
  readonly anomalies: readonly DailyAnomaly[];
  readonly lastMonth: LastMonth | null;
  readonly findings: readonly Finding[];
};
