import type { Trace } from './figure.ts';

export type EndLabel = { readonly text: string; readonly x: string; readonly y: number; readonly colour: string };

/** Height of one line of label text. */
const LINE_PX = 15;
/** Share of a chart's height that its plot takes, axis and legend left out. */
const PLOT_SHARE = 0.78;

/**
 * Names beside the ends of lines, moved apart where ends lie close together. `highest` is the top of a value axis that
 * begins at 0. Example: two lines that end at the same value: one name stands half a line above, the other half below.
 */
export function directLabels(labels: readonly EndLabel[], highest: number, heightPx: number): readonly Trace[] {
  const pixelsPerUnit = (heightPx * PLOT_SHARE) / Math.max(highest, Number.MIN_VALUE);
  const placed: { readonly label: EndLabel; readonly at: number }[] = [];
  for (const label of labels.toSorted((left, right) => left.y - right.y)) {
    const below = placed.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    placed.push({ label, at: Math.max(label.y * pixelsPerUnit, below + LINE_PX) });
  }
  return placed.map(({ label, at }) => ({
    x: label.x,
    y: label.y,
    text: label.text,
    showarrow: false,
    xanchor: 'left',
    xshift: 6,
    yshift: at - label.y * pixelsPerUnit,
    font: { size: 11, color: label.colour },
  }));
}
