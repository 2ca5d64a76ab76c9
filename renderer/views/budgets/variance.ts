import type { Budget } from '../../../shared/model/document.ts';
import type { BudgetOutlook } from '../../../shared/plan/results.ts';
import { monthIndex } from '../../../shared/units/months.ts';

/** Shares of the plan above or below which a variance is looked at, explained, and acted on. */
export const VARIANCE_LIMITS = [0.05, 0.1, 0.2] as const;

export type VarianceRow = {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly span: 'to date' | 'all months';
  readonly plannedUsd: number;
  readonly spendUsd: number;
  readonly varianceUsd: number;
  /** Null where nothing was planned. */
  readonly share: number | null;
};

/**
 * What was planned against what was spent in the months that have passed, the budget spread evenly, and against what is
 * expected (P50) for all of them. Example: 1,200 for a year, 330 spent in the first 3 months: 30 over 300, 10 %.
 */
export function varianceRows(budget: Budget, outlook: BudgetOutlook): readonly VarianceRow[] {
  const months = monthIndex(budget.to) - monthIndex(budget.from) + 1;
  const passed = outlook.path.filter(({ isPast }) => isPast).length;
  const row = (span: VarianceRow['span'], plannedUsd: number, spendUsd: number): VarianceRow => ({
    id: budget.id,
    name: budget.name,
    owner: budget.owner ?? '',
    span,
    plannedUsd,
    spendUsd,
    varianceUsd: spendUsd - plannedUsd,
    share: plannedUsd === 0 ? null : (spendUsd - plannedUsd) / plannedUsd,
  });
  return [
    ...(passed === 0 ? [] : [row('to date', (budget.amountUsd * passed) / months, outlook.spentUsd)]),
    row('all months', budget.amountUsd, outlook.spend.p50),
  ];
}

/** How far a variance is from the plan, in words. */
export function varianceWord(share: number | null): {
  readonly look: 'good' | 'note' | 'check' | 'fix';
  readonly word: string;
} {
  const [watch, explain, act] = VARIANCE_LIMITS;
  const size = Math.abs(share ?? 0);
  if (share === null || size <= watch) return { look: 'good', word: 'on plan' };
  const side = share > 0 ? 'over' : 'under';
  if (size <= explain) return { look: 'note', word: `${side}, watch` };
  if (size <= act) return { look: 'check', word: `${side}, explain` };
  return { look: share > 0 ? 'fix' : 'check', word: share > 0 ? 'over, act' : 'under, plan again' };
}
