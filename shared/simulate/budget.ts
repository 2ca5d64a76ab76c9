import { isWithin, matchesScope } from '../engine/scope.ts';
import type { Scope, Segment } from '../engine/types.ts';
import type { Month } from '../units/months.ts';

/** Money that a part of the company may spend in a span of months, in USD. */
export type Budget = {
  readonly id: string;
  readonly scope: Scope;
  readonly from: Month;
  /** Last month, included. */
  readonly to: Month;
  readonly usd: number;
};

export const isInBudget = (budget: Budget, segment: Segment): boolean => matchesScope(budget.scope, segment.labels);

/** The fixed cost of a lever counts for a budget when everything the lever concerns is inside the budget's scope. */
export const ownsLever = (budget: Budget, leverScope: Scope): boolean => isWithin(leverScope, budget.scope);

/**
 * When a running total crosses a limit, in months from the start of the path: 0.5 is the middle of the first month, taking
 * the spend of a month as even. Infinity when it never does.
 * Example: 40, 40, 40 and a limit of 100 cross at 2.5.
 */
export function crossingTime(monthly: readonly number[] | Float64Array, limit: number): number {
  let spent = 0;
  for (let month = 0; month < monthly.length; month += 1) {
    const next = spent + (monthly[month] ?? 0);
    if (next > limit) return month + Math.max(0, (limit - spent) / (next - spent));
    spent = next;
  }
  return Infinity;
}
