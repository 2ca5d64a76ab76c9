import { cents, count, percent, ratePerMtok, MISSING } from '../units/format.ts';
import { roundToTotal } from '../units/rounding.ts';
import type { CellValue, ColumnKind, Table } from './model.ts';

/** Decimals of USD on a slide and in a workbook. */
export const SLIDE_DECIMALS = 0;
export const SHEET_DECIMALS = 2;

/**
 * The numbers as they are shown: USD to so many decimals, and where the table has a total so that the shown parts add up to
 * the shown total. Other kinds stay exact, their format rounds them.
 *
 * Example: parts 0.4, 0.4, 0.4 with the total 1.2 are shown without decimals as 1, 0, 0 and 1.
 */
export function shownValues(table: Table, decimals: number): readonly (readonly CellValue[])[] {
  const columns = table.columns.map(({ kind }, index) => {
    const values = table.rows.map((row) => row[index] ?? null);
    if (kind === 'usdQuantile') return values.map((value) => rounded(value, decimals));
    if (kind !== 'usd') return values;
    const parts = table.hasTotal ? values.slice(0, -1) : [];
    if (!table.hasTotal || !parts.every((part) => typeof part === 'number')) {
      return values.map((value) => rounded(value, decimals));
    }
    const shown = roundToTotal(parts, decimals);
    const total = shown.reduce((sum, part) => sum + part, 0);
    return [...shown, rounded(total, decimals)];
  });
  return table.rows.map((_, row) => columns.map((values) => values[row] ?? null));
}

const rounded = (value: CellValue, decimals: number): CellValue =>
  typeof value === 'number' && Number.isFinite(value) ? (roundToTotal([value], decimals)[0] ?? null) : value;

/** The table as people read it on a slide. */
export function shownText(table: Table): readonly (readonly string[])[] {
  return shownValues(table, SLIDE_DECIMALS).map((row) =>
    row.map((value, index) => cellText(value, table.columns[index]?.kind ?? 'text').replaceAll('\u202f', '\u00a0')),
  );
}

function cellText(value: CellValue, kind: ColumnKind): string {
  if (value === null) return MISSING;
  if (typeof value === 'string') return value;
  switch (kind) {
    case 'usd':
    case 'usdQuantile':
    case 'count':
      // Nothing that rounds to zero is shown as less than nothing.
      return count(value === 0 ? 0 : value);
    case 'percent':
      return percent(value);
    case 'rate':
      return ratePerMtok(Number(value.toPrecision(3)));
    case 'score':
      return cents(value);
    case 'text':
      return String(value);
    default:
      return kind satisfies never;
  }
}

export const isNumeric = (kind: ColumnKind): boolean => kind !== 'text';
