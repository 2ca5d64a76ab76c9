import type { BudgetOutlook } from '../../../shared/plan/results.ts';
import { compactUsd, dayName, percent } from '../../../shared/units/format.ts';

/** The budget that runs out first; where all last, the one most likely not to. */
export function mostUrgent(budgets: readonly BudgetOutlook[]): BudgetOutlook | undefined {
  const dayOf = ({ crossesOnP50 }: BudgetOutlook): string => crossesOnP50 ?? '9999';
  return budgets.toSorted(
    (left, right) =>
      dayOf(left).localeCompare(dayOf(right)) || right.probabilityOfExceeding - left.probabilityOfExceeding,
  )[0];
}

/**
 * The view's title. Example: `Support crosses its 240 k USD on 12 Sep 2027 (P50); in one case in five by 31 Aug 2027`.
 */
export function budgetsAnswer(budgets: readonly BudgetOutlook[]): string {
  const urgent = mostUrgent(budgets);
  if (urgent === undefined) return 'No budget yet';
  const { name, usd, crossesOnP50, crossesOnP80, probabilityOfExceeding } = urgent;
  const early = crossesOnP80 === null ? '' : `; in one case in five by ${dayName(crossesOnP80)}`;
  if (crossesOnP50 !== null) return `${name} crosses its ${compactUsd(usd)} on ${dayName(crossesOnP50)} (P50)${early}`;
  const others =
    budgets.length === 1 ? `${name} lasts` : `All ${String(budgets.length)} budgets last; ${name} is closest`;
  return `${others}: ${percent(probabilityOfExceeding, 0)} chance of more than ${compactUsd(usd)}${early}`;
}
