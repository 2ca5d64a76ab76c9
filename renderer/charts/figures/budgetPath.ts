import type { BudgetOutlook } from '../../../shared/plan/results.ts';
import { cents, compactUsd, dayName, percent } from '../../../shared/units/format.ts';
import { addDays, lastDayOf } from '../../../shared/units/months.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { ACTUAL_COLOUR, BUDGET_COLOUR, SERIES_COLOURS, tint } from '../palette.ts';

/** Running totals are known at the end of a month: the first moment after its last day. */
const endOf = ({ month }: { readonly month: BudgetOutlook['path'][number]['month'] }): string =>
  addDays(lastDayOf(month), 1);

/**
 * How a budget is used up: what has been spent solid, what is expected dashed with its P10 to P90, the budget and its marks
 * as steps, and flags on the days on which half and one fifth of the cases have spent it.
 */
export function budgetPath(outlook: BudgetOutlook): FigureModel {
  const { path, marks, name, usd } = outlook;
  const [first] = path;
  const past = path.filter(({ isPast }) => isPast);
  const coming = path.filter(({ isPast }) => !isPast);
  const start = first === undefined ? [] : [{ x: `${first.month}-01`, y: 0 }];
  const pastPoints = [...start, ...past.map((point) => ({ x: endOf(point), y: point.runningUsd.central }))];
  const joint = pastPoints.slice(-1);
  const x = [...joint.map((point) => point.x), ...coming.map(endOf)];
  const line = (pick: 'p10' | 'p50' | 'p90'): number[] => [
    ...joint.map(({ y }) => y),
    ...coming.map(({ runningUsd }) => runningUsd[pick]),
  ];
  const end = path.at(-1);
  const traces: Trace[] = [
    {
      type: 'scatter',
      mode: 'lines',
      name: 'P10 to P90',
      x: [...x, ...x.toReversed()],
      y: [...line('p90'), ...line('p10').toReversed()],
      fill: 'toself',
      fillcolor: tint(SERIES_COLOURS[0], 0.2),
      line: { width: 0 },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: 'Spent',
      x: pastPoints.map((point) => point.x),
      y: pastPoints.map((point) => point.y),
      line: { color: ACTUAL_COLOUR, width: 2.5 },
      hovertemplate: '%{y:,.0f} USD',
      visible: past.length > 0,
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: 'Expected (P50)',
      x,
      y: line('p50'),
      line: { color: SERIES_COLOURS[0], width: 2.5, dash: 'dash' },
      hovertemplate: '%{y:,.0f} USD',
    },
    ...marks.map((mark) => ({
      type: 'scatter',
      mode: 'lines',
      name: mark.share === 1 ? name : `${percent(mark.share, 0)} of it`,
      x: first === undefined || end === undefined ? [] : [`${first.month}-01`, endOf(end)],
      y: [mark.usd, mark.usd],
      line: {
        color: BUDGET_COLOUR,
        width: mark.share === 1 ? 2 : 1,
        dash: mark.share === 1 ? 'solid' : 'dot',
        shape: 'hv',
      },
      hovertemplate: '%{y:,.0f} USD',
      showlegend: mark.share === 1,
    })),
  ];
  const flags = crossings(outlook);
  return {
    traces,
    layout: {
      xaxis: { type: 'date', tickformat: '%b %Y' },
      yaxis: { rangemode: 'tozero', tickformat: '~s', title: { text: 'USD spent so far', font: { size: 11 } } },
      showlegend: true,
      shapes: flags.map(({ day }) => ({
        type: 'line',
        x0: day,
        x1: day,
        y0: 0,
        y1: usd,
        line: { color: BUDGET_COLOUR, width: 1, dash: 'dot' },
      })),
      annotations: [
        ...flags.map(({ day, text }, index) => ({
          x: day,
          y: usd,
          text: `⚑ ${text}`,
          showarrow: false,
          xanchor: 'right',
          yanchor: 'bottom',
          xshift: -4,
          yshift: 4 + 14 * index,
          font: { size: 11 },
        })),
        ...marks.map((mark) => ({
          x: 0,
          xref: 'paper',
          y: mark.usd,
          text: percent(mark.share, 0),
          showarrow: false,
          xanchor: 'left',
          yanchor: 'bottom',
          font: { size: 10 },
        })),
      ],
    },
    summary: `${name}: ${compactUsd(usd)}. ${
      end === undefined
        ? 'Nothing of it is in the planned months.'
        : `Expected by the end: ${compactUsd(end.runningUsd.p50)}. ${flags.map(({ text }) => text).join('; ')}`
    }`,
    table: [
      ['Month', 'Central, USD', 'P10, USD', 'P50, USD', 'P90, USD', ''],
      ...path.map(({ month, isPast, runningUsd }) => [
        month,
        cents(runningUsd.central),
        cents(runningUsd.p10),
        cents(runningUsd.p50),
        cents(runningUsd.p90),
        isPast ? 'spent' : 'expected',
      ]),
    ],
  };
}

const crossings = ({ crossesOnP50, crossesOnP80 }: BudgetOutlook) => [
  ...(crossesOnP50 === null ? [] : [{ day: crossesOnP50, text: `${dayName(crossesOnP50)} (P50)` }]),
  ...(crossesOnP80 === null ? [] : [{ day: crossesOnP80, text: `${dayName(crossesOnP80)} (one case in five)` }]),
];
