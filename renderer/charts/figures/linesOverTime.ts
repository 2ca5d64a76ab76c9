import type { FigureModel } from '../figure.ts';
import { SERIES_COLOURS } from '../palette.ts';

/** A few lines over months, each value as text beside it. Null leaves a gap: unknown is not nothing. */
export function linesOverTime(input: {
  readonly months: readonly string[];
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly unit: string;
  readonly tickformat: string;
  readonly show: (value: number | null) => string;
}): FigureModel {
  const { months, lines, unit, show } = input;
  return {
    traces: lines.map(({ name, values }, index) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name,
      x: months.map((month) => `${month}-01`),
      y: values,
      text: values.map(show),
      connectgaps: false,
      line: { color: SERIES_COLOURS[index % SERIES_COLOURS.length], width: 2.2 },
      marker: { size: 5 },
      hovertemplate: '%{text}',
    })),
    layout: {
      xaxis: { type: 'date', tickformat: '%b %Y' },
      yaxis: { rangemode: 'tozero', tickformat: input.tickformat, title: { text: unit, font: { size: 11 } } },
      showlegend: lines.length > 1,
    },
    summary: lines
      .map(({ name, values }) => `${name}: ${show(values[0] ?? null)} at first, ${show(values.at(-1) ?? null)} at last`)
      .join('; '),
    table: [
      ['Month', ...lines.map(({ name }) => `${name}, ${unit}`)],
      ...months.map((month, index) => [month, ...lines.map(({ values }) => show(values[index] ?? null))]),
    ],
  };
}
