import { useMemo, type ReactElement } from 'react';
import type { FigureModel } from '../../charts/figure.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';

type Line = { readonly key: string; readonly cells: readonly string[] };
const NUMBER = /^-?[\d,]+(\.\d+)?$/;

/** The numbers of a chart, for those who would rather read them. */
export function FigureTable(props: {
  readonly label: string;
  readonly figure: FigureModel;
  readonly heightPx: number;
}): ReactElement {
  const { table } = props.figure;
  const { columns, rows } = useMemo(() => asTable(table), [table]);
  return (
    <DataTable label={props.label} columns={columns} rows={rows} rowKey={({ key }) => key} heightPx={props.heightPx} />
  );
}

function asTable([header = [], ...body]: FigureModel['table']): {
  readonly columns: readonly DataColumn<Line>[];
  readonly rows: readonly Line[];
} {
  const columns = header.map((title, index): DataColumn<Line> => {
    const cell = ({ cells }: Line): string => cells[index] ?? '';
    const isNumber = index > 0 && body.some((cells) => NUMBER.test(cells[index] ?? ''));
    return {
      key: `${String(index)} ${title}`,
      header: title,
      isNumber,
      sortBy: (row) => (isNumber && cell(row) !== '' ? Number(cell(row).replaceAll(',', '')) : cell(row)),
      text: cell,
    };
  });
  return { columns, rows: body.map((cells, index) => ({ key: String(index), cells })) };
}
