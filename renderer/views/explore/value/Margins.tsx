import { useMemo, type ReactElement } from 'react';
import type { UnitEconomics } from '../../../../shared/plan/analysis.ts';
import type { PlanResults } from '../../../../shared/plan/results.ts';
import { cents, monthName, percent } from '../../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../../components/DataTable.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';

type Margin = UnitEconomics['margins'][number];

/** Revenue against the spend behind it, month by month. */
export function Margins(props: { readonly margins: readonly Margin[]; readonly results: PlanResults }): ReactElement {
  const { margins, results } = props;
  const inspect = useWorkbench((state) => state.inspect);
  const columns = useMemo((): readonly DataColumn<Margin>[] => {
    const number = (
      key: string,
      header: string,
      value: (row: Margin) => number | null,
      show: (value: number | null) => string,
    ): DataColumn<Margin> => ({
      key,
      header,
      isNumber: true,
      sortBy: value,
      text: (row) => show(value(row)),
      onOpen: (row) => {
        inspect({
          title: `Margin, ${monthName(row.month)}`,
          value: percent(row.margin),
          formula: 'Revenue less the computed spend of the same month and part of the company, over revenue.',
          lines: [
            { label: 'Revenue, USD', value: cents(row.revenueUsd) },
            { label: 'Spend, USD', value: cents(row.costUsd) },
            { label: 'Prices', value: results.priceBookVersion },
          ],
          findings: [],
          rows: null,
        });
      },
    });
    return [
      { key: 'month', header: 'Month', width: 110, sortBy: (row) => row.month, text: (row) => monthName(row.month) },
      number('revenue', 'Revenue, USD', (row) => row.revenueUsd, cents),
      number('cost', 'Spend, USD', (row) => row.costUsd, cents),
      number('margin', 'Margin', (row) => row.margin, percent),
    ];
  }, [inspect, results]);
  return (
    <DataTable label="Margin by month" columns={columns} rows={margins} rowKey={({ month }) => month} heightPx={200} />
  );
}
