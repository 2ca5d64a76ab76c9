import type { ScenarioOutcome } from '../../plan/results.ts';
import { lighten } from '../colours.ts';
import { BODY, GAP } from '../layout.ts';
import type { CategoryChart, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { money, monthText } from '../text.ts';
import { NOTHING, wholeTable, type Part } from './draft.ts';

/** More scenarios than this do not fit one slide; the chosen one and the first of the rest stay. */
const MOST_SCENARIOS = 8;
const CHART_HEIGHT = 2.6;

/** All scenarios side by side over the same months and prices. */
export function comparisonPart(subject: Subject): Part {
  const { results, chosen } = subject;
  if (results.scenarios.length < 2) return NOTHING;
  const shown = results.scenarios
    .filter((scenario, index) => index < MOST_SCENARIOS - 1 || scenario === chosen)
    .slice(0, MOST_SCENARIOS);
  const full = scenarioTable(results.scenarios);
  const table = scenarioTable(shown);
  const below = { ...BODY, y: BODY.y + CHART_HEIGHT + GAP, h: BODY.h - CHART_HEIGHT - GAP };
  return {
    slides: [
      {
        id: 'comparison',
        page: 0,
        title: comparisonSentence(subject),
        blocks: [
          {
            kind: 'chart',
            frame: { ...BODY, h: CHART_HEIGHT },
            title: 'Total of the horizon, USD',
            chart: totalsChart(subject, shown),
          },
          wholeTable(table, below, 'Side by side, USD'),
        ],
        notes: 'All scenarios run over the same months, the same forecast and the same price book.',
      },
    ],
    tables: [full],
    checks: [],
  };
}

function comparisonSentence({ results, baseline }: Subject): string {
  const byCost = results.scenarios.toSorted((left, right) => left.totalUsd.central - right.totalUsd.central);
  const [cheapest] = byCost;
  const dearest = byCost.at(-1);
  const end = monthText(baseline.months.at(-1)?.month ?? '');
  if (cheapest === undefined || dearest === undefined) return 'There is nothing to compare';
  return `Until ${end} the cases lie between ${money(cheapest.totalUsd.central)} (${cheapest.name}) and ${money(dearest.totalUsd.central)} (${dearest.name})`;
}

const totalsChart = ({ brand }: Subject, scenarios: readonly ScenarioOutcome[]): CategoryChart => ({
  kind: 'category',
  direction: 'upright',
  categories: scenarios.map(({ name }) => name),
  series: [
    { name: 'P10', values: scenarios.map(({ totalUsd }) => totalUsd.p10), colour: lighten(brand.primary, 0.6) },
    { name: 'Central', values: scenarios.map(({ totalUsd }) => totalUsd.central), colour: brand.primary },
    { name: 'P90', values: scenarios.map(({ totalUsd }) => totalUsd.p90), colour: lighten(brand.primary, 0.35) },
  ].map((series) => ({ ...series, mark: 'bar', isDashed: false })),
  valueTitle: 'USD',
  bars: 'beside',
  hasLabels: true,
  further: [],
});

function scenarioTable(scenarios: readonly ScenarioOutcome[]): Table {
  const [baseline] = scenarios;
  const base = baseline?.totalUsd.central ?? 0;
  return {
    name: 'Scenarios',
    columns: [
      { header: 'Scenario', kind: 'text', weight: 2.2 },
      { header: 'Total', kind: 'usd', weight: 1.1 },
      { header: 'P10', kind: 'usdQuantile', weight: 1 },
      { header: 'P50', kind: 'usdQuantile', weight: 1 },
      { header: 'P90', kind: 'usdQuantile', weight: 1 },
      { header: 'Against baseline', kind: 'usd', weight: 1.2 },
      { header: 'Change', kind: 'percent', weight: 0.9 },
      { header: 'One-off costs', kind: 'usd', weight: 1 },
      { header: 'Quality kept', kind: 'percent', weight: 0.9 },
      { header: 'USD per M tokens, last month', kind: 'rate', weight: 1.2 },
      { header: 'Chance over budget', kind: 'percent', weight: 1 },
    ],
    rows: scenarios.map((scenario) => [
      scenario.name,
      scenario.totalUsd.central,
      scenario.totalUsd.p10,
      scenario.totalUsd.p50,
      scenario.totalUsd.p90,
      scenario.totalUsd.central - base,
      base === 0 ? null : scenario.totalUsd.central / base - 1,
      scenario.oneOffUsd,
      scenario.quality,
      scenario.months.at(-1)?.unitCosts.find(({ unit }) => unit === 'million-tokens')?.usd ?? null,
      scenario.budgets[0]?.probabilityOfExceeding ?? null,
    ]),
    hasTotal: false,
  };
}
