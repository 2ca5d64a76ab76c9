import type { PastMonth } from '../../../shared/plan/results.ts';
import { cents, compactUsd } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { ACTUAL_COLOUR, BASELINE_COLOUR, SERIES_COLOURS, tint } from '../palette.ts';
import type { FanLine } from './forecastFan.ts';

export const MOST_COMPARED = 6;
const GAP = 0.03;

/** Scenarios side by side, up to six, each with its 80 % band and the baseline behind it, all on the same axes. */
export function compareFans(input: {
  readonly history: readonly PastMonth[];
  readonly lines: readonly FanLine[];
}): FigureModel {
  const lines = input.lines.slice(0, MOST_COMPARED);
  const complete = input.history.filter(({ isComplete }) => isComplete);
  const baseline = lines.find(({ isBaseline }) => isBaseline);
  const width = (1 - GAP * (lines.length - 1)) / Math.max(1, lines.length);
  const axes = lines.map((_, index) => (index === 0 ? '' : String(index + 1)));
  const traces = lines.flatMap((line, index) => {
    const on = { xaxis: `x${axes[index] ?? ''}`, yaxis: 'y' };
    const behind = baseline === undefined || line.isBaseline ? [] : [pathOf(baseline, BASELINE_COLOUR, 1.2, on)];
    const colour = line.isBaseline ? BASELINE_COLOUR : (line.colour ?? SERIES_COLOURS[0]);
    return [bandOf(line, colour, on), actualOf(complete, on), ...behind, pathOf(line, colour, 2.2, on)];
  });
  const columns = lines.map((_, index): Trace => ({
    type: 'date',
    tickformat: '%b %y',
    nticks: 3,
    domain: [index * (width + GAP), index * (width + GAP) + width],
    ...(index === 0 ? {} : { matches: 'x' }),
    anchor: 'y',
  }));
  return {
    traces,
    layout: {
      ...Object.fromEntries(columns.map((axis, index) => [`xaxis${axes[index] ?? ''}`, axis])),
      yaxis: { rangemode: 'tozero', tickformat: '~s', title: { text: 'USD a month', font: { size: 11 } } },
      showlegend: false,
      hovermode: 'closest',
      margin: { l: 56, r: 12, t: 44, b: 36 },
      annotations: lines.map((line, index) => ({
        text: `<b>${line.name.length > 22 ? `${line.name.slice(0, 21)}…` : line.name}</b><br>${compactUsd(totalOf(line))}`,
        xref: 'paper',
        yref: 'paper',
        x: index * (width + GAP),
        y: 1.02,
        xanchor: 'left',
        yanchor: 'bottom',
        align: 'left',
        showarrow: false,
        font: { size: 11 },
      })),
    },
    summary: `${lines.map((line) => `${line.name} comes to ${compactUsd(totalOf(line))}`).join('; ')}.`,
    table: [
      ['Month', ...lines.map(({ name }) => `${name}, USD`)],
      ...(lines[0]?.months ?? []).map(({ month }, index) => [
        month,
        ...lines.map(({ months }) => cents(months[index]?.costUsd.central ?? null)),
      ]),
    ],
  };
}

type Axes = { readonly xaxis: string; readonly yaxis: string };

const totalOf = ({ months }: FanLine): number => months.reduce((sum, { costUsd }) => sum + costUsd.central, 0);
const datesOf = (months: readonly { readonly month: string }[]): string[] => months.map(({ month }) => `${month}-01`);

const pathOf = ({ name, months }: FanLine, color: string, width: number, axes: Axes): Trace => ({
  type: 'scatter',
  mode: 'lines',
  name,
  x: datesOf(months),
  y: months.map(({ costUsd }) => costUsd.central),
  line: { color, width, dash: 'dash' },
  hovertemplate: `${name}<br>%{x|%b %Y}: %{y:,.0f} USD<extra></extra>`,
  ...axes,
});

const actualOf = (history: readonly PastMonth[], axes: Axes): Trace => ({
  type: 'scatter',
  mode: 'lines',
  name: 'Actual',
  x: datesOf(history),
  y: history.map(({ computedUsd }) => computedUsd),
  line: { color: ACTUAL_COLOUR, width: 1.8 },
  hovertemplate: 'Actual<br>%{x|%b %Y}: %{y:,.0f} USD<extra></extra>',
  ...axes,
});

function bandOf({ months }: FanLine, colour: string, axes: Axes): Trace {
  const x = datesOf(months);
  return {
    type: 'scatter',
    mode: 'lines',
    name: '80 % of cases',
    x: [...x, ...x.toReversed()],
    y: [...months.map(({ costUsd }) => costUsd.p90), ...months.map(({ costUsd }) => costUsd.p10).toReversed()],
    fill: 'toself',
    fillcolor: tint(colour, 0.2),
    line: { width: 0 },
    hoverinfo: 'skip',
    ...axes,
  };
}
