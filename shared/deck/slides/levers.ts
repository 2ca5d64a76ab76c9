import type { LeverValue } from '../../plan/results.ts';
import { preciseSum } from '../../units/rounding.ts';
import { lighten } from '../colours.ts';
import { BODY, GAP, pagesOf } from '../layout.ts';
import type { CategoryChart, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { money, monthText } from '../text.ts';
import { NOTHING, tableSlides, wholeTable, type Part } from './draft.ts';

const MOST_BARS = 8;
const CHART_WIDTH = 5;

/** What each lever of the chosen scenario is worth, alone and together. */
export function leversPart(subject: Subject): Part {
  const { chosen, baseline } = subject;
  if (chosen.levers.length === 0) return NOTHING;
  const levers = chosen.levers.toSorted((left, right) => left.stackedUsd - right.stackedUsd);
  const change = chosen.totalUsd.central - baseline.totalUsd.central;
  const table = leverTable(levers, change);
  const chartFrame = { ...BODY, w: CHART_WIDTH };
  const tableFrame = { ...BODY, x: BODY.x + CHART_WIDTH + GAP, w: BODY.w - CHART_WIDTH - GAP };
  const slide = {
    id: 'levers' as const,
    title: leverSentenceOf(subject, levers),
    notes:
      'Alone: the lever on the baseline. In the stack: with all others already in place. Fair share: the mean over all orders, which adds up to the change.',
  };
  const chart = {
    kind: 'chart' as const,
    frame: chartFrame,
    title: 'Change of the total, USD; less is a saving',
    chart: leverChart(subject, levers.slice(0, MOST_BARS)),
  };
  const fits = pagesOf(table, tableFrame).length === 1;
  return {
    slides: fits
      ? [{ ...slide, page: 0, blocks: [chart, wholeTable(table, tableFrame, 'By lever, USD')] }]
      : [
          { ...slide, page: 0, blocks: [{ ...chart, frame: BODY }] },
          ...tableSlides(slide, table, BODY, 'By lever, USD').map((page, index) => ({ ...page, page: index + 1 })),
        ],
    tables: [table],
    checks: levers.every(({ shapleyUsd }) => shapleyUsd !== null)
      ? [
          {
            name: `Fair shares of ${chosen.name} add up to its change`,
            left: preciseSum(levers.map(({ shapleyUsd }) => shapleyUsd ?? 0)),
            right: change,
          },
        ]
      : [],
  };
}

function leverSentenceOf({ chosen }: Subject, levers: readonly LeverValue[]): string {
  const [best] = levers;
  const last = levers.at(-1);
  if (best !== undefined && best.stackedUsd < 0) {
    const saved = preciseSum(levers.map(({ stackedUsd }) => Math.min(0, stackedUsd)));
    return levers.length === 1
      ? `${best.title} saves ${money(-best.stackedUsd)}`
      : `${best.title} brings ${money(-best.stackedUsd)} of the ${money(-saved)} that the levers of ${chosen.name} save`;
  }
  return last === undefined ? 'No lever is set' : `${last.title} adds ${money(last.stackedUsd)} in ${chosen.name}`;
}

function leverChart({ brand }: Subject, levers: readonly LeverValue[]): CategoryChart {
  const names = levers.map(({ title }, index) =>
    levers.filter((other) => other.title === title).length === 1 ? title : `${title} ${String(index + 1)}`,
  );
  return {
    kind: 'category',
    direction: 'sideways',
    categories: names,
    series: [
      { name: 'Alone', values: levers.map(({ aloneUsd }) => aloneUsd), colour: lighten(brand.primary, 0.55) },
      { name: 'In the stack', values: levers.map(({ stackedUsd }) => stackedUsd), colour: brand.primary },
    ].map((series) => ({ ...series, mark: 'bar', isDashed: false })),
    valueTitle: 'USD',
    bars: 'beside',
    hasLabels: true,
    further: [],
  };
}

const leverTable = (levers: readonly LeverValue[], change: number): Table => ({
  name: 'Levers',
  columns: [
    { header: 'Lever', kind: 'text', weight: 3 },
    { header: 'Alone', kind: 'usdQuantile', weight: 1 },
    { header: 'In the stack', kind: 'usdQuantile', weight: 1 },
    { header: 'Fair share', kind: 'usd', weight: 1 },
    { header: 'One-off', kind: 'usd', weight: 0.9 },
    { header: 'Paid back by', kind: 'text', weight: 1 },
  ],
  rows: [
    ...levers.map(({ sentence, aloneUsd, stackedUsd, shapleyUsd, oneOffUsd, paidBackBy }) => [
      sentence,
      aloneUsd,
      stackedUsd,
      shapleyUsd,
      oneOffUsd,
      paidBackBy === null ? 'beyond the plan' : monthText(paidBackBy),
    ]),
    ['Total change', null, null, change, preciseSum(levers.map(({ oneOffUsd }) => oneOffUsd)), ''],
  ],
  hasTotal: true,
});
