import type { Frequency } from '../settings.ts';

export const ANOMALY_KINDS = ['spike', 'dip', 'level-shift'] as const;
export type AnomalyKind = (typeof ANOMALY_KINDS)[number];

/** Something in the history that is worth a look. A level shift is one event on its first step, a long spike one a day. */
export type Anomaly = {
  /** Step of the history; 0 is its first. */
  readonly step: number;
  readonly kind: AnomalyKind;
  readonly value: number;
  /** What level and rhythm make of the step; of a level shift, what the old level does. */
  readonly expected: number;
  /** Distance between the two in ordinary distances of this series (its median absolute residual). */
  readonly score: number;
};

/** Steps that nothing is said about: the usual is not known yet. */
const WARM_UP: Readonly<Record<Frequency, number>> = { hourly: 14 * 24, daily: 14, weekly: 8, monthly: 6, yearly: 5 };
/** An hourly file is often two weeks long in all: there it is this share of the history, if that is less. */
const WARM_UP_SHARE = 0.15;

export function warmUpSteps(frequency: Frequency, size: number): number {
  const most = WARM_UP[frequency];
  return frequency === 'hourly' ? Math.min(most, Math.ceil(WARM_UP_SHARE * size)) : most;
}
