import { useMemo, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents, MISSING, percent } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { budgetTarget } from './budgetTarget.ts';
import { VARIANCE_LIMITS, varianceRows, varianceWord, type VarianceRow } from './variance.ts';

/** Plan against spend, to date and for all months, with what to do from 5, 10 and 20 % on. */
export function Variance(props: { readonly results: PlanResults; readonly outcome: ScenarioOutcome }): ReactElement {
  const { results, outcome } = props;
  const budgets = useWorkbench((state) => state.document.budgets);
  const inspect = useWorkbench((state) => state.inspect);
  const rows = useMemo(
    () =>
      budgets.flatMap((budget) => {
        const outlook = outcome.budgets.find(({ id }) => id === budget.id);
        return outlook === undefined ? [] : varianceRows(budget, outlook);
      }),
    [budgets, outcome],
  );
  const columns = useMemo((): readonly DataColumn<VarianceRow>[] => {
    const open = (row: VarianceRow): void => {
      const budget = budgets.find(({ id }) => id === row.id);
      const outlook = outcome.budgets.find(({ id }) => id === row.id);
      if (budget !== undefined && outlook !== undefined) inspect(budgetTarget(outlook, budget, outcome, results));
    };
    const money = (key: string, header: string, value: (row: VarianceRow) => number): DataColumn<VarianceRow> => ({
      key,
      header,
      isNumber: true,
      sortBy: value,
      text: (row) => cents(value(row)),
      onOpen: open,
    });
    return [
      { key: 'name', header: 'Budget', width: 180, sortBy: (row) => row.name, text: (row) => row.name },
      { key: 'owner', header: 'Owner', width: 110, sortBy: (row) => row.owner, text: (row) => row.owner || MISSING },
      { key: 'span', header: 'Months', width: 100, sortBy: (row) => row.span, text: (row) => row.span },
      money('planned', 'Planned, USD', (row) => row.plannedUsd),
      money('spend', 'Spent or expected, USD', (row) => row.spendUsd),
      money('variance', 'Variance, USD', (row) => row.varianceUsd),
      {
        key: 'share',
        header: 'Variance',
        isNumber: true,
        sortBy: (row) => row.share,
        text: (row) => percent(row.share),
      },
      {
        key: 'word',
        header: 'What to do',
        width: 140,
        sortBy: (row) => Math.abs(row.share ?? 0),
        text: (row) => varianceWord(row.share).word,
        show: (row) => {
          const { look, word } = varianceWord(row.share);
          return <span className={`mark mark--${look}`}>{word}</span>;
        },
      },
    ];
  }, [budgets, inspect, outcome, results]);
  if (rows.length === 0) return <p className="muted">A budget is held against its spend here once there is one.</p>;
  return (
    <>
      <DataTable label="Variance" columns={columns} rows={rows} rowKey={(row) => `${row.id} ${row.span}`} />
      <p className="muted">
        Watched from {percent(VARIANCE_LIMITS[0], 0)}, explained from {percent(VARIANCE_LIMITS[1], 0)}, acted on from{' '}
        {percent(VARIANCE_LIMITS[2], 0)}. To date, a budget is spread evenly over its months.
      </p>
    </>
  );
}
