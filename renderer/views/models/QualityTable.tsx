import { useMemo, type ReactElement } from 'react';
import type { QualityComparison, QualityPoint } from '../../../shared/plan/results.ts';
import { cents, MISSING, ratePerMtok, smallUsd } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import type { InspectorTarget } from '../../state/inspector.ts';
import { mistakeCost, referencePoint, type MistakeCost } from './mistakes.ts';

type Row = QualityPoint & MistakeCost;

const OWN_REQUEST = 'your mean request at list price';

/** The same as a table, for those who do not want a picture. */
export function QualityTable(props: {
  readonly comparison: QualityComparison;
  readonly mistakeUsd: number;
}): ReactElement {
  const { comparison, mistakeUsd } = props;
  const inspect = useWorkbench((state) => state.inspect);
  const reference = useMemo(() => referencePoint(comparison), [comparison]);
  const rows = useMemo(
    () => comparison.points.map((point): Row => ({ ...point, ...mistakeCost(point, reference, mistakeUsd) })),
    [comparison, reference, mistakeUsd],
  );
  const columns = useMemo(
    (): readonly DataColumn<Row>[] => [
      {
        key: 'model',
        header: 'Model',
        sortBy: (row) => row.label,
        text: (row) => row.label,
        onOpen: (row) => {
          inspect(inspectorOf(row, comparison, reference));
        },
      },
      {
        key: 'variant',
        header: 'Published as',
        width: 240,
        sortBy: (row) => row.publishedAs,
        text: (row) => row.publishedAs,
      },
      { key: 'effort', header: 'Effort', width: 90, sortBy: (row) => row.effort, text: (row) => row.effort ?? MISSING },
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
        text: (row) => smallUsd(row.usdPerMtok),
      },
      number('attempt', 'USD per attempt', (row) => row.attemptUsd),
      number('pass', 'Cost of pass, USD', (row) => row.costOfPassUsd),
      number('expected', 'With mistakes, USD', (row) => row.expectedUsd),
      number('flip', 'Ranking turns at, USD', (row) => row.flipsAtUsd),
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
    [comparison, inspect, reference],
  );
  return (
    <DataTable
      label="Quality and price of models"
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.model}\n${row.publishedAs}\n${String(row.score)}`}
    />
  );
}

const number = (key: string, header: string, value: (row: Row) => number | null): DataColumn<Row> => ({
  key,
  header,
  isNumber: true,
  width: 130,
  sortBy: value,
  text: (row) => smallUsd(value(row)),
});

function inspectorOf(
  row: Row,
  { benchmark, unit }: QualityComparison,
  reference: QualityPoint | null,
): InspectorTarget {
  const interval = row.range === null ? MISSING : `${row.range[0].toFixed(1)} to ${row.range[1].toFixed(1)} ${unit}`;
  return {
    title: row.label,
    value: `${String(row.score)} ${unit}`,
    formula: `Published result on ${benchmark}; price blended on your own token mix. Cost of pass is the cost of an attempt divided by the share that succeeds; with mistakes, each failure adds the price of a mistake.`,
    lines: [
      { label: 'Published as', value: row.publishedAs },
      { label: 'Effort', value: row.effort ?? 'none named' },
      { label: '95 % interval by its cases', value: interval },
      { label: 'Date', value: row.date === '' ? MISSING : row.date },
      { label: 'Licence', value: row.licence, source: row.source },
      ...(row.retiredOn === null ? [] : [{ label: 'Retired on', value: row.retiredOn }]),
      { label: 'USD per 1 M tokens', value: ratePerMtok(row.usdPerMtok) },
      { label: `USD per attempt, ${row.attemptBasis ?? OWN_REQUEST}`, value: smallUsd(row.attemptUsd) },
      { label: 'Cost of pass, USD', value: smallUsd(row.costOfPassUsd) },
      {
        label: `Price of a mistake at which the ranking against ${reference?.publishedAs ?? 'your model'} turns, USD`,
        value: smallUsd(row.flipsAtUsd),
      },
      { label: 'Your spend, 3 months, USD', value: cents(row.spendUsd) },
    ],
    findings: [],
    rows: row.spendUsd === null ? null : { where: { model: [row.model] }, from: null, to: null },
  };
}
