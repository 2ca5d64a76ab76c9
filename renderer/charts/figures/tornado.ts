import type { TornadoRow } from '../../../shared/plan/analysis.ts';
import { cents, compactUsd } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { BASELINE_COLOUR, SERIES_COLOURS } from '../palette.ts';

const MOST_ROWS = 12;
const LONGEST_NAME = 32;

/** How far the total moves with each uncertain input alone at its P10 and its P90, the widest on top. */
export function tornado(rows: readonly TornadoRow[], centralUsd: number): FigureModel {
  const shown = rows.slice(0, MOST_ROWS);
  const names = shown.map((_, index) => index);
  const side = (name: string, end: 'atLowUsd' | 'atHighUsd', words: 'low' | 'high', color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: names,
    base: shown.map(() => centralUsd),
    x: shown.map((row) => row[end] - centralUsd),
    text: shown.map((row) => row[words]),
    textposition: 'outside',
    cliponaxis: false,
    customdata: shown.map((row) => compactUsd(row[end])),
    hovertemplate: '%{text}: %{customdata}',
    marker: { color },
  });
  return {
    traces: [
      side('Input at its P10', 'atLowUsd', 'low', SERIES_COLOURS[4]),
      side('Input at its P90', 'atHighUsd', 'high', SERIES_COLOURS[5]),
    ],
    layout: {
      barmode: 'overlay',
      hovermode: 'closest',
      xaxis: { tickformat: '~s', title: { text: 'Total, USD', font: { size: 11 } } },
      yaxis: {
        tickvals: names,
        ticktext: shown.map(({ lever, parameter }) => shortened(`${lever}: ${parameter.toLowerCase()}`)),
        autorange: 'reversed',
        showgrid: false,
      },
      margin: { l: 220, r: 60, t: 8, b: 40 },
      shapes: [
        {
          type: 'line',
          x0: centralUsd,
          x1: centralUsd,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: BASELINE_COLOUR, width: 1 },
        },
      ],
    },
    summary:
      shown.length === 0
        ? 'Nothing in this scenario is uncertain.'
        : `Around ${compactUsd(centralUsd)}; the widest is ${shown[0]?.lever ?? ''}, ${shown[0]?.parameter.toLowerCase() ?? ''}: ${compactUsd(shown[0]?.atLowUsd ?? null)} to ${compactUsd(shown[0]?.atHighUsd ?? null)}.`,
    table: [
      ['Lever', 'Input', 'P10', 'P90', 'Total at P10, USD', 'Total at P90, USD'],
      ...rows.map((row) => [row.lever, row.parameter, row.low, row.high, cents(row.atLowUsd), cents(row.atHighUsd)]),
    ],
  };
}

const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);
