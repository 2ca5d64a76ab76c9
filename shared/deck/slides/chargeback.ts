import type { Allocation } from '../../engine/allocation.ts';
import { preciseSum } from '../../units/rounding.ts';
import { BODY, GAP, pagesOf } from '../layout.ts';
import type { CategoryChart, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { modelLabel, money, monthText, share } from '../text.ts';
import { NOTHING, tableSlides, wholeTable, type Part } from './draft.ts';

const MOST_BARS = 10;
const CHART_WIDTH = 4.6;
const NOBODY = 'Not attributed';

/** What each cost centre caused in the complete months of the past, with its part of the shared costs. */
export function chargebackPart(subject: Subject): Part {
  const chargeback = subject.results.analysis?.chargeback;
  const months = chargeback?.months.filter(({ isForecast }) => !isForecast) ?? [];
  const [first, last] = [months[0]?.month, months.at(-1)?.month];
  // Where nothing has a label there is nobody to charge.
  if (chargeback === undefined || first === undefined || last === undefined || chargeback.past.lines.length === 0) {
    return NOTHING;
  }
  const allocation = chargeback.past;
  const table = chargebackTable(allocation);
  const span = `${monthText(first)} to ${monthText(last)}`;
  const tableFrame = { ...BODY, x: BODY.x + CHART_WIDTH + GAP, w: BODY.w - CHART_WIDTH - GAP };
  const slide = {
    id: 'chargeback' as const,
    title: chargebackSentence(allocation, span),
    notes: `Direct: computed cost of the usage with the label ${chargeback.by}. Shared: by the rules of the plan. What carries no label is never spread silently.`,
  };
  const chart = {
    kind: 'chart' as const,
    frame: { ...BODY, w: CHART_WIDTH },
    title: `By ${chargeback.by}, ${span}, USD`,
    chart: centreChart(subject, allocation),
  };
  return {
    slides:
      pagesOf(table, tableFrame).length === 1
        ? [{ ...slide, page: 0, blocks: [chart, wholeTable(table, tableFrame, 'Showback, USD')] }]
        : [
            { ...slide, page: 0, blocks: [{ ...chart, frame: BODY }] },
            ...tableSlides(slide, table, BODY, 'Showback, USD').map((page, index) => ({ ...page, page: index + 1 })),
          ],
    tables: [table],
    checks: [
      {
        name: 'Cost centres and what is not attributed add up to all costs',
        left: preciseSum([...allocation.lines.map(({ totalUsd }) => totalUsd), allocation.untaggedUsd]),
        right: allocation.totalUsd,
      },
    ],
  };
}

const sorted = ({ lines }: Allocation) => lines.toSorted((left, right) => right.totalUsd - left.totalUsd);

/** Example: `Support caused 41 % of 284 k USD from Nov 2025 to Oct 2026; 3 % is not attributed`. */
function chargebackSentence(allocation: Allocation, span: string): string {
  const [largest] = sorted(allocation);
  const part = largest === undefined || allocation.totalUsd === 0 ? null : largest.totalUsd / allocation.totalUsd;
  return `${modelLabel(largest?.centre ?? '')} caused ${share(part)} of ${money(allocation.totalUsd)} from ${span}; ${share(allocation.untaggedShare)} is not attributed`;
}

function centreChart({ brand }: Subject, allocation: Allocation): CategoryChart {
  const shown = sorted(allocation).slice(0, MOST_BARS);
  return {
    kind: 'category',
    direction: 'sideways',
    categories: [...shown.map(({ centre }) => modelLabel(centre)), NOBODY],
    series: [
      {
        name: 'Total',
        values: [...shown.map(({ totalUsd }) => totalUsd), allocation.untaggedUsd],
        mark: 'bar',
        colour: brand.primary,
        isDashed: false,
      },
    ],
    valueTitle: 'USD',
    bars: 'beside',
    hasLabels: true,
    further: [],
  };
}

function chargebackTable(allocation: Allocation): Table {
  const { totalUsd, untaggedUsd } = allocation;
  const part = (usd: number): number | null => (totalUsd === 0 ? null : usd / totalUsd);
  const lines = sorted(allocation);
  return {
    name: 'Showback',
    columns: [
      { header: 'Cost centre', kind: 'text', weight: 2.2 },
      { header: 'Direct', kind: 'usd', weight: 1 },
      { header: 'Shared', kind: 'usd', weight: 1 },
      { header: 'Total', kind: 'usd', weight: 1 },
      { header: 'Share', kind: 'percent', weight: 0.8 },
    ],
    rows: [
      ...lines.map((line) => [line.centre, line.directUsd, line.sharedUsd, line.totalUsd, part(line.totalUsd)]),
      [NOBODY, untaggedUsd, 0, untaggedUsd, part(untaggedUsd)],
      [
        'Total',
        preciseSum([...lines.map(({ directUsd }) => directUsd), untaggedUsd]),
        preciseSum(lines.map(({ sharedUsd }) => sharedUsd)),
        totalUsd,
        part(totalUsd),
      ],
    ],
    hasTotal: true,
  };
}
