import type { BudgetOutlook, ScenarioOutcome } from '../../plan/results.ts';
import { dayName } from '../../units/format.ts';
import { INK, lighten } from '../colours.ts';
import { BODY, GAP } from '../layout.ts';
import type { CategoryChart, CellValue, Series, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { money, monthText, share } from '../text.ts';
import { NOTHING, tableSlides, wholeTable, type Part } from './draft.ts';

const CHART_WIDTH = 6.6;
/** A slide for each of the first budgets; all of them stand in the table. */
const MOST_BUDGETS = 3;

/** Who owns what, and when it runs out. */
export function budgetsPart(subject: Subject): Part {
  const { chosen, baseline } = subject;
  if (chosen.budgets.length === 0) return NOTHING;
  const scenarios = chosen === baseline ? [baseline] : [baseline, chosen];
  const all = budgetTable(scenarios, chosen.budgets);
  const tableFrame = { ...BODY, x: BODY.x + CHART_WIDTH + GAP, w: BODY.w - CHART_WIDTH - GAP };
  const slides = chosen.budgets.slice(0, MOST_BUDGETS).map((budget, page) => ({
    id: 'budgets' as const,
    page,
    title: budgetSentence(chosen, budget),
    blocks: [
      {
        kind: 'chart' as const,
        frame: { ...BODY, w: CHART_WIDTH },
        title: `${budget.name}: running total, USD`,
        chart: pathChart(subject, budget),
      },
      wholeTable(markTable(scenarios, budget), tableFrame, 'When it is used up'),
    ],
    notes: 'P50: half of all draws have reached it by that day. P80: one draw in five has reached it by that day.',
  }));
  const further =
    chosen.budgets.length <= MOST_BUDGETS
      ? []
      : tableSlides(
          { id: 'budgets', title: `All ${String(chosen.budgets.length)} budgets`, notes: '' },
          all,
          BODY,
          'Budgets, USD',
        ).map((slide, index) => ({ ...slide, page: MOST_BUDGETS + index }));
  return { slides: [...slides, ...further], tables: [all], checks: [] };
}

/** Example: `AI budget 2027 of 380 k USD lasts in the middle case; the chance of needing more is 16 %`. */
function budgetSentence(
  { name: scenario }: ScenarioOutcome,
  { name, usd, crossesOnP50, probabilityOfExceeding }: BudgetOutlook,
): string {
  const chance = `the chance of needing more is ${share(probabilityOfExceeding)}`;
  return crossesOnP50 === null
    ? `${name} of ${money(usd)} lasts in the middle case of ${scenario}; ${chance}`
    : `${name} of ${money(usd)} is used up on ${dayName(crossesOnP50)} in the middle case of ${scenario}; ${chance}`;
}

function pathChart({ brand, baseline, chosen }: Subject, budget: BudgetOutlook): CategoryChart {
  const { path } = budget;
  const other = chosen === baseline ? undefined : baseline.budgets.find(({ id }) => id === budget.id);
  const line = (name: string, values: readonly number[], colour: string, isDashed: boolean): Series => ({
    name,
    values,
    colour,
    mark: 'line',
    isDashed,
  });
  const band = (name: string, values: readonly number[], colour: string | null): Series => ({
    ...line(name, values, '', false),
    mark: 'band',
    colour,
  });
  const of = (pick: (running: (typeof path)[number]['runningUsd']) => number): number[] =>
    path.map(({ runningUsd }) => pick(runningUsd));
  return {
    kind: 'category',
    direction: 'upright',
    categories: path.map(({ month }) => monthText(month)),
    series: [
      band(
        'P10',
        of(({ p10 }) => p10),
        null,
      ),
      band(
        'P10 to P90',
        of(({ p10, p90 }) => p90 - p10),
        lighten(brand.primary, 0.7),
      ),
      line(
        chosen.name,
        of(({ central }) => central),
        brand.primary,
        true,
      ),
      ...(other === undefined
        ? []
        : [
            line(
              baseline.name,
              other.path.map(({ runningUsd }) => runningUsd.central),
              INK.baseline,
              true,
            ),
          ]),
      line(
        budget.name,
        path.map(() => budget.usd),
        INK.budget,
        false,
      ),
    ],
    valueTitle: 'USD, running total',
    bars: 'beside',
    hasLabels: false,
    further: [{ name: 'P90', values: of(({ p90 }) => p90) }],
  };
}

const dayOrNever = (day: string | null): string => (day === null ? 'not reached' : dayName(day));

const markTable = (scenarios: readonly ScenarioOutcome[], budget: BudgetOutlook): Table => ({
  name: 'Budget marks',
  columns: [
    { header: 'Share', kind: 'percent', weight: 0.9 },
    { header: 'USD', kind: 'usdQuantile', weight: 0.9 },
    ...scenarios.flatMap(({ name }) => [
      { header: `${name} P50`, kind: 'text' as const, weight: 1.2 },
      { header: `${name} P80`, kind: 'text' as const, weight: 1.2 },
    ]),
  ],
  rows: budget.marks.map((mark, index): CellValue[] => [
    mark.share,
    mark.usd,
    ...scenarios.flatMap(({ budgets }) => {
      const same = budgets.find(({ id }) => id === budget.id)?.marks[index];
      return [dayOrNever(same?.reachedOnP50 ?? null), dayOrNever(same?.reachedOnP80 ?? null)];
    }),
  ]),
  hasTotal: false,
});

const budgetTable = (scenarios: readonly ScenarioOutcome[], budgets: readonly BudgetOutlook[]): Table => ({
  name: 'Budgets',
  columns: [
    { header: 'Budget', kind: 'text', weight: 2 },
    { header: 'Scenario', kind: 'text', weight: 1.5 },
    { header: 'Amount', kind: 'usdQuantile', weight: 1 },
    { header: 'Spend', kind: 'usdQuantile', weight: 1 },
    { header: 'P10', kind: 'usdQuantile', weight: 1 },
    { header: 'P50', kind: 'usdQuantile', weight: 1 },
    { header: 'P90', kind: 'usdQuantile', weight: 1 },
    { header: 'Chance over', kind: 'percent', weight: 0.9 },
    { header: 'Used up, P50', kind: 'text', weight: 1.1 },
    { header: 'Used up, P80', kind: 'text', weight: 1.1 },
  ],
  rows: budgets.flatMap(({ id }) =>
    scenarios.flatMap((scenario): CellValue[][] => {
      const budget = scenario.budgets.find((other) => other.id === id);
      if (budget === undefined) return [];
      const { name, usd, spend, probabilityOfExceeding, crossesOnP50, crossesOnP80 } = budget;
      return [
        [
          name,
          scenario.name,
          usd,
          spend.central,
          spend.p10,
          spend.p50,
          spend.p90,
          probabilityOfExceeding,
          dayOrNever(crossesOnP50),
          dayOrNever(crossesOnP80),
        ],
      ];
    }),
  ),
  hasTotal: false,
});
