import type { FigureModel } from './figure.ts';

/** From this ratio of largest to smallest a line at the bottom can no longer be read. */
const READABLE_RATIO = 30;

/** Whether a chart of lines spans so much that a logarithmic scale helps. Bars keep their zero baseline. */
export function spansDecades({ traces }: FigureModel): boolean {
  if (traces.some(({ type }) => type !== 'scatter')) return false;
  const values = traces
    .flatMap(({ y }): unknown[] => (Array.isArray(y) ? y : []))
    .filter((value): value is number => typeof value === 'number' && value > 0);
  return values.length > 0 && Math.max(...values) / Math.min(...values) > READABLE_RATIO;
}

/** The same chart on a logarithmic value axis. */
export function logarithmic(figure: FigureModel): FigureModel {
  const { yaxis, annotations } = figure.layout;
  const axis = typeof yaxis === 'object' ? yaxis : {};
  const notes: unknown[] = Array.isArray(annotations) ? annotations : [];
  // Another scale has other limits: a zoom of the linear one must not be carried over.
  return {
    ...figure,
    layout: {
      ...figure.layout,
      yaxis: { ...axis, type: 'log' },
      annotations: notes.map(onLogScale),
      uirevision: 'logarithmic',
    },
  };
}

/** A note beside a value stands at its logarithm; what kept names apart on the linear scale no longer holds. */
function onLogScale(note: unknown): unknown {
  if (typeof note !== 'object' || note === null || 'yref' in note || !('y' in note)) return note;
  return typeof note.y === 'number' && note.y > 0 ? { ...note, y: Math.log10(note.y), yshift: 0 } : note;
}
