import { cents, compact, percent } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { colourOf, OTHER_COLOUR } from '../palette.ts';

export type ParetoPart = { readonly name: string; readonly value: number };

const MOST_BARS = 12;
const OTHERS = 'All others';

/** How few make most of it: parts from large to small, each with the share up to and including it. */
export function pareto(input: {
  readonly parts: readonly ParetoPart[];
  readonly unit: string;
  readonly order: readonly string[];
}): FigureModel {
  const sorted = input.parts.filter(({ value }) => value > 0).toSorted((left, right) => right.value - left.value);
  const total = sorted.reduce((sum, { value }) => sum + value, 0);
  const shown = sorted.slice(0, sorted.length > MOST_BARS ? MOST_BARS - 1 : MOST_BARS);
  const rest = sorted.slice(shown.length).reduce((sum, { value }) => sum + value, 0);
  const parts = rest > 0 ? [...shown, { name: OTHERS, value: rest }] : shown;
  let running = 0;
  const upTo = parts.map(({ value }) => (running += value) / total);
  return {
    traces: [
      {
        type: 'bar',
        orientation: 'h',
        name: '',
        y: parts.map(({ name }) => name),
        x: parts.map(({ value }) => value),
        text: parts.map(
          ({ value }, index) => `${compact(value)} ${input.unit}, together ${percent(upTo[index] ?? null, 0)}`,
        ),
        textposition: 'outside',
        cliponaxis: false,
        marker: {
          color: parts.map(({ name }) => (name === OTHERS ? OTHER_COLOUR : colourOf(name, input.order))),
        },
        hovertemplate: '%{y}: %{text}<extra></extra>',
      },
    ],
    layout: {
      hovermode: 'closest',
      showlegend: false,
      xaxis: { tickformat: '~s', title: { text: input.unit, font: { size: 11 } }, rangemode: 'tozero' },
      yaxis: { autorange: 'reversed', type: 'category', showgrid: false },
      margin: { l: 160, r: 170, t: 8, b: 40 },
    },
    summary: paretoSentence(sorted, total),
    table: [
      ['Part', input.unit, 'Together'],
      ...parts.map(({ name, value }, index) => [name, cents(value), percent(upTo[index] ?? null)]),
    ],
  };
}

/** Example: `2 of 9 make 80 % of it: gpt-5.2, claude-sonnet-5.` */
function paretoSentence(sorted: readonly ParetoPart[], total: number): string {
  if (total === 0) return 'There is nothing to share out.';
  let running = 0;
  const few = sorted.filter(({ value }) => {
    const isNeeded = running < 0.8 * total;
    running += value;
    return isNeeded;
  });
  return `${String(few.length)} of ${String(sorted.length)} make 80 % of it: ${few.map(({ name }) => name).join(', ')}.`;
}
