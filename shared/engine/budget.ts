import { addDays, addMonths, daysInMonth, firstDayOf, monthIndex, type Day, type Month } from '../units/months.ts';
import { isWithin, matchesScope } from './scope.ts';
import { at } from './series.ts';
import type { Scope, Segment, Series } from './types.ts';

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
export function crossingTime(monthly: Series, limit: number): number {
  let spent = 0;
  for (let month = 0; month < monthly.length; month += 1) {
    const next = spent + at(monthly, month);
    if (next > limit) return month + Math.max(0, (limit - spent) / (next - spent));
    spent = next;
  }
  return Infinity;
}

/** The day on which some months, whole and part, have passed since the first of a month. Example: 2027-01 and 2.5: 2027-03-16. */
export function dayAfter(from: Month, monthsAfter: number): Day {
  const whole = Math.floor(monthsAfter);
  const month = addMonths(from, whole);
  return addDays(firstDayOf(month), Math.floor((monthsAfter - whole) * daysInMonth(month)));
}

export type BudgetMark = { readonly share: number; readonly usd: number; readonly reachedOn: Day | null };

export type BudgetUse = {
  readonly spentUsd: number;
  /** Spend over the budget; above 1 it is exceeded. */
  readonly share: number;
  /** When each mark, such as 50, 80 and 100 %, is reached; null when it is not. */
  readonly marks: readonly BudgetMark[];
};

/**
 * How a path of monthly spend uses a budget up. Months of the budget that the path does not cover count as nothing spent.
 * Example: 100 a month against 600 from January: 50 % on 1 April, 100 % on 1 July.
 */
export function budgetUse(
  budget: Budget,
  months: readonly Month[],
  monthlyUsd: Series,
  marks: readonly number[],
): BudgetUse {
  const span = Float64Array.from(
    { length: Math.max(0, monthIndex(budget.to) - monthIndex(budget.from) + 1) },
    (_, index) => {
      const position = months.indexOf(addMonths(budget.from, index));
      return position < 0 ? 0 : at(monthlyUsd, position);
    },
  );
  const spentUsd = span.reduce((sum, usd) => sum + usd, 0);
  return {
    spentUsd,
    share: spentUsd / budget.usd,
    marks: marks.map((share) => {
      const time = crossingTime(span, share * budget.usd);
      return { share, usd: share * budget.usd, reachedOn: Number.isFinite(time) ? dayAfter(budget.from, time) : null };
    }),
  };
}
