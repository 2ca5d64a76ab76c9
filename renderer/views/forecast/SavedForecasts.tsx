import { useMemo, type ReactElement } from 'react';
import { scoreSaved, type SavedScore } from '../../../shared/plan/daily/savedForecasts.ts';
import { dayName, monthName, percent } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { Card } from '../../components/View.tsx';
import { planOf } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';

const COLUMNS: readonly DataColumn<SavedScore>[] = [
  { key: 'saved', header: 'Saved on', width: 130, sortBy: (row) => row.savedOn, text: (row) => dayName(row.savedOn) },
  { key: 'known', header: 'Knew until', width: 130, sortBy: (row) => row.asOf, text: (row) => dayName(row.asOf) },
  {
    key: 'months',
    header: 'Months that came',
    width: 220,
    sortBy: (row) => row.months.length,
    text: (row) =>
      row.months.length === 0 ? 'none complete yet' : row.months.map(({ month }) => monthName(month)).join(', '),
  },
  { key: 'error', header: 'Error', isNumber: true, sortBy: (row) => row.error, text: (row) => percent(row.error) },
  { key: 'bias', header: 'Bias', isNumber: true, sortBy: (row) => row.bias, text: (row) => percent(row.bias) },
  {
    key: 'held',
    header: '80 % range held',
    isNumber: true,
    sortBy: (row) => row.months.filter(({ isIn80 }) => isIn80).length,
    text: (row) => `${String(row.months.filter(({ isIn80 }) => isIn80).length)} of ${String(row.months.length)}`,
  },
];

/** Forecasts that were kept, each scored on the months that have come since. */
export function SavedForecasts(): ReactElement {
  const saved = useWorkbench((state) => state.document.savedForecasts);
  const save = useWorkbench((state) => state.saveForecast);
  const results = useWorkbench(planOf);
  const scores = useMemo(() => saved.map((one) => scoreSaved(one, results?.history ?? [])), [saved, results]);
  return (
    <Card
      title="Saved forecasts and how they fared"
      actions={
        <Button isDisabled={results === null} onClick={save}>
          Save this forecast
        </Button>
      }
    >
      {scores.length === 0 ? (
        <p className="muted">Save the company’s forecast by month: it is scored here when its months have come.</p>
      ) : (
        <DataTable label="Saved forecasts" columns={COLUMNS} rows={scores} rowKey={(row) => row.id} />
      )}
    </Card>
  );
}
