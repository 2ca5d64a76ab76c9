import type { Row } from '../../shared/data/database.ts';

/** One column of many rows, in a form that crosses between workers without a copy of every row. */
type PackedColumn =
  | { readonly kind: 'numbers'; readonly values: Float64Array; readonly isNull: Uint8Array | null }
  | { readonly kind: 'texts'; readonly known: readonly (string | null)[]; readonly indexes: Uint32Array }
  | { readonly kind: 'others'; readonly values: readonly unknown[] };

export type PackedRows = {
  readonly length: number;
  readonly columns: readonly (readonly [name: string, column: PackedColumn])[];
};

function packedColumn(rows: readonly Row[], name: string): PackedColumn {
  let [numbers, texts, nulls] = [0, 0, 0];
  for (const row of rows) {
    const value = row[name];
    if (typeof value === 'number') numbers += 1;
    else if (typeof value === 'string') texts += 1;
    else if (value === null) nulls += 1;
  }
  if (numbers + nulls === rows.length) {
    const values = new Float64Array(rows.length);
    const isNull = nulls === 0 ? null : new Uint8Array(rows.length);
    for (const [index, row] of rows.entries()) {
      const value = row[name];
      if (typeof value === 'number') values[index] = value;
      else if (isNull !== null) isNull[index] = 1;
    }
    return { kind: 'numbers', values, isNull };
  }
  if (texts + nulls === rows.length) {
    const places = new Map<string | null, number>();
    const indexes = Uint32Array.from(rows, (row) => {
      const text = row[name] as string | null; // counted above: all are texts or null
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    });
    return { kind: 'texts', known: [...places.keys()], indexes };
  }
  return { kind: 'others', values: rows.map((row) => row[name]) };
}

/**
 * Rows of one query as columns. A row as an object repeats the name of every column: 182,500 rows of a year of 500
 * segments are some 150 MB of message, and a tenth of it as columns.
 */
export function packRows(rows: readonly Row[]): PackedRows {
  const names = Object.keys(rows[0] ?? {});
  return { length: rows.length, columns: names.map((name) => [name, packedColumn(rows, name)] as const) };
}

/** The buffers that may change their owner instead of being copied. */
export const buffersOf = ({ columns }: PackedRows): Transferable[] =>
  columns.flatMap(([, column]): Transferable[] => {
    if (column.kind === 'texts') return [column.indexes.buffer];
    if (column.kind === 'others') return [];
    return column.isNull === null ? [column.values.buffer] : [column.values.buffer, column.isNull.buffer];
  });

function valueAt(column: PackedColumn, index: number): unknown {
  if (column.kind === 'texts') return column.known[column.indexes[index] ?? 0];
  if (column.kind === 'others') return column.values[index];
  return column.isNull?.[index] === 1 ? null : column.values[index];
}

export const unpackRows = ({ length, columns }: PackedRows): readonly Row[] =>
  Array.from({ length }, (_, index) =>
    Object.fromEntries(columns.map(([name, column]) => [name, valueAt(column, index)])),
  );
