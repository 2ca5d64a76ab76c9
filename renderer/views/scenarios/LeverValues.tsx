import { useMemo, type ReactElement } from 'react';
import type { LeverValue, PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { cents, monthName } from '../../../shared/units/format.ts';
import { roundToTotal } from '../../../shared/units/rounding.ts';
import { leverBars } from '../../charts/figures/leverBars.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';
import { leverTarget } from './leverTarget.ts';

const BAR_HEIGHT_PX = 56;

/** What each lever is worth: alone, in the stack, and as its fair share, which alone adds up. */
export function LeverValues({
  outcome,
  results,
}: {
  readonly outcome: ScenarioOutcome;
  readonly results: PlanResults;
}): ReactElement {
  const inspect = useWorkbench((state) => state.inspect);
  const { levers } = outcome;
  const figure = useMemo(() => leverBars(levers), [levers]);
  const columns = useMemo((): readonly DataColumn<LeverValue>[] => {
    const rounded = roundToTotal(
      levers.map(({ shapleyUsd }) => shapleyUsd ?? 0),
      2,
    );
    const shown = new Map(levers.map((lever, index) => [lever, rounded[index] ?? 0]));
    const onOpen = (row: LeverValue): void => {
      inspect(leverTarget(row, outcome, results));
    };
    const money = (key: string, header: string, value: (row: LeverValue) => number): DataColumn<LeverValue> => ({
      key,
      header,
      isNumber: true,
      sortBy: value,
      text: (row) => cents(value(row)),
      onOpen,
    });
    return [
      { key: 'lever', header: 'Lever', width: 260, sortBy: (row) => row.sentence, text: (row) => row.sentence },
      money('alone', 'Alone, USD', (row) => row.aloneUsd),
      money('stacked', 'In the stack, USD', (row) => row.stackedUsd),
      {
        key: 'fair',
        header: 'Fair share, USD',
        isNumber: true,
        sortBy: (row) => row.shapleyUsd,
        text: (row) => cents(row.shapleyUsd === null ? null : (shown.get(row) ?? null)),
        onOpen,
      },
      money('one-off', 'One-off, USD', (row) => row.oneOffUsd),
      {
        key: 'payback',
        header: 'Paid back by',
        width: 120,
        sortBy: (row) => row.paidBackBy,
        text: (row) => (row.paidBackBy === null ? 'beyond these months' : monthName(row.paidBackBy)),
      },
    ];
  }, [inspect, levers, outcome, results]);
  if (levers.length === 0) return <p className="muted">This case has no levers.</p>;
  const total = levers.reduce((sum, { shapleyUsd }) => sum + (shapleyUsd ?? 0), 0);
  return (
    <>
      <ChartCard
        title="Worth of each lever: alone, in the stack, fair share"
        figure={figure}
        heightPx={90 + BAR_HEIGHT_PX * levers.length}
      />
      <DataTable
        label="Value of each lever"
        columns={columns}
        rows={levers}
        rowKey={(row) => row.id}
        totals={['Against the baseline', '', '', cents(total), '', '']}
      />
    </>
  );
}
