import type { FigureModel, Trace } from '../figure.ts';
import { ACTUAL_COLOUR, SERIES_COLOURS } from '../palette.ts';

type Axis = {
  readonly title: string;
  readonly tickformat: string;
  /** A value of this axis as people read it. */
  readonly show: (value: number) => string;
  readonly isFromZero?: boolean;
};

/** A value that the lines are held against, as a line of its own across the chart. */
export type CurveMark = {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly text: string;
  readonly colour?: string;
};

/** A point on a line that is the answer. */
export type CurvePointMark = { readonly x: number; readonly y: number; readonly text: string };

/** A few lines over a common quantity, with the values they are held against and the point that answers. */
export function curves(input: {
  readonly x: Axis;
  readonly y: Axis;
  readonly at: readonly number[];
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly marks: readonly CurveMark[];
  readonly points?: readonly CurvePointMark[];
  readonly summary: string;
}): FigureModel {
  const { x, y, at, lines, marks, points = [] } = input;
  const known = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : y.show(value);
  return {
    traces: [
      ...lines.map(({ name, values }, index) => ({
        type: 'scatter',
        mode: 'lines',
        name,
        x: at,
        y: values,
        text: at.map((value, position) => `${x.show(value)}: ${known(values[position])}`),
        hovertemplate: '%{text}',
        line: { color: SERIES_COLOURS[index % SERIES_COLOURS.length], width: 2.2 },
      })),
      ...(points.length === 0 ? [] : [answers(points)]),
    ],
    layout: {
      hovermode: 'closest',
      showlegend: lines.length > 1,
      xaxis: axisOf(x),
      yaxis: axisOf(y),
      shapes: marks.map(shapeOf),
      annotations: marks.map(noteOf),
      margin: { l: 64, r: 24, t: 24, b: 44 },
    },
    summary: input.summary,
    table: [
      [x.title, ...lines.map(({ name }) => name)],
      ...at.map((value, index) => [x.show(value), ...lines.map(({ values }) => known(values[index]))]),
    ],
  };
}

const axisOf = ({ title, tickformat, isFromZero }: Axis): Trace => ({
  tickformat,
  title: { text: title, font: { size: 11 } },
  ...(isFromZero === true ? { rangemode: 'tozero' } : {}),
});

const answers = (points: readonly CurvePointMark[]): Trace => ({
  type: 'scatter',
  mode: 'markers+text',
  name: 'Answer',
  showlegend: false,
  x: points.map((point) => point.x),
  y: points.map((point) => point.y),
  text: points.map(({ text }) => text),
  textposition: 'top center',
  cliponaxis: false,
  hovertemplate: '%{text}<extra></extra>',
  marker: { color: SERIES_COLOURS[5], size: 9, symbol: 'diamond' },
});

function shapeOf({ axis, at, colour = ACTUAL_COLOUR }: CurveMark): Trace {
  const along =
    axis === 'x' ? { x0: at, x1: at, yref: 'paper', y0: 0, y1: 1 } : { y0: at, y1: at, xref: 'paper', x0: 0, x1: 1 };
  return { type: 'line', ...along, line: { color: colour, width: 1.5, dash: 'dash' } };
}

function noteOf({ axis, at, text, colour = ACTUAL_COLOUR }: CurveMark): Trace {
  const place =
    axis === 'x'
      ? { x: at, yref: 'paper', y: 1, yanchor: 'bottom', xanchor: 'center' }
      : { y: at, xref: 'paper', x: 1, xanchor: 'right', yanchor: 'bottom' };
  return { text, showarrow: false, font: { size: 11, color: colour }, ...place };
}
