import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type ReactElement } from 'react';
import { Button } from './Controls.tsx';
import { tableText } from './tableText.ts';

/** One column: what a cell sorts by, and what it shows. A column with `onOpen` has doors for cells. */
export type DataColumn<Row> = {
  readonly key: string;
  /** With the unit, where there is one. */
  readonly header: string;
  readonly isNumber?: boolean;
  readonly width?: number;
  readonly sortBy: (row: Row) => number | string | null;
  readonly text: (row: Row) => string;
  readonly show?: (row: Row) => ReactElement;
  readonly onOpen?: (row: Row) => void;
};

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  sortedRowModel: createSortedRowModel(),
});

const ROW_HEIGHT_PX = 30;
const SORT_WORDS = { asc: 'ascending', desc: 'descending' } as const;

/**
 * A table with sorting, resizing and a copy button for spreadsheets; only the visible rows are drawn, so 100,000 rows
 * scroll smoothly. `totals` stands below, unsorted.
 */
export function DataTable<Row extends object>(props: {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly totals?: readonly string[];
  readonly heightPx?: number;
}): ReactElement {
  const { columns, rows, rowKey, totals } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const data = useMemo(() => [...rows], [rows]);
  const tableColumns = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return helper.columns(
      columns.map((column) =>
        helper.accessor((row): unknown => column.sortBy(row) ?? undefined, {
          id: column.key,
          header: column.header,
          size: column.width ?? (column.isNumber === true ? 120 : 220),
          sortUndefined: 'last',
          sortFn: (left, right, id) => compare(left.getValue(id), right.getValue(id)),
          sortDescFirst: column.isNumber === true,
        }),
      ),
    );
  }, [columns]);
  const table = useTable({ features, columns: tableColumns, data, getRowId: rowKey, columnResizeMode: 'onChange' });
  const sorted = table.getRowModel().rows;
  // The virtualizer keeps its own state; React's compiler, which this rule serves, is not in use.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const above = visible[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (visible.at(-1)?.end ?? 0);

  return (
    <div>
      <div className="table-wrap" ref={scroller} style={{ maxHeight: props.heightPx ?? 420 }}>
        <table className="table" aria-label={props.label} aria-rowcount={sorted.length}>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header, index) => {
                  const direction = header.column.getIsSorted();
                  return (
                    <th
                      key={header.id}
                      className={columns[index]?.isNumber === true ? 'number' : ''}
                      style={{ width: header.getSize() }}
                      aria-sort={direction === false ? 'none' : SORT_WORDS[direction]}
                    >
                      <button type="button" onClick={header.column.getToggleSortingHandler()}>
                        {columns[index]?.header}
                        <span aria-hidden="true">{direction === 'asc' ? ' ↑' : direction === 'desc' ? ' ↓' : ''}</span>
                      </button>
                      <span
                        className="table__resize"
                        aria-hidden="true"
                        onPointerDown={header.getResizeHandler()}
                        onDoubleClick={() => {
                          header.column.resetSize();
                        }}
                      />
                    </th>
                  );
                })}
              </tr>
            ))}
          </thead>
          <tbody>
            {above > 0 && <Spacer heightPx={above} span={columns.length} />}
            {visible.map((item) => {
              const row = sorted[item.index];
              return row === undefined ? null : (
                <tr key={row.id} style={{ height: ROW_HEIGHT_PX }}>
                  {columns.map((column) => (
                    <Cell key={column.key} column={column} row={row.original} />
                  ))}
                </tr>
              );
            })}
            {below > 0 && <Spacer heightPx={below} span={columns.length} />}
          </tbody>
          {totals !== undefined && (
            <tfoot>
              <tr>
                {columns.map((column, index) => (
                  <td key={column.key} className={column.isNumber === true ? 'number' : ''}>
                    {totals[index]}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <div className="table-foot">
        <span className="muted">{sorted.length.toLocaleString('en-US')} rows</span>
        <Button
          look="quiet"
          onClick={() => {
            const text = tableText(
              columns.map((column) => column.header),
              sorted.map((row) => columns.map((column) => column.text(row.original))),
            );
            void navigator.clipboard.writeText(text);
          }}
        >
          Copy for a spreadsheet
        </Button>
      </div>
    </div>
  );
}

function Cell<Row extends object>({
  column,
  row,
}: {
  readonly column: DataColumn<Row>;
  readonly row: Row;
}): ReactElement {
  const text = column.show?.(row) ?? column.text(row);
  const { onOpen } = column;
  return (
    <td className={column.isNumber === true ? 'number' : ''}>
      {onOpen === undefined ? (
        text
      ) : (
        <button
          type="button"
          className="door"
          onClick={() => {
            onOpen(row);
          }}
        >
          {text}
        </button>
      )}
    </td>
  );
}

function Spacer(props: { readonly heightPx: number; readonly span: number }): ReactElement {
  return (
    <tr aria-hidden="true">
      <td colSpan={props.span} style={{ height: props.heightPx, padding: 0, border: 0 }} />
    </tr>
  );
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'en', { numeric: true });
}
