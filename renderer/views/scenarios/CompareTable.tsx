import { useMemo, type ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents, compactUsd, percent, smallUsd } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { outcomeTarget } from './outcomeTarget.ts';

/** Scenarios side by side over the same months and prices. */
export function CompareTable({
  results,
  shown,
}: {
  readonly results: PlanResults;
  readonly shown: readonly ScenarioOutcome[];
}): ReactElement {
  const inspect = useWorkbench((state) => state.inspect);
  const columns = useMemo((): readonly DataColumn<ScenarioOutcome>[] => {
    const baseline = results.scenarios[0]?.totalUsd.central ?? 0;
    const change = ({ totalUsd }: ScenarioOutcome): number => totalUsd.central - baseline;
    const number = (
      key: string,
      header: string,
      value: (row: ScenarioOutcome) => number | null,
      text: (value: number | null) => string = cents,
    ): DataColumn<ScenarioOutcome> => ({
      key,
      header,
      isNumber: true,
      sortBy: value,
      text: (row) => text(value(row)),
    });
    return [
      { key: 'name', header: 'Scenario', width: 150, sortBy: (row) => row.name, text: (row) => row.name },
      {
        ...number('total', 'Total, USD', (row) => row.totalUsd.central),
        onOpen: (row) => {
          inspect(outcomeTarget(row, results));
        },
      },
      number('p10', 'P10', (row) => row.totalUsd.p10),
      number('p50', 'P50', (row) => row.totalUsd.p50),
      number('p90', 'P90', (row) => row.totalUsd.p90),
      number('change', 'Against baseline, USD', (row) => (row.isBaseline ? null : change(row))),
      number('one-off', 'One-off, USD', (row) => row.oneOffUsd),
      number('unit', 'USD per request, last month', (row) => lastUnitCost(row), smallUsd),
      number(
        'quality',
        'Quality kept',
        (row) => row.quality,
        (value) => percent(value),
      ),
      number(
        'budget',
        'Chance above budget',
        (row) => row.budgets[0]?.probabilityOfExceeding ?? null,
        (value) => percent(value, 0),
      ),
    ];
  }, [inspect, results]);
  const [baseline] = results.scenarios;
  return (
    <>
      <DataTable
        label="Scenarios side by side"
        columns={columns}
        rows={shown}
        rowKey={(row) => row.id}
        hiddenAtFirst={['p50', 'one-off']}
      />
      {baseline !== undefined && (
        <p className="muted">
          P10, P50 and P90 are each total’s own quantiles and do not add up. The baseline is the forecast of your usage
          at announced prices: {compactUsd(baseline.totalUsd.central)}.
        </p>
      )}
    </>
  );
}

const lastUnitCost = ({ months }: ScenarioOutcome): number | null =>
  months.at(-1)?.unitCosts.find(({ unit }) => unit === 'request')?.usd ?? null;
