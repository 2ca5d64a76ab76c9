import { useMemo, useState, type ReactElement } from 'react';
import type { PlanResults } from '../../../../shared/plan/results.ts';
import { cents, compact, monthName, percent, smallUsd } from '../../../../shared/units/format.ts';
import { linesOverTime } from '../../../charts/figures/linesOverTime.ts';
import { DataTable, type DataColumn } from '../../../components/DataTable.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import { ChartCard } from '../../chart/ChartCard.tsx';
import type { UnitRow } from './unitRows.ts';

const HEIGHT_PX = 240;

const nameOf = ({ label, member }: UnitRow): string => (member === null ? label : `${label}, ${member}`);

/** What one of everything costs in its last month, with its trend below. */
export function UnitTable(props: { readonly rows: readonly UnitRow[]; readonly results: PlanResults }): ReactElement {
  const { rows, results } = props;
  const inspect = useWorkbench((state) => state.inspect);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = rows.find(({ key }) => key === chosen) ?? rows[0];
  const columns = useMemo((): readonly DataColumn<UnitRow>[] => {
    const open = (row: UnitRow): void => {
      inspect({
        title: `${nameOf(row)}, ${monthName(row.last.period)}`,
        value: `${smallUsd(row.last.usdPerUnit)} USD`,
        formula:
          row.source === 'usage'
            ? 'Computed cost of the month over the number of units that the usage itself counts, where the source counts them.'
            : 'Computed cost of the month, of the part of the company that the count names or of all of it, over the count of the business-metric file.',
        lines: [
          { label: 'Cost, USD', value: cents(row.last.usd) },
          { label: 'Units', value: compact(row.last.units) },
          ...row.points.slice(-6).map((point) => ({
            label: monthName(point.period),
            value: `${smallUsd(point.usdPerUnit)} USD`,
          })),
          { label: 'Prices', value: results.priceBookVersion },
        ],
        findings: [],
        rows: null,
      });
    };
    const number = (
      key: string,
      header: string,
      value: (row: UnitRow) => number | null,
      show: (value: number | null) => string,
    ): DataColumn<UnitRow> => ({
      key,
      header,
      isNumber: true,
      sortBy: value,
      text: (row) => show(value(row)),
      onOpen: open,
    });
    return [
      {
        key: 'unit',
        header: 'One',
        width: 200,
        sortBy: nameOf,
        text: nameOf,
        onOpen: (row) => {
          setChosen(row.key);
        },
      },
      number('usd', 'USD each', (row) => row.last.usdPerUnit, smallUsd),
      number('change', 'Against the month before', (row) => row.change, percent),
      number('units', 'Units', (row) => row.last.units, compact),
      number('cost', 'Cost, USD', (row) => row.last.usd, cents),
      {
        key: 'month',
        header: 'Month',
        width: 100,
        sortBy: (row) => row.last.period,
        text: (row) => monthName(row.last.period),
      },
    ];
  }, [inspect, results]);
  const figure = useMemo(
    () =>
      shown === undefined
        ? null
        : linesOverTime({
            months: shown.points.map(({ period }) => period),
            unit: `USD for one ${shown.label.toLowerCase()}`,
            tickformat: '~g',
            show: smallUsd,
            lines: [{ name: nameOf(shown), values: shown.points.map(({ usdPerUnit }) => usdPerUnit) }],
          }),
    [shown],
  );
  return (
    <>
      <DataTable
        label="What one of each costs"
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        heightPx={260}
      />
      {shown !== undefined && figure !== null && shown.points.length > 1 && (
        <ChartCard title={`${nameOf(shown)}: cost of one, by month`} figure={figure} heightPx={HEIGHT_PX} />
      )}
    </>
  );
}
