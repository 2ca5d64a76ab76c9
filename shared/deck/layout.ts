import { isNumeric, shownText } from './cells.ts';
import type { Frame, Table } from './model.ts';
import { lineCount } from './text.ts';

/** A wide slide, 16 : 9, in inches. */
export const SLIDE = { width: 13.333, height: 7.5 } as const;
const MARGIN = 0.5;
export const TITLE_FRAME: Frame = { x: MARGIN, y: 0.38, w: SLIDE.width - 2 * MARGIN, h: 0.92 };
/** Where blocks may lie. */
export const BODY: Frame = { x: MARGIN, y: 1.5, w: SLIDE.width - 2 * MARGIN, h: 5.3 };
export const FOOTER_FRAME: Frame = { x: MARGIN, y: 7.03, w: SLIDE.width - 2 * MARGIN - 0.7, h: 0.28 };
export const PAGE_FRAME: Frame = { x: SLIDE.width - MARGIN - 0.6, y: 7.03, w: 0.6, h: 0.28 };

/** Font sizes in points. */
export const SIZE = { title: 24, blockTitle: 12, table: 10, body: 12, small: 9, footer: 8, figure: 20 } as const;

export const BLOCK_TITLE_HEIGHT = 0.3;
const CELL_PADDING = 0.08;
const ROW_PADDING = 0.1;
const LINE_HEIGHT = (SIZE.table * 1.22) / 72;

export const GAP = 0.3;

/** Widths of a table's columns in a frame, inches. */
export function columnWidths(table: Table, width: number): readonly number[] {
  const sum = table.columns.reduce((total, { weight }) => total + weight, 0);
  return table.columns.map(({ weight }) => (width * weight) / sum);
}

/** Heights of the header and of every row, inches: a row is as high as its longest cell. */
export function rowHeights(table: Table, width: number): { readonly header: number; readonly rows: readonly number[] } {
  const widths = columnWidths(table, width);
  const heightOf = (cells: readonly string[]): number => {
    const lines = cells.map((cell, index) => {
      const kind = table.columns[index]?.kind ?? 'text';
      // Numbers never wrap; their columns are made wide enough.
      return isNumeric(kind) && /^[\d.,\s%–-]*$/.test(cell)
        ? 1
        : lineCount(cell, (widths[index] ?? 1) - 2 * CELL_PADDING, SIZE.table);
    });
    return Math.max(1, ...lines) * LINE_HEIGHT + ROW_PADDING;
  };
  return { header: heightOf(table.columns.map(({ header }) => header)), rows: shownText(table).map(heightOf) };
}

/** Cuts a table into pages that fit the frame under a title; every page has at least one row. */
export function pagesOf(table: Table, frame: Frame): readonly { readonly from: number; readonly to: number }[] {
  const { header, rows } = rowHeights(table, frame.w);
  const room = frame.h - BLOCK_TITLE_HEIGHT - header;
  const pages: { from: number; to: number }[] = [];
  let [from, used] = [0, 0];
  for (const [index, height] of rows.entries()) {
    if (used + height > room && index > from) {
      pages.push({ from, to: index });
      [from, used] = [index, 0];
    }
    used += height;
  }
  if (from < rows.length || pages.length === 0) pages.push({ from, to: rows.length });
  return pages;
}
