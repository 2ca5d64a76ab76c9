import type { PastMonth, PlanMonth } from '../../../shared/plan/results.ts';
import { cents, compactUsd, monthName } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { SERIES_COLOURS, tint } from '../palette.ts';

export type FanLine = { readonly name: string; readonly months: readonly PlanMonth[]; readonly isBaseline: boolean };
export type BudgetStep = {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly usdPerMonth: number;
};

const ACTUAL_COLOUR = '#5c6773';
const BASELINE_COLOUR = '#7a8591';
const BUDGET_COLOUR = '#b3261e';

/** Months as the first day, which a date axis needs. */
const dates = (months: readonly { readonly month: string }[]): string[] => months.map(({ month }) => `${month}-01`);

/**
 * What has been and what will be: history solid, every scenario dashed, the chosen one with its 80 % and 95 % bands as two
 * tints, budgets as step lines.
 */
export function forecastFan(input: {
  readonly history: readonly PastMonth[];
  readonly lines: readonly FanLine[];
  /** Name of the line that shows its bands. */
  readonly banded: string;
  readonly budgets: readonly BudgetStep[];
  readonly isLogarithmic: boolean;
}): FigureModel {
  const { history, lines, banded, budgets } = input;
  const complete = history.filter(({ isComplete }) => isComplete);
  const bandLine = lines.find(({ name }) => name === banded);
  const traces: Trace[] = [
    ...(bandLine === undefined ? [] : bandTraces(bandLine, lineColour(bandLine, lines))),
    {
      type: 'scatter',
      mode: 'lines',
      name: 'Actual',
      x: dates(complete),
      y: complete.map(({ computedUsd }) => computedUsd),
      line: { color: ACTUAL_COLOUR, width: 2.5 },
      hovertemplate: '%{y:,.0f} USD',
    },
    ...lines.map((line) => ({
      type: 'scatter',
      mode: 'lines',
      name: line.name,
      x: dates(line.months),
      y: line.months.map(({ costUsd }) => costUsd.central),
      line: { color: lineColour(line, lines), width: line.name === banded ? 2.5 : 1.8, dash: 'dash' },
      hovertemplate: '%{y:,.0f} USD',
    })),
    ...budgets.map((budget) => ({
      type: 'scatter',
      mode: 'lines',
      name: budget.name,
      x: [`${budget.from}-01`, `${budget.to}-28`],
      y: [budget.usdPerMonth, budget.usdPerMonth],
      line: { color: BUDGET_COLOUR, width: 1.5, shape: 'hv' },
      hovertemplate: '%{y:,.0f} USD a month',
    })),
  ];
  return {
    traces,
    layout: {
      xaxis: { type: 'date', tickformat: '%b %Y' },
      yaxis: input.isLogarithmic
        ? { type: 'log', title: { text: 'USD a month', font: { size: 11 } } }
        : { rangemode: 'tozero', title: { text: 'USD a month', font: { size: 11 } }, tickformat: '~s' },
      showlegend: true,
    },
    summary: summaryOf(complete, lines),
    table: [
      ['Month', 'Actual, USD', ...lines.flatMap(({ name }) => [`${name}, USD`, `${name} P10`, `${name} P90`])],
      ...complete.map(({ month, computedUsd }) => [month, cents(computedUsd), ...lines.flatMap(() => ['', '', ''])]),
      ...(lines[0]?.months ?? []).map(({ month }, index) => [
        month,
        '',
        ...lines.flatMap((line) => {
          const cost = line.months[index]?.costUsd;
          return cost === undefined ? ['', '', ''] : [cents(cost.central), cents(cost.p10), cents(cost.p90)];
        }),
      ]),
    ],
  };
}

function lineColour(line: FanLine, lines: readonly FanLine[]): string {
  if (line.isBaseline) return BASELINE_COLOUR;
  const position = lines.filter(({ isBaseline }) => !isBaseline).indexOf(line);
  return SERIES_COLOURS[position % SERIES_COLOURS.length] ?? SERIES_COLOURS[0];
}

/** Two bands as closed areas: the upper edge there, the lower edge back. */
function bandTraces({ months }: FanLine, colour: string): Trace[] {
  const x = dates(months);
  const band = (name: string, low: number[], high: number[], opacity: number): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x: [...x, ...x.toReversed()],
    y: [...high, ...low.toReversed()],
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

function summaryOf(history: readonly PastMonth[], lines: readonly FanLine[]): string {
  const last = history.at(-1);
  const parts = lines.map(({ name, months }) => {
    const end = months.at(-1);
    return end === undefined ? name : `${name} reaches ${compactUsd(end.costUsd.central)} in ${monthName(end.month)}`;
  });
  const past = last === undefined ? '' : `${monthName(last.month)} cost ${compactUsd(last.computedUsd)}. `;
  return `${past}${parts.join('; ')}.`;
}
