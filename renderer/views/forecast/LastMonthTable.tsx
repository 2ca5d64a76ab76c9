import type { ReactElement } from 'react';
import type { ScopeDimension } from '../../../shared/engine/types.ts';
import type { LastMonth, MonthChange } from '../../../shared/plan/daily/dailyResults.ts';
import { cents, compactUsd, compactUsdRange, dayName, monthName } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { Card } from '../../components/View.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';

/** What changed since the forecast of a month ago: what came beside what was expected, and what is expected now. */
export function LastMonthTable(props: { readonly change: LastMonth; readonly by: ScopeDimension }): ReactElement {
  const { change, by } = props;
  const { total, month } = change;
  const number = (key: string, header: string, of: (row: MonthChange) => number): DataColumn<MonthChange> => ({
    key,
    header,
    isNumber: true,
    sortBy: of,
    text: (row) => cents(of(row)),
  });
  const columns: readonly DataColumn<MonthChange>[] = [
    {
      key: 'name',
      header: DIMENSION_LABELS[by],
      width: 220,
      sortBy: (row) => valueLabel(row.value),
      text: (row) => valueLabel(row.value),
    },
    number('expected', 'Expected since, USD', (row) => row.expectedUsd),
    number('actual', 'Came, USD', (row) => row.actualUsd),
    number('then', `${monthName(month)} as seen then, USD`, (row) => row.thenUsd),
    number('now', `${monthName(month)} as seen now, USD`, (row) => row.nowUsd),
    number('change', 'Change, USD', (row) => row.nowUsd - row.thenUsd),
  ];
  return (
    <Card title="What changed since last month's forecast">
      <p className="muted">
        Known to {dayName(change.knownTo)}, the same method expected {compactUsd(total.expectedUsd)} from{' '}
        {dayName(change.from)} to {dayName(change.to)} (80 %: {compactUsdRange(change.p10Usd, change.p90Usd)});{' '}
        {compactUsd(total.actualUsd)} came, {change.isHeld ? 'inside' : 'outside'} that range. For {monthName(month)} it
        said {compactUsd(total.thenUsd)} and says {compactUsd(total.nowUsd)} now, at the same prices.
      </p>
      <DataTable
        label="Change since last month"
        columns={columns}
        rows={change.members}
        rowKey={(row) => row.value ?? ''}
        totals={[
          'Total',
          ...[total.expectedUsd, total.actualUsd, total.thenUsd, total.nowUsd, total.nowUsd - total.thenUsd].map(cents),
        ]}
      />
    </Card>
  );
}
