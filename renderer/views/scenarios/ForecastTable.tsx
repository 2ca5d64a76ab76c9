import type { ReactElement } from 'react';
import type { ForecastNote, PlanResults } from '../../../shared/plan/results.ts';
import { compact } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';

const COLUMNS: readonly DataColumn<ForecastNote>[] = [
  { key: 'part', header: 'Part of the usage', width: 260, sortBy: (row) => row.label, text: (row) => row.label },
  {
    key: 'tokens',
    header: 'Tokens a day, last 4 weeks',
    isNumber: true,
    sortBy: (row) => row.recentTokensPerDay,
    text: (row) => compact(row.recentTokensPerDay),
  },
  { key: 'method', header: 'Method', width: 240, sortBy: (row) => row.method, text: (row) => row.method },
  {
    key: 'why',
    header: 'Why',
    width: 420,
    sortBy: (row) => row.reasons.join(' '),
    text: (row) => [...row.reasons, ...row.findings.map(({ message }) => message)].join(' '),
  },
];

/** How each part of the usage was carried into the future, and why so. */
export const ForecastTable = ({ results }: { readonly results: PlanResults }): ReactElement => (
  <DataTable label="Forecast methods" columns={COLUMNS} rows={results.forecasts} rowKey={(row) => row.id} />
);
