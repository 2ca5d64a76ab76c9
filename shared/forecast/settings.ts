/** How far apart the values of a series lie. */
export const FREQUENCIES = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A rhythm that repeats after `period` steps; the weight of an old cycle halves after `halfLife` steps. */
export type Cycle = { readonly name: string; readonly period: number; readonly halfLife: number };

export type FrequencySettings = {
  /** What one step is called. */
  readonly step: string;
  /** Shortest first; each later one explains what the earlier ones leave. */
  readonly cycles: readonly Cycle[];
  /** What the cycles are measured against: a median of the neighbourhood, or a mean over one whole cycle. */
  readonly cycleLevel: 'local-median' | 'whole-cycle-mean';
  /** Steps to each side that a local level is the median of. */
  readonly levelReach: number;
  /** An outlier lies this many median absolute deviations from its level, */
  readonly outlierDeviations: number;
  /** and at least this far in model units (0.7 in logarithms: twice or half). */
  readonly outlierDistance: number;
  /** Steps on each side of a level shift that must agree; 0 where only a shift at the very end is looked for. */
  readonly shiftWindow: number;
  /** So many outliers in a row at the end, all alike, are a new level and not outliers. */
  readonly newLevelAfter: number;
  /** Newest steps that the cycles and the trend are estimated from. */
  readonly cycleSteps: number;
  readonly trendSteps: number;
  /** Steps that the coarser view of the series adds up. */
  readonly blockSteps: number;
  /** Whether values are expected to come back to their trend line; years are not. */
  readonly returnsToLine: boolean;
};

/**
 * One method for every frequency; these figures are all that differs. They were chosen on held-out ends of the training
 * parts of the M3, M4 and NN5 sets, not on the test parts that `npm run bench:forecast` reports.
 */
export const SETTINGS: Readonly<Record<Frequency, FrequencySettings>> = {
  hourly: {
    step: 'hour',
    cycles: [
      { name: 'hour of the day', period: 24, halfLife: 24 * 21 },
      { name: 'hour of the week', period: 168, halfLife: 168 * 6 },
    ],
    cycleLevel: 'local-median',
    levelReach: 36,
    outlierDeviations: 5,
    outlierDistance: 0,
    // Longer than a weekend, whose quiet is no new level.
    shiftWindow: 72,
    newLevelAfter: 12,
    cycleSteps: 24 * 182,
    trendSteps: 24 * 60,
    blockSteps: 24,
    returnsToLine: true,
  },
  daily: {
    step: 'day',
    cycles: [{ name: 'weekday', period: 7, halfLife: 100 }],
    cycleLevel: 'local-median',
    levelReach: 10,
    outlierDeviations: 5,
    outlierDistance: 0,
    shiftWindow: 10,
    newLevelAfter: 5,
    cycleSteps: 730,
    trendSteps: 730,
    blockSteps: 7,
    returnsToLine: true,
  },
  weekly: {
    step: 'week',
    cycles: [{ name: 'week of the year', period: 52.1775, halfLife: 130 }],
    cycleLevel: 'whole-cycle-mean',
    levelReach: 10,
    outlierDeviations: 10,
    outlierDistance: 0.7,
    shiftWindow: 0,
    newLevelAfter: 3,
    cycleSteps: 520,
    trendSteps: 260,
    blockSteps: 4,
    returnsToLine: true,
  },
  monthly: {
    step: 'month',
    cycles: [{ name: 'month of the year', period: 12, halfLife: 36 }],
    cycleLevel: 'local-median',
    levelReach: 6,
    outlierDeviations: 10,
    outlierDistance: 0.7,
    shiftWindow: 0,
    newLevelAfter: 3,
    cycleSteps: 180,
    trendSteps: 180,
    blockSteps: 3,
    returnsToLine: true,
  },
  yearly: {
    step: 'year',
    cycles: [],
    cycleLevel: 'local-median',
    levelReach: 3,
    outlierDeviations: 10,
    outlierDistance: 1.5,
    shiftWindow: 0,
    newLevelAfter: 3,
    cycleSteps: 0,
    trendSteps: 60,
    blockSteps: 2,
    returnsToLine: false,
  },
};
