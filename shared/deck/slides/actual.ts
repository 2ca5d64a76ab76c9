import { preciseSum } from '../../units/rounding.ts';
import { INK } from '../colours.ts';
import { BODY, GAP, pagesOf } from '../layout.ts';
import type { CategoryChart, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { money, monthText, share } from '../text.ts';
import { NOTHING, tableSlides, wholeTable, type Part } from './draft.ts';

const CHART_WIDTH = 6.6;

/** What has been spent, computed beside billed. */
export function actualPart(subject: Subject): Part {
  const table = actualTable(subject);
  if (subject.results.history.length === 0) return NOTHING;
  const slide = {
    id: 'actual' as const,
    title: actualSentence(subject),
    notes:
      'Computed: tokens at the prices of each day. Billed: what invoices and cost exports say. A dash is unknown, not zero.',
  };
  const chart = {
    kind: 'chart' as const,
    frame: { ...BODY, w: CHART_WIDTH },
    title: 'Spend by month, USD',
    chart: actualChart(subject),
  };
  const tableFrame = { ...BODY, x: BODY.x + CHART_WIDTH + GAP, w: BODY.w - CHART_WIDTH - GAP };
  const fits = pagesOf(table, tableFrame).length === 1;
  return {
    slides: fits
      ? [{ ...slide, page: 0, blocks: [chart, wholeTable(table, tableFrame, 'By month, USD')] }]
      : [
          { ...slide, page: 0, blocks: [{ ...chart, frame: BODY }] },
          ...tableSlides(slide, table, BODY, 'By month, USD').map((page, index) => ({ ...page, page: index + 1 })),
        ],
    tables: [table],
    checks: [],
  };
}

/** Example: `233 k USD were spent in 15 months; computed spend is 100.0 % of the 66.6 k USD billed in 3 of them`. */
function actualSentence({ results: { history } }: Subject): string {
  const spent = `${money(preciseSum(history.map(({ computedUsd }) => computedUsd ?? 0)))} were spent in ${String(history.length)} months`;
  const both = history.filter(({ billedUsd, computedUsd }) => billedUsd !== null && computedUsd !== null);
  const billed = preciseSum(both.map(({ billedUsd }) => billedUsd ?? 0));
  if (billed === 0) return `${spent}; no invoice of them was read`;
  const computed = preciseSum(both.map(({ computedUsd }) => computedUsd ?? 0));
  return `${spent}; computed spend is ${share(computed / billed, 1)} of the ${money(billed)} billed in ${String(both.length)} of them`;
}

function actualChart({ past, brand }: Subject): CategoryChart {
  const billed = past.map(({ billedUsd }) => billedUsd);
  return {
    kind: 'category',
    direction: 'upright',
    categories: past.map(({ month }) => monthText(month)),
    series: [
      { name: 'Computed', values: past.map(({ computedUsd }) => computedUsd), colour: brand.primary },
      ...(billed.every((value) => value === null) ? [] : [{ name: 'Billed', values: billed, colour: INK.baseline }]),
    ].map((series) => ({ ...series, mark: 'bar', isDashed: false })),
    valueTitle: 'USD a month',
    bars: 'beside',
    hasLabels: false,
    further: [],
  };
}

function actualTable({ results }: Subject): Table {
  const { history } = results;
  const total = (pick: (month: (typeof history)[number]) => number | null): number | null => {
    const known = history.flatMap((month) => pick(month) ?? []);
    return known.length === 0 ? null : preciseSum(known);
  };
  return {
    name: 'Actual',
    columns: [
      { header: 'Month', kind: 'text', weight: 1 },
      { header: 'Computed', kind: 'usd', weight: 1 },
      { header: 'Billed', kind: 'usd', weight: 1 },
      { header: 'Unpriced tokens', kind: 'count', weight: 1.1 },
      { header: 'Complete', kind: 'text', weight: 0.9 },
    ],
    rows: [
      ...history.map(({ month, computedUsd, billedUsd, unpricedTokens, isComplete }) => [
        monthText(month),
        computedUsd,
        billedUsd,
        unpricedTokens,
        isComplete ? 'yes' : 'no',
      ]),
      [
        'Total',
        total(({ computedUsd }) => computedUsd),
        total(({ billedUsd }) => billedUsd),
        total(({ unpricedTokens }) => unpricedTokens),
        '',
      ],
    ],
    hasTotal: true,
  };
}
