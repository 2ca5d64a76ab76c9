import { useMemo, type ReactElement } from 'react';
import type { SourceCoverage } from '../../../shared/data/coverage.ts';
import type { ImportSource } from '../../../shared/model/document.ts';
import { count, dayName, MISSING } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { canBeReadAgain } from './WatchedFolder.tsx';

/** A file with what was read of it and what of that counts now, which later files may change. */
type Row = ImportSource & Pick<SourceCoverage, 'rowsRead' | 'rowsCounted'>;

/** Example: `1,200 of 1,500`; where all rows count, `1,500`. */
const countingText = ({ rowsRead, rowsCounted }: Pick<Row, 'rowsRead' | 'rowsCounted'>): string =>
  rowsCounted === rowsRead ? count(rowsRead) : `${count(rowsCounted)} of ${count(rowsRead)}`;

/** The files that count, newest last; taking one out is an edit like any other and can be undone. */
export function SourceTable(): ReactElement {
  const sources = useWorkbench((state) => state.document.sources);
  const edit = useWorkbench((state) => state.edit);
  const readable = useWorkbench((state) => state.knownSources.readable);
  const coverage = useWorkbench((state) => state.dataset.summary?.coverage);
  const rows = useMemo(() => {
    const now = new Map(coverage?.sources.map((one) => [one.importId, one]));
    return sources.flatMap((source): Row[] => {
      if (source.kind !== 'import') return [];
      const { rowsRead = source.rowCount, rowsCounted = 0 } = now.get(source.importId) ?? {};
      return [{ ...source, rowsRead, rowsCounted }];
    });
  }, [sources, coverage]);
  const columns = useMemo((): readonly DataColumn<Row>[] => {
    const day = (iso: string | null): string => (iso === null ? MISSING : dayName(iso));
    return [
      { key: 'file', header: 'File', sortBy: (row) => row.file, text: (row) => row.file },
      { key: 'format', header: 'Recognised as', sortBy: (row) => row.format, text: (row) => row.format },
      {
        key: 'rows',
        header: 'Rows that count',
        isNumber: true,
        width: 170,
        sortBy: (row) => row.rowsCounted,
        text: countingText,
      },
      { key: 'from', header: 'From', sortBy: (row) => row.from, text: (row) => day(row.from), width: 130 },
      { key: 'to', header: 'Up to', sortBy: (row) => row.to, text: (row) => day(row.to), width: 130 },
      {
        key: 'again',
        header: 'Read again',
        width: 110,
        sortBy: (row) => (canBeReadAgain(row, readable) ? 1 : 0),
        text: (row) => (canBeReadAgain(row, readable) ? 'can be' : 'open it anew'),
      },
      {
        key: 'remove',
        header: 'Counts',
        width: 90,
        sortBy: () => null,
        text: () => '',
        show: (row) => (
          <Button
            look="quiet"
            label={`Take out ${row.file}`}
            onClick={() => {
              edit(`Take out ${row.file}`, (draft) => {
                draft.sources = draft.sources.filter(
                  (source) => source.kind !== 'import' || source.importId !== row.importId,
                );
              });
            }}
          >
            Take out
          </Button>
        ),
      },
    ];
  }, [edit, readable]);
  return (
    <DataTable
      label="Sources"
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.importId)}
      totals={[
        'Total',
        `${count(rows.length)} files`,
        countingText({
          rowsRead: rows.reduce((sum, row) => sum + row.rowsRead, 0),
          rowsCounted: rows.reduce((sum, row) => sum + row.rowsCounted, 0),
        }),
        '',
        '',
        '',
        '',
      ]}
      heightPx={260}
    />
  );
}
