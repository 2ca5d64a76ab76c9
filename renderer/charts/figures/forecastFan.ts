import type { PastMonth, PlanMonth } from '../../../shared/plan/results.ts';
import { cents, compactUsd, monthName } from '../../../shared/units/format.ts';
import { addMonths, lastDayOf, type Month } from '../../../shared/units/months.ts';
import { directLabels } from '../directLabels.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { ACTUAL_COLOUR, BASELINE_COLOUR, BUDGET_COLOUR, SERIES_COLOURS, tint } from '../palette.ts';

export type FanLine = {
  readonly name: string;
  readonly months: readonly Pick<PlanMonth, 'month' | 'costUsd'>[];
  readonly isBaseline: boolean;
  readonly colour?: string;
};
export type BudgetStep = {
  readonly name: string;
  readonly from: Month;
  readonly to: Month;
  readonly usdPerMonth: number;
};
/** Something that happens at the beginning of a month, a lever that starts for example. */
export type FanEvent = { readonly month: Month; readonly text: string };

type Point = { readonly x: string; readonly y: number };

/** Months as the first day, which a date axis needs. */
const dateOf = ({ month }: { readonly month: string }): string => `${month}-01`;

/**
 * What has been and what will be: history solid, what is to come dashed from where it ends, the chosen line with its 80 %
 * and 95 % bands as two tints, budgets as step lines, events as flags.
 */
export function forecastFan(input: {
  readonly history: readonly PastMonth[];
  readonly lines: readonly FanLine[];
  /** Name of the line that shows its bands. */
  readonly banded: string;
  readonly budgets: readonly BudgetStep[];
  readonly events?: readonly FanEvent[];
  readonly heightPx?: number;
}): FigureModel {
  const { history, lines, banded, budgets, events = [], heightPx = 340 } = input;
  const complete = history.filter(({ isComplete }) => isComplete);
  const bandLine = lines.find(({ name }) => name === banded);
  const joint = jointOf(complete, lines);
  const traces: Trace[] = [
    ...(bandLine === undefined ? [] : bandTraces(bandLine, colourOf(bandLine), joint)),
    {
      type: 'scatter',
      mode: 'lines',
      name: 'Actual',
      x: complete.map(dateOf),
      y: complete.map(({ computedUsd }) => computedUsd),
      line: { color: ACTUAL_COLOUR, width: 2.5 },
      hovertemplate: '%{y:,.0f} USD',
      showlegend: true,
    },
    ...lines.map((line) => ({
      type: 'scatter',
      mode: 'lines',
      name: line.name,
      x: [...joint.map(({ x }) => x), ...line.months.map(dateOf)],
      y: [...joint.map(({ y }) => y), ...line.months.map(({ costUsd }) => costUsd.central)],
      line: { color: colourOf(line), width: line.name === banded ? 2.5 : 1.8, dash: 'dash' },
      hovertemplate: '%{y:,.0f} USD',
      showlegend: false,
    })),
    ...budgets.map(budgetTrace),
  ];
  const highest = Math.max(
    0,
    ...complete.map(({ computedUsd }) => computedUsd ?? 0),
    ...(bandLine?.months ?? []).map(({ costUsd }) => costUsd.p975),
    ...lines.flatMap(({ months }) => months.map(({ costUsd }) => costUsd.central)),
    ...budgets.map(({ usdPerMonth }) => usdPerMonth),
  );
  return {
    traces,
    layout: {
      xaxis: { type: 'date', tickformat: '%b %Y' },
      yaxis: { rangemode: 'tozero', title: { text: 'USD a month', font: { size: 11 } }, tickformat: '~s' },
      showlegend: true,
      margin: { l: 56, r: 120, t: 8, b: 36 },
      annotations: [...directLabels(endLabels(lines), highest, heightPx), ...flags(events)],
      shapes: events.map(({ month }) => flagLine(month)),
    },
    summary: summaryOf(complete, lines),
    table: tableOf(complete, lines),
  };
}

const colourOf = ({ isBaseline, colour }: FanLine): string =>
  isBaseline ? BASELINE_COLOUR : (colour ?? SERIES_COLOURS[0]);

/** The last month of the past, where what is to come follows on it without a gap. */
function jointOf(complete: readonly PastMonth[], lines: readonly FanLine[]): readonly Point[] {
  const last = complete.at(-1);
  const first = lines[0]?.months[0]?.month;
  if (last?.computedUsd == null || first === undefined) return [];
  // Months of the history are calendar months.
  return addMonths(last.month as Month, 1) === first ? [{ x: dateOf(last), y: last.computedUsd }] : [];
}

/** Two bands as closed areas: the upper edge there, the lower edge back. */
function bandTraces({ months }: FanLine, colour: string, joint: readonly Point[]): Trace[] {
  const x = [...joint.map((point) => point.x), ...months.map(dateOf)];
  const known = joint.map(({ y }) => y);
  const band = (name: string, low: number[], high: number[], opacity: number): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x: [...x, ...x.toReversed()],
    y: [...known, ...high, ...[...known, ...low].toReversed()],
    fill: 'toself',
    fillcolor: tint(colour, opacity),
    line: { width: 0 },
    hoverinfo: 'skip',
  });
  return [
    band(
      '95 % of cases',
      months.map(({ costUsd }) => costUsd.p025),
      months.map(({ costUsd }) => costUsd.p975),
      0.12,
    ),
    band(
      '80 % of cases',
      months.map(({ costUsd }) => costUsd.p10),
      months.map(({ costUsd }) => costUsd.p90),
      0.22,
    ),
  ];
}

const budgetTrace = ({ name, from, to, usdPerMonth }: BudgetStep): Trace => ({
  type: 'scatter',
  mode: 'lines',
  name,
  x: [`${from}-01`, lastDayOf(to)],
  y: [usdPerMonth, usdPerMonth],
  line: { color: BUDGET_COLOUR, width: 1.5, shape: 'hv' },
  hovertemplate: '%{y:,.0f} USD a month',
});

const endLabels = (lines: readonly FanLine[]) =>
  lines.flatMap((line) => {
    const last = line.months.at(-1);
    const text = line.name.length > 18 ? `${line.name.slice(0, 17)}…` : line.name;
    return last === undefined ? [] : [{ text, x: dateOf(last), y: last.costUsd.central, colour: colourOf(line) }];
  });

const flagLine = (month: Month): Trace => ({
  type: 'line',
  x0: `${month}-01`,
  x1: `${month}-01`,
  yref: 'paper',
  y0: 0,
  y1: 1,
  line: { color: BASELINE_COLOUR, width: 1, dash: 'dot' },
});

/** Flags stand at the top, in two rows so that neighbours do not cover each other. */
const flags = (events: readonly FanEvent[]): readonly Trace[] =>
  events.map(({ month, text }, index) => ({
    x: `${month}-01`,
    yref: 'paper',
    y: 1 - 0.07 * (index % 2),
    yanchor: 'top',
    xanchor: 'left',
    xshift: 3,
    text: `⚑ ${text}`,
    showarrow: false,
    font: { size: 10 },
  }));

function summaryOf(history: readonly PastMonth[], lines: readonly FanLine[]): string {
  const last = history.at(-1);
  const parts = lines.map(({ name, months }) => {
    const end = months.at(-1);
    return end === undefined ? name : `${name} reaches ${compactUsd(end.costUsd.central)} in ${monthName(end.month)}`;
  });
  const past = last === undefined ? '' : `${monthName(last.month)} cost ${compactUsd(last.computedUsd)}. `;
  return `${past}${parts.join('; ')}.`;
}

const tableOf = (history: readonly PastMonth[], lines: readonly FanLine[]): FigureModel['table'] => [
  ['Month', 'Actual, USD', ...lines.flatMap(({ name }) => [`${name}, USD`, `${name} P10`, `${name} P90`])],
  ...history.map(({ month, computedUsd }) => [month, cents(computedUsd), ...lines.flatMap(() => ['', '', ''])]),
  ...(lines[0]?.months ?? []).map(({ month }, index) => [
    month,
    '',
    ...lines.flatMap((line) => {
      const cost = line.months[index]?.costUsd;
      return cost === undefined ? ['', '', ''] : [cents(cost.central), cents(cost.p10), cents(cost.p90)];
    }),
  ]),
];
