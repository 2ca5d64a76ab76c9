import type { UnitTrend } from '../../plan/analysis.ts';
import { BODY, GAP, pagesOf } from '../layout.ts';
import type { CategoryChart, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { monthText, share, unitPrice } from '../text.ts';
import { NOTHING, tableSlides, wholeTable, type Part } from './draft.ts';

const CHART_HEIGHT = 2.5;

/** What one unit of everything costs, and how that has moved. */
export function unitsPart(subject: Subject): Part {
  const economics = subject.results.analysis?.unitEconomics;
  // A unit by cost centre has a line of its own in the window; the deck shows what holds for the company.
  const trends = (economics?.trends ?? []).filter(({ points }) => points.every(({ member }) => member === null));
  const lead = leadOf(trends);
  if (lead === undefined) return NOTHING;
  const table = unitTable(trends);
  const below = { ...BODY, y: BODY.y + CHART_HEIGHT + GAP, h: BODY.h - CHART_HEIGHT - GAP };
  const slide = {
    id: 'units' as const,
    title: unitSentence(lead),
    notes: 'Computed cost of a month over what was counted in it.',
  };
  const chart = {
    kind: 'chart' as const,
    frame: { ...BODY, h: CHART_HEIGHT },
    title: `USD for one ${lead.label.toLowerCase()}, by month`,
    chart: trendChart(subject, lead),
  };
  return {
    slides:
      pagesOf(table, below).length === 1
        ? [{ ...slide, page: 0, blocks: [chart, wholeTable(table, below, 'Cost of one, last month')] }]
        : [
            { ...slide, page: 0, blocks: [{ ...chart, frame: BODY }] },
            ...tableSlides(slide, table, BODY, 'Cost of one, last month').map((page, index) => ({
              ...page,
              page: index + 1,
            })),
          ],
    tables: [table],
    checks: [],
  };
}

/** What the company counts itself says more than tokens; of what the usage counts, tokens are always there. */
const leadOf = (trends: readonly UnitTrend[]): UnitTrend | undefined =>
  trends.find(({ source, points }) => source === 'business-metrics' && points.length > 1) ??
  trends.find(({ unit }) => unit === 'million-tokens') ??
  trends[0];

/** Example: `A resolved ticket costs 24.17 USD in Oct 2026, 1 % less than the month before`. */
function unitSentence({ label, points }: UnitTrend): string {
  const [last, before] = [points.at(-1), points.at(-2)];
  const name = label.toLowerCase();
  const one = name === 'million tokens' ? 'A million tokens cost' : `One ${name} costs`;
  const now = `${one} ${unitPrice(last?.usdPerUnit ?? null)} in ${monthText(last?.period ?? '')}`;
  const change = changeOf(last?.usdPerUnit ?? null, before?.usdPerUnit ?? null);
  if (change === null) return now;
  if (Math.abs(change) < 0.005) return `${now}, as in the month before`;
  return `${now}, ${share(Math.abs(change))} ${change < 0 ? 'less' : 'more'} than the month before`;
}

const changeOf = (now: number | null, then: number | null): number | null =>
  now === null || then === null || then === 0 ? null : now / then - 1;

const trendChart = ({ brand }: Subject, { label, points }: UnitTrend): CategoryChart => ({
  kind: 'category',
  direction: 'upright',
  categories: points.map(({ period }) => monthText(period)),
  series: [
    {
      name: label,
      values: points.map(({ usdPerUnit }) => usdPerUnit),
      mark: 'line',
      colour: brand.primary,
      isDashed: false,
    },
  ],
  valueTitle: 'USD',
  bars: 'beside',
  hasLabels: false,
  further: [],
});

const unitTable = (trends: readonly UnitTrend[]): Table => ({
  name: 'Unit costs',
  columns: [
    { header: 'One', kind: 'text', weight: 2 },
    { header: 'Month', kind: 'text', weight: 1 },
    { header: 'Units', kind: 'count', weight: 1 },
    { header: 'Cost, USD', kind: 'usdQuantile', weight: 1.1 },
    { header: 'USD each', kind: 'rate', weight: 1 },
    { header: 'Against the month before', kind: 'percent', weight: 1.2 },
  ],
  rows: trends.map(({ label, points }) => {
    const [last, before] = [points.at(-1), points.at(-2)];
    return [
      label,
      monthText(last?.period ?? ''),
      last?.units ?? null,
      last?.usd ?? null,
      last?.usdPerUnit ?? null,
      changeOf(last?.usdPerUnit ?? null, before?.usdPerUnit ?? null),
    ];
  }),
  hasTotal: false,
});
