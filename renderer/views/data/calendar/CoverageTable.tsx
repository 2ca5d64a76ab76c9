import { useMemo, type ReactElement } from 'react';
import { daysIn, lastDayIn, type DaySpan } from '../../../../shared/units/daySpans.ts';
import { count, dayName, MISSING } from '../../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../../components/DataTable.tsx';
import type { CoveredSource } from './calendarRows.ts';

type Line = DaySpan & {
  /** Null for the days that no source covers. */
  readonly importId: number | null;
  readonly file: string;
  readonly format: string;
  readonly what: string;
  readonly rows: number | null;
};

const WHAT = {
  daily: 'rows of a day or less',
  coarse: 'rows of a longer period',
  replaced: 'replaced by another file',
} as const;
const NO_SOURCE = 'No source';

const columns: readonly DataColumn<Line>[] = [
  { key: 'file', header: 'File', sortBy: ({ file }) => file, text: ({ file }) => file },
  { key: 'format', header: 'Recognised as', sortBy: ({ format }) => format, text: ({ format }) => format },
  { key: 'what', header: 'Days', sortBy: ({ what }) => what, text: ({ what }) => what },
  { key: 'from', header: 'From', sortBy: ({ from }) => from, text: ({ from }) => dayName(from), width: 120 },
  { key: 'to', header: 'Last day', sortBy: ({ to }) => to, text: (line) => dayName(lastDayIn(line)), width: 120 },
  { key: 'days', header: 'Number of days', isNumber: true, sortBy: daysIn, text: (line) => count(daysIn(line)) },
  {
    key: 'rows',
    header: 'Rows that count',
    isNumber: true,
    sortBy: ({ rows }) => rows,
    text: ({ rows }) => (rows === null ? MISSING : count(rows)),
  },
];

/** All runs and all gaps, one a line. */
export function CoverageTable(props: {
  readonly sources: readonly CoveredSource[];
  readonly uncovered: readonly DaySpan[];
}): ReactElement {
  const { sources, uncovered } = props;
  const lines = useMemo(
    (): readonly Line[] => [
      ...sources.flatMap(({ source: { importId, file, format }, coverage }) =>
        [
          ...(coverage?.runs ?? []).map(({ from, to, kind, rows }) => ({ from, to, what: WHAT[kind], rows })),
          ...(coverage?.missing ?? []).map(({ from, to }) => ({ from, to, what: 'missing', rows: null })),
        ]
          .sort((left, right) => (left.from < right.from ? -1 : 1))
          .map((line) => ({ importId, file, format, ...line })),
      ),
      ...uncovered.map(({ from, to }) => ({
        importId: null,
        file: NO_SOURCE,
        format: '',
        from,
        to,
        what: 'covered by none',
        rows: null,
      })),
    ],
    [sources, uncovered],
  );
  return (
    <DataTable
      label="Days of each source"
      columns={columns}
      rows={lines}
      rowKey={({ importId, what, from }) => `${String(importId)} ${what} ${from}`}
      heightPx={308}
    />
  );
}
