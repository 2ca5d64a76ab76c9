import type { ReactElement } from 'react';
import type { Assumption, PlanResults } from '../../../shared/plan/results.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';

const text = (key: keyof Assumption, header: string, width: number): DataColumn<Assumption> => ({
  key,
  header,
  width,
  sortBy: (row) => row[key],
  text: (row) => row[key],
});

const COLUMNS: readonly DataColumn<Assumption>[] = [
  text('scenario', 'Scenario', 140),
  text('lever', 'Lever', 160),
  text('parameter', 'Setting', 180),
  text('value', 'Value', 130),
  text('source', 'Where it comes from', 320),
  text('date', 'Date', 100),
];

/** Every setting with its source: nothing in the numbers is without one. */
export const AssumptionTable = ({ results }: { readonly results: PlanResults }): ReactElement => (
  <DataTable
    label="Assumptions"
    columns={COLUMNS}
    rows={results.assumptions}
    rowKey={(row) => `${row.scenario}\n${row.lever}\n${row.parameter}\n${row.value}`}
  />
);
