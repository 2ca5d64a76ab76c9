import { DataType, type Table } from 'apache-arrow';
import type { Row } from './database.ts';

/** Turns an Arrow result into plain rows. Throws on an integer that a number cannot hold: the query must cast it. */
export function arrowRows(table: Table): Row[] {
  const fields = table.schema.fields.map((field, index) => {
    if (DataType.isDecimal(field.type)) throw new TypeError(`cast the DECIMAL column ${field.name} in the query`);
    return { name: field.name, column: table.getChildAt(index) };
  });
  return Array.from({ length: table.numRows }, (_, index) =>
    Object.fromEntries(fields.map(({ name, column }) => [name, plain(column?.get(index), name)])),
  );
}

function plain(value: unknown, name: string): unknown {
  if (typeof value !== 'bigint') return value ?? null;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`column ${name} holds ${String(value)}, cast it to DOUBLE`);
  return number;
}
