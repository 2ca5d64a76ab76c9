import type { ReactElement } from 'react';
import type { BacktestReport } from '../../../shared/plan/daily/dailyResults.ts';
import { percent } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { Card } from '../../components/View.tsx';

type Row = BacktestReport['horizons'][number];

const held = (row: Row, level: number): number | null =>
  row.coverage.find((one) => one.level === level)?.heldShare ?? null;

const share = (key: string, header: string, of: (row: Row) => number | null): DataColumn<Row> => ({
  key,
  header,
  isNumber: true,
  width: 130,
  sortBy: of,
  text: (row) => percent(of(row), 1),
});

const COLUMNS: readonly DataColumn<Row>[] = [
  {
    key: 'ahead',
    header: 'Days ahead',
    width: 120,
    sortBy: (row) => row.from,
    text: (row) => `${String(row.from)} to ${String(row.to)}`,
  },
  share('error', 'Error', (row) => row.error),
  share('bias', 'Bias (+ too high)', (row) => row.bias),
  share('held50', '50 % band held', (row) => held(row, 50)),
  share('held80', '80 % band held', (row) => held(row, 80)),
  share('held95', '95 % band held', (row) => held(row, 95)),
];

/** How forecasts of this part's own past would have fared, by days ahead. */
export function AccuracyTable({ report }: { readonly report: BacktestReport }): ReactElement | null {
  if (report.horizons.length === 0) return null;
  return (
    <Card title="How well forecasts of this past would have held">
      <DataTable
        label="Accuracy by days ahead"
        columns={COLUMNS}
        rows={report.horizons}
        rowKey={(row) => String(row.from)}
      />
    </Card>
  );
}
