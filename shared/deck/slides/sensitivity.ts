import { lighten } from '../colours.ts';
import { BODY, GAP, pagesOf } from '../layout.ts';
import type { CategoryChart, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { money, moneyRange } from '../text.ts';
import { NOTHING, wholeTable, type Part } from './draft.ts';

const MOST_ROWS = 10;
const CHART_WIDTH = 6;

/** Which uncertain input moves the total most. */
export function sensitivityPart(subject: Subject): Part {
  const { chosen } = subject;
  const rows = chosen.tornado.slice(0, MOST_ROWS);
  const [widest] = rows;
  if (widest === undefined) return NOTHING;
  const table = tornadoTable(subject);
  const tableFrame = { ...BODY, x: BODY.x + CHART_WIDTH + GAP, w: BODY.w - CHART_WIDTH - GAP };
  const [first] = pagesOf(table, tableFrame);
  const ends = [widest.atLowUsd, widest.atHighUsd].toSorted((left, right) => left - right);
  return {
    slides: [
      {
        id: 'sensitivity',
        page: 0,
        title: `${widest.leverId === null ? 'The volume forecast' : `${widest.lever}, ${widest.parameter.toLowerCase()},`} matters most: the total of ${chosen.name} lies at ${moneyRange(ends[0] ?? 0, ends[1] ?? 0)}`,
        blocks: [
          {
            kind: 'chart',
            frame: { ...BODY, w: CHART_WIDTH },
            title: `Against ${money(chosen.totalUsd.central)}, one input at a time, USD`,
            chart: tornadoChart(subject),
          },
          first === undefined
            ? wholeTable(table, tableFrame, 'Total at either end, USD')
            : { kind: 'table', frame: tableFrame, title: 'Total at either end, USD', table, ...first },
        ],
        notes: 'Each input stands at its P10 or P90 while all others stay at their middle.',
      },
    ],
    tables: [table],
    checks: [],
  };
}

function tornadoChart({ chosen, brand }: Subject): CategoryChart {
  const rows = chosen.tornado.slice(0, MOST_ROWS);
  const { central } = chosen.totalUsd;
  return {
    kind: 'category',
    direction: 'sideways',
    categories: rows.map(({ lever, parameter }) => `${lever}: ${parameter}`),
    series: [
      { name: 'At P10', values: rows.map(({ atLowUsd }) => atLowUsd - central), colour: lighten(brand.primary, 0.5) },
      { name: 'At P90', values: rows.map(({ atHighUsd }) => atHighUsd - central), colour: brand.primary },
    ].map((series) => ({ ...series, mark: 'bar', isDashed: false })),
    valueTitle: 'USD against the central total',
    bars: 'over',
    hasLabels: true,
    further: [],
  };
}

const tornadoTable = ({ chosen }: Subject): Table => ({
  name: 'Sensitivity',
  columns: [
    { header: 'Input', kind: 'text', weight: 2.6 },
    { header: 'P10 to P90', kind: 'text', weight: 1.5 },
    { header: 'Total at P10', kind: 'usdQuantile', weight: 1.1 },
    { header: 'Total at P90', kind: 'usdQuantile', weight: 1.1 },
  ],
  rows: chosen.tornado.map(({ lever, parameter, low, high, atLowUsd, atHighUsd }) => [
    `${lever}: ${parameter}`,
    `${low} to ${high}`.replaceAll('\u202f', '\u00a0'),
    atLowUsd,
    atHighUsd,
  ]),
  hasTotal: false,
});
