import { pagesOf } from '../layout.ts';
import type { Block, Check, Frame, Slide, Table } from '../model.ts';

/** What one subject of the deck adds: its slides, its tables in full, and the sums that must tie. */
export type Part = {
  readonly slides: readonly Slide[];
  readonly tables: readonly Table[];
  readonly checks: readonly Check[];
};

export const NOTHING: Part = { slides: [], tables: [], checks: [] };

/** A table that is shown whole in a frame. */
export const wholeTable = (table: Table, frame: Frame, title: string): Block => ({
  kind: 'table',
  frame,
  title,
  table,
  from: 0,
  to: table.rows.length,
});

/** A table over as many slides as it needs, each with the same title. */
export function tableSlides(
  slide: Pick<Slide, 'id' | 'title' | 'notes'>,
  table: Table,
  frame: Frame,
  title: string,
): readonly Slide[] {
  const pages = pagesOf(table, frame);
  return pages.map(({ from, to }, page) => ({
    ...slide,
    page,
    title: pages.length === 1 ? slide.title : `${slide.title} (${String(page + 1)} of ${String(pages.length)})`,
    blocks: [{ kind: 'table', frame, title, table, from, to }],
  }));
}
