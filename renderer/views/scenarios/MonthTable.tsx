import { useMemo, type ReactElement } from 'react';
import type { PlanMonth, PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents, compact, count, monthName, smallUsd } from '../../../shared/units/format.ts';
import { roundToTotal } from '../../../shared/units/rounding.ts';
import { TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { monthTarget } from './monthTarget.ts';

/** A scenario month by month. Central values tie to their total; the total's quantiles are its own. */
export function MonthTable({
  outcome,
  results,
}: {
  readonly outcome: ScenarioOutcome;
  readonly results: PlanResults;
}): ReactElement {
  const inspect = useWorkbench((state) => state.inspect);
  const { months } = outcome;
  const columns = useMemo((): readonly DataColumn<PlanMonth>[] => {
    const rounded = roundToTotal(
      months.map(({ costUsd }) => costUsd.central),
      2,
    );
    const shown = new Map(months.map((month, index) => [month, rounded[index] ?? 0]));
    const tokens = (row: PlanMonth): number => TOKEN_CLASSES.reduce((sum, name) => sum + row.tokens[name], 0);
    const unit = (row: PlanMonth): number | null => row.unitCosts.find((one) => one.unit === 'request')?.usd ?? null;
    const open = (row: PlanMonth): void => {
      inspect(monthTarget(row, outcome, results));
    };
    const quantile = (key: 'p10' | 'p50' | 'p90', header: string): DataColumn<PlanMonth> => ({
      key,
      header,
      isNumber: true,
      sortBy: (row) => row.costUsd[key],
      text: (row) => cents(row.costUsd[key]),
      onOpen: open,
    });
    return [
      { key: 'month', header: 'Month', sortBy: (row) => row.month, text: (row) => monthName(row.month), width: 120 },
      {
        key: 'cost',
        header: 'Cost, USD',
        isNumber: true,
        sortBy: (row) => row.costUsd.central,
        text: (row) => cents(shown.get(row) ?? null),
        onOpen: open,
      },
      quantile('p10', 'P10'),
      quantile('p50', 'P50'),
      quantile('p90', 'P90'),
      { key: 'tokens', header: 'Tokens', isNumber: true, sortBy: tokens, text: (row) => compact(tokens(row)) },
      {
        key: 'requests',
        header: 'Requests',
        isNumber: true,
        sortBy: (row) => row.requests,
        text: (row) => count(row.requests),
      },
      { key: 'unit', header: 'USD per request', isNumber: true, sortBy: unit, text: (row) => smallUsd(unit(row)) },
    ];
  }, [inspect, months, outcome, results]);
  const { totalUsd } = outcome;
  return (
    <DataTable
      label={`${outcome.name} by month`}
      columns={columns}
      rows={months}
      rowKey={(row) => row.month}
      hiddenAtFirst={['requests']}
      totals={[
        'Total (quantiles are not a sum)',
        cents(totalUsd.central),
        cents(totalUsd.p10),
        cents(totalUsd.p50),
        cents(totalUsd.p90),
        '',
        '',
        '',
      ]}
    />
  );
}
