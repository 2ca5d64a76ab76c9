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
import { useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { ColumnPicker } from './ColumnPicker.tsx';
import { Button } from './Controls.tsx';
import { TableFind } from './TableFind.tsx';
import { findRows, tableText } from './tableText.ts';

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
/** Fewer rows are found by looking. */
const FINDABLE_ROWS = 6;
const LETTER_WIDTH_PX = 7.6;
const CELL_PADDING_PX = 28;
/** Longer texts are cut by their column and told in full on hover. */
const LONG_TEXT = 24;
const SORT_WORDS = { asc: 'ascending', desc: 'descending' } as const;

/**
 * A table with sorting, finding, resizing and a copy button for spreadsheets; only the visible rows are drawn, so 100,000 rows
 * scroll smoothly. `totals` stands below, unsorted.
 */
export function DataTable<Row extends object>(props: {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** One text for each column. */
  readonly totals?: readonly string[];
  readonly heightPx?: number;
  /** Key of the column that sorts at first; numbers fall, text rises. */
  readonly sortedBy?: string;
  /** Keys of columns that are hidden until they are picked. */
  readonly hiddenAtFirst?: readonly string[];
}): ReactElement {
  const { rows, rowKey, sortedBy } = props;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(props.hiddenAtFirst));
  const columns = useMemo(() => props.columns.filter(({ key }) => !hidden.has(key)), [props.columns, hidden]);
  const [words, setWords] = useState('');
  const found = useMemo(() => findRows(rows, columns, words), [rows, columns, words]);
  const isNarrowed = found.length < rows.length;
  // The totals are those of all rows: beside a part of them they would not tie.
  const totals = isNarrowed
    ? undefined
    : props.totals?.filter((_, index) => !hidden.has(props.columns[index]?.key ?? ''));
  const scroller = useRef<HTMLDivElement>(null);
  const data = useMemo(() => [...found], [found]);
  const tableColumns = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return helper.columns(
      columns.map((column) =>
        helper.accessor((row): unknown => column.sortBy(row) ?? undefined, {
          id: column.key,
          header: column.header,
          size: widthOf(column),
          sortUndefined: 'last',
          sortFn: (left, right, id) => compare(left.getValue(id), right.getValue(id)),
          sortDescFirst: column.isNumber === true,
        }),
      ),
    );
  }, [columns]);
  const first = props.columns.find(({ key }) => key === sortedBy);
  const table = useTable({
    features,
    columns: tableColumns,
    data,
    getRowId: rowKey,
    columnResizeMode: 'onChange',
    initialState: { sorting: first === undefined ? [] : [{ id: first.key, desc: first.isNumber === true }] },
  });
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
    <div className="data-table">
      <div
        className="table-wrap"
        ref={scroller}
        style={{ maxHeight: props.heightPx ?? 420 }}
        tabIndex={0}
        role="group"
        aria-label={`${props.label}, table`}
        onKeyDown={moveBetweenDoors}
      >
        <table
          className="table"
          style={{ minWidth: table.getTotalSize() }}
          aria-label={props.label}
          aria-rowcount={sorted.length}
        >
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
                  <td key={column.key} className={column.isNumber === true ? 'number' : ''} title={totals[index]}>
                    {totals[index]}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <div className="table-foot">
        <span className="muted" role="status">
          {countText(sorted.length, rows.length)}
        </span>
        <span className="row">
          {rows.length >= FINDABLE_ROWS && <TableFind label={props.label} onFind={setWords} />}
          {props.columns.length > 3 && (
            <ColumnPicker
              columns={props.columns}
              hidden={hidden}
              onToggle={(key) => {
                setHidden(new Set(hidden.has(key) ? [...hidden].filter((one) => one !== key) : [...hidden, key]));
              }}
            />
          )}
          <Button
            look="quiet"
            onClick={() => {
              const text = tableText(
                columns.map((column) => column.header),
                [
                  ...sorted.map((row) => columns.map((column) => column.text(row.original))),
                  ...(totals === undefined ? [] : [totals]),
                ],
              );
              void navigator.clipboard.writeText(text);
            }}
          >
            Copy for a spreadsheet
          </Button>
        </span>
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
  const plain = column.text(row);
  const text = column.show?.(row) ?? plain;
  const { onOpen } = column;
  return (
    <td className={column.isNumber === true ? 'number' : ''} {...(plain.length > LONG_TEXT ? { title: plain } : {})}>
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

function countText(shown: number, all: number): string {
  const rows = all === 1 ? '1 row' : `${all.toLocaleString('en-US')} rows`;
  return shown < all ? `${shown.toLocaleString('en-US')} of ${rows}` : rows;
}

/** Wide enough for the header beside its sort arrow. */
function widthOf<Row>({ width, header, isNumber }: DataColumn<Row>): number {
  const forHeader = header.length * LETTER_WIDTH_PX + CELL_PADDING_PX;
  return Math.max(width ?? (isNumber === true ? 96 : 200), forHeader);
}

/** Arrow keys go to the same column of the row above or below, from door to door. */
function moveBetweenDoors(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const cell = event.target instanceof HTMLElement ? event.target.closest('td') : null;
  const row = cell?.parentElement;
  if (step === 0 || cell === null || !(row instanceof HTMLTableRowElement)) return;
  const next = step === 1 ? row.nextElementSibling : row.previousElementSibling;
  const door = next instanceof HTMLTableRowElement ? next.cells[cell.cellIndex]?.querySelector('button') : null;
  if (door === null || door === undefined) return;
  event.preventDefault();
  door.focus();
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
