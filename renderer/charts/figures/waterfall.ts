import { cents, compactUsd } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { ACTUAL_COLOUR, SERIES_COLOURS } from '../palette.ts';

export type WaterfallStep = { readonly label: string; readonly usd: number };

/** Blue for what makes it cheaper, orange for what makes it dearer: apart for every kind of colour blindness. */
const DOWN_COLOUR = SERIES_COLOURS[0];
const UP_COLOUR = SERIES_COLOURS[5];
const LONGEST_LABEL = 34;

/**
 * How one amount becomes another, step by step from top to bottom. The steps must add up to the difference.
 * Example: 100, batch -20, growth +30, 110.
 */
export function waterfall(input: {
  readonly from: WaterfallStep;
  readonly to: WaterfallStep;
  readonly steps: readonly WaterfallStep[];
}): FigureModel {
  const { from, to, steps } = input;
  const rows = [from, ...steps, to];
  const signed = ({ usd }: WaterfallStep): string =>
    `${usd > 0 ? '+' : usd < 0 ? '−' : ''}${compactUsd(Math.abs(usd))}`;
  const largest = [...steps].sort((left, right) => Math.abs(right.usd) - Math.abs(left.usd))[0];
  return {
    traces: [
      {
        type: 'waterfall',
        orientation: 'h',
        name: '',
        measure: rows.map((_, index) => (index === 0 ? 'absolute' : index === rows.length - 1 ? 'total' : 'relative')),
        y: rows.map((_, index) => index),
        x: rows.map(({ usd }) => usd),
        text: rows.map((row) => (row === from || row === to ? compactUsd(row.usd) : signed(row))),
        textposition: 'outside',
        cliponaxis: false,
        connector: { line: { color: ACTUAL_COLOUR, width: 1, dash: 'dot' } },
        increasing: { marker: { color: UP_COLOUR } },
        decreasing: { marker: { color: DOWN_COLOUR } },
        totals: { marker: { color: ACTUAL_COLOUR } },
        hovertemplate: '%{text}<extra></extra>',
      },
    ],
    layout: {
      hovermode: 'closest',
      showlegend: false,
      xaxis: { tickformat: '~s', title: { text: 'USD', font: { size: 11 } }, rangemode: 'tozero' },
      yaxis: {
        tickvals: rows.map((_, index) => index),
        ticktext: rows.map(({ label }) => shortened(label)),
        autorange: 'reversed',
        showgrid: false,
      },
      margin: { l: 210, r: 80, t: 8, b: 40 },
    },
    summary: `From ${compactUsd(from.usd)} (${from.label}) to ${compactUsd(to.usd)} (${to.label})${
      largest === undefined ? '' : `; the largest step is ${largest.label} with ${signed(largest)}`
    }.`,
    table: [['Step', 'USD'], ...rows.map(({ label, usd }) => [label, cents(usd)])],
  };
}

const shortened = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
