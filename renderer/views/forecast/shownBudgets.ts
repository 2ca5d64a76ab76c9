import { useMemo } from 'react';
import type { BudgetCrossing, DailyOutlook } from '../../../shared/plan/daily/dailyResults.ts';
import { forecastScope } from '../../state/forecast.ts';
import { useWorkbench } from '../../state/useStore.tsx';

/** Budgets over exactly what the view shows: only they can be held against its line. */
export function useShownBudgets({ budgets }: DailyOutlook): readonly BudgetCrossing[] {
  const scope = useWorkbench((state) => state.scope);
  const held = useWorkbench((state) => state.document.budgets);
  return useMemo(() => {
    const shown = JSON.stringify(Object.entries(forecastScope(scope)).sort());
    const isShown = (id: string): boolean =>
      held.some((budget) => budget.id === id && JSON.stringify(Object.entries(budget.scope).sort()) === shown);
    return budgets.filter(({ id }) => isShown(id));
  }, [budgets, held, scope]);
}
