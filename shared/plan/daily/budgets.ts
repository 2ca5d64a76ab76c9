import type { Budget } from '../../model/document.ts';
import { addDays, dayIndex, firstDayOf, lastDayOf, type Day } from '../../units/months.ts';
import type { BudgetCrossing } from './dailyResults.ts';

/** Spend of one budget: what is known since its first day, and draws of the days ahead (draws x days). */
export type BudgetSpend = { readonly spentUsd: number; readonly draws: Float64Array; readonly days: readonly Day[] };

/**
 * The day on which a budget is spent: in half of the draws (P50), and in one fifth of them (P80: the day until which it
 * lasts with 80 % confidence). Days outside the budget do not count. Example: 70 spent, 10 a day and a budget of 100 is
 * crossed on the fourth day.
 */
export function budgetCrossing(budget: Budget, { spentUsd, draws, days }: BudgetSpend): BudgetCrossing {
  const { id, name, from, to, amountUsd } = budget;
  const [first, last] = [firstDayOf(from), lastDayOf(to)];
  const length = days.length;
  const crossings = Array.from({ length: length === 0 ? 0 : draws.length / length }, (_, draw) => {
    let spent = spentUsd;
    if (spent > amountUsd) return -1;
    for (const [index, day] of days.entries()) {
      if (day < first || day > last) continue;
      spent += draws[draw * length + index] ?? 0;
      if (spent > amountUsd) return index;
    }
    return Infinity;
  }).sort((left, right) => left - right);
  const dayAt = (share: number): Day | null => {
    const index = crossings[Math.ceil(share * crossings.length) - 1] ?? Infinity;
    const [start] = days;
    return Number.isFinite(index) && start !== undefined ? addDays(start, index) : null;
  };
  return {
    id,
    name,
    from,
    to,
    usd: amountUsd,
    usdPerDay: amountUsd / (dayIndex(last) - dayIndex(first) + 1),
    spentUsd,
    crossesP50: dayAt(0.5),
    crossesP80: dayAt(0.2),
  };
}
