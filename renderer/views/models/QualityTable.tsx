import { useMemo, type ReactElement } from 'react';
import type { QualityComparison, QualityPoint } from '../../../shared/plan/results.ts';
import { cents, MISSING, ratePerMtok } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

/** The same as a table, for those who do not want a picture. */
export function QualityTable({ comparison }: { readonly comparison: QualityComparison }): ReactElement {
  const inspect = useWorkbench((state) => state.inspect);
  const columns = useMemo(
    (): readonly DataColumn<QualityPoint>[] => [
      {
        key: 'model',
        header: 'Model',
        sortBy: (row) => row.label,
        text: (row) => row.label,
        onOpen: (row) => {
          inspect({
            title: row.label,
            value: `${String(row.score)} ${comparison.unit}`,
            formula: `Published result on ${comparison.benchmark}; price blended on your own token mix.`,
            lines: [
              { label: 'Published as', value: row.publishedAs },
              { label: 'Date', value: row.date },
              { label: 'Licence', value: row.licence, source: row.source },
              { label: 'USD per 1 M tokens', value: ratePerMtok(row.usdPerMtok) },
              { label: 'Your spend, 3 months, USD', value: cents(row.spendUsd) },
            ],
            findings: [],
            rows: row.spendUsd === null ? null : { where: { model: [row.model] }, from: null, to: null },
          });
        },
      },
      {
        key: 'variant',
        header: 'Published as',
        width: 260,
        sortBy: (row) => row.publishedAs,
        text: (row) => row.publishedAs,
      },
      {
        key: 'score',
        header: `${comparison.benchmark}, ${comparison.unit}`,
        isNumber: true,
        width: 160,
        sortBy: (row) => row.score,
        text: (row) => row.score.toLocaleString('en-US', { maximumFractionDigits: 2 }),
      },
      {
        key: 'price',
        header: 'USD per 1 M tokens',
        isNumber: true,
        sortBy: (row) => row.usdPerMtok,
        text: (row) => ratePerMtok(row.usdPerMtok),
      },
      {
        key: 'frontier',
        header: 'Frontier',
        width: 90,
        sortBy: (row) => (row.isOnFrontier ? 1 : 0),
        text: (row) => (row.isOnFrontier ? 'yes' : ''),
      },
      {
        key: 'spend',
        header: 'Your spend, 3 months, USD',
        isNumber: true,
        width: 170,
        sortBy: (row) => row.spendUsd,
        text: (row) => cents(row.spendUsd),
      },
      {
        key: 'date',
        header: 'Date',
        width: 110,
        sortBy: (row) => row.date,
        text: (row) => (row.date === '' ? MISSING : row.date),
      },
    ],
    [comparison, inspect],
  );
  return (
    <DataTable
      label="Quality and price of models"
      columns={columns}
      rows={comparison.points}
      rowKey={(row) => `${row.model}\n${row.publishedAs}\n${String(row.score)}`}
    />
  );
}
