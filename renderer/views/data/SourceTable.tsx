import { useMemo, type ReactElement } from 'react';
import type { ImportSource } from '../../../shared/model/document.ts';
import { count, dayName, MISSING } from '../../../shared/units/format.ts';
import { Button } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { canBeReadAgain } from './WatchedFolder.tsx';

/** The files that count, newest last; taking one out is an edit like any other and can be undone. */
export function SourceTable(): ReactElement {
  const sources = useWorkbench((state) => state.document.sources);
  const edit = useWorkbench((state) => state.edit);
  const readable = useWorkbench((state) => state.knownSources.readable);
  const rows = useMemo(() => sources.filter((source) => source.kind === 'import'), [sources]);
  const columns = useMemo((): readonly DataColumn<ImportSource>[] => {
    const day = (iso: string | null): string => (iso === null ? MISSING : dayName(iso));
    return [
      { key: 'file', header: 'File', sortBy: (row) => row.file, text: (row) => row.file },
      { key: 'format', header: 'Recognised as', sortBy: (row) => row.format, text: (row) => row.format },
      {
        key: 'rows',
        header: 'Rows',
        isNumber: true,
        sortBy: (row) => row.rowCount,
        text: (row) => count(row.rowCount),
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
        count(rows.reduce((sum, row) => sum + row.rowCount, 0)),
        '',
        '',
        '',
        '',
      ]}
      heightPx={260}
    />
  );
}
