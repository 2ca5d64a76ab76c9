import type { ScenarioOutcome } from '../../plan/results.ts';
import { preciseSum } from '../../units/rounding.ts';
import { BODY, GAP } from '../layout.ts';
import type { CellValue, Figure, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { modelLabel, money, moneyRange, monthText, share, unitPrice } from '../text.ts';
import { wholeTable, type Part } from './draft.ts';

const FIGURES_HEIGHT = 1.3;
const MOST_MODELS = 6;

/** The number first, then what drives it and what is asked for. */
export function summaryPart(subject: Subject): Part {
  const { baseline, chosen } = subject;
  const table = modelTable(subject);
  const rest = { y: BODY.y + FIGURES_HEIGHT + GAP, h: BODY.h - FIGURES_HEIGHT - GAP };
  const left = { x: BODY.x, w: 7.3, ...rest };
  const right = { x: BODY.x + 7.3 + GAP, w: BODY.w - 7.3 - GAP, ...rest };
  return {
    slides: [
      {
        id: 'summary',
        page: 0,
        title: summarySentence(subject),
        blocks: [
          { kind: 'figures', frame: { ...BODY, h: FIGURES_HEIGHT }, figures: figuresOf(subject) },
          wholeTable(table, left, `Where the money goes until ${endOf(baseline)}, USD`),
          { kind: 'text', frame: right, title: 'What is asked for', lines: asked(subject), isSmall: false },
        ],
        notes:
          'Central values have every setting at its middle; P10 to P90 come from draws of the whole plan. Quantiles are never added up.',
      },
    ],
    tables: [table],
    checks: [
      { name: 'Spend by model adds up to the baseline', left: columnSum(table, 1), right: baseline.totalUsd.central },
      ...(chosen === baseline
        ? []
        : [
            {
              name: `Spend by model adds up to ${chosen.name}`,
              left: columnSum(table, 2),
              right: chosen.totalUsd.central,
            },
          ]),
    ],
  };
}

const columnSum = (table: Table, column: number): number =>
  preciseSum(table.rows.slice(0, -1).map((row) => Number(row[column] ?? 0)));

const endOf = ({ months }: ScenarioOutcome): string => monthText(months.at(-1)?.month ?? '');

/** Example: `Tidy up saves 26.6 k USD (7 %) until Dec 2027: 373 k USD, P10 to P90 316 to 455 k USD`. */
export function summarySentence({ baseline, chosen }: Subject): string {
  const { central, p10, p90 } = chosen.totalUsd;
  const range = `P10 to P90 ${moneyRange(p10, p90)}`;
  if (chosen === baseline) return `AI spend comes to ${money(central)} until ${endOf(chosen)}, ${range}`;
  const change = central - baseline.totalUsd.central;
  const part = baseline.totalUsd.central === 0 ? null : Math.abs(change) / baseline.totalUsd.central;
  const verb = change <= 0 ? 'saves' : 'adds';
  return `${chosen.name} ${verb} ${money(Math.abs(change))} (${share(part)}) until ${endOf(chosen)}: ${money(central)}, ${range}`;
}

function figuresOf({ baseline, chosen, past }: Subject): readonly Figure[] {
  const year = past.slice(-12);
  const spent = preciseSum(year.map(({ computedUsd }) => computedUsd ?? 0));
  const unit = (scenario: ScenarioOutcome): number | null =>
    scenario.months.at(-1)?.unitCosts.find((cost) => cost.unit === 'million-tokens')?.usd ?? null;
  const [budget] = chosen.budgets;
  const change = chosen.totalUsd.central - baseline.totalUsd.central;
  const { length } = baseline.months;
  return [
    { label: `Spent in the last ${String(year.length)} months`, value: money(spent), note: 'Computed at list prices' },
    {
      label: `Baseline, next ${String(length)} months`,
      value: money(baseline.totalUsd.central),
      note: `P10 to P90 ${moneyRange(baseline.totalUsd.p10, baseline.totalUsd.p90)}`,
    },
    ...(chosen === baseline
      ? []
      : [
          {
            label: chosen.name,
            value: money(chosen.totalUsd.central),
            note: `${money(Math.abs(change))} ${change <= 0 ? 'less' : 'more'} than the baseline`,
          },
        ]),
    ...(budget === undefined
      ? []
      : [
          {
            label: budget.name,
            value: money(budget.usd),
            note: `${share(budget.probabilityOfExceeding)} chance of more with ${chosen.name}`,
          },
        ]),
    {
      label: `Per million tokens, ${endOf(chosen)}`,
      value: unitPrice(unit(chosen)),
      note: chosen === baseline ? 'Baseline' : `Baseline ${unitPrice(unit(baseline))}`,
    },
  ];
}

/** Spend by model over the horizon, the baseline beside the chosen scenario; what no model carries is a row of its own. */
function modelTable({ baseline, chosen }: Subject): Table {
  const scenarios = chosen === baseline ? [baseline] : [baseline, chosen];
  const keys = new Set(scenarios.flatMap(({ models }) => models.map(({ key }) => key)));
  const usdOf = (scenario: ScenarioOutcome, key: string): number =>
    scenario.models.find((model) => model.key === key)?.usd ?? 0;
  const ranked = [...keys]
    .map((key) => ({ key, usd: scenarios.map((scenario) => usdOf(scenario, key)) }))
    .toSorted((left, right) => Math.max(...right.usd) - Math.max(...left.usd) || left.key.localeCompare(right.key));
  const shown = ranked.slice(0, MOST_MODELS).filter(({ usd }) => usd.some((value) => value > 0));
  const listed = new Set(shown.map(({ key }) => key));
  const others = ranked.filter(({ key, usd }) => !listed.has(key) && usd.some((value) => value !== 0));
  const totals = scenarios.map(({ totalUsd }) => totalUsd.central);
  const oneOff = scenarios.map(({ oneOffUsd }) => oneOffUsd);
  const models = scenarios.map((scenario) => preciseSum(scenario.models.map(({ usd }) => usd)));
  const further = totals.map((total, index) => total - (models[index] ?? 0) - (oneOff[index] ?? 0));
  const row = (name: string, usd: readonly number[]): readonly CellValue[] => [
    name,
    ...usd,
    ...(scenarios.length === 1 ? [] : [(usd[1] ?? 0) - (usd[0] ?? 0)]),
  ];
  const rowOf = (name: string, usd: readonly number[], least: number): (readonly CellValue[])[] =>
    usd.some((value) => Math.abs(value) > least) ? [row(name, usd)] : [];
  return {
    name: 'Summary',
    columns: [
      { header: 'Model', kind: 'text', weight: 2.6 },
      ...scenarios.map(({ name }) => ({ header: name, kind: 'usd' as const, weight: 1.3 })),
      ...(scenarios.length === 1 ? [] : [{ header: 'Change', kind: 'usd' as const, weight: 1.2 }]),
    ],
    rows: [
      ...shown.map(({ key, usd }) => row(modelLabel(key), usd)),
      ...rowOf(
        others.length === 1 ? '1 further model' : `${String(others.length)} further models`,
        scenarios.map((_, index) => preciseSum(others.map(({ usd }) => usd[index] ?? 0))),
        0,
      ),
      ...rowOf('One-off costs', oneOff, 0),
      ...rowOf('Commitments, hosting and discounts', further, 0.005),
      row('Total', totals),
    ],
    hasTotal: true,
  };
}

function asked({ baseline, chosen, results }: Subject): readonly string[] {
  if (chosen === baseline) {
    return [
      `Set aside ${moneyRange(baseline.totalUsd.p50, baseline.totalUsd.p90)} until ${endOf(baseline)}: the middle case and the one that nine of ten cases stay under.`,
      'No scenario is in the plan yet; the baseline carries today’s use on.',
    ];
  }
  const byValue = chosen.levers.toSorted((left, right) => left.stackedUsd - right.stackedUsd);
  const unpriced = results.findings.filter(({ code }) => code === 'unpriced-model').length;
  return [
    ...byValue
      .slice(0, 4)
      .map(
        ({ sentence, stackedUsd }) =>
          `${sentence}: ${stackedUsd <= 0 ? 'saves' : 'adds'} ${money(Math.abs(stackedUsd))}.`,
      ),
    ...chosen.budgets
      .slice(0, 2)
      .map(
        ({ name, usd, probabilityOfExceeding, id }) =>
          `${name}, ${money(usd)}: the chance of needing more is ${share(probabilityOfExceeding)}, ${share(baseline.budgets.find((other) => other.id === id)?.probabilityOfExceeding ?? null)} without these changes.`,
      ),
    ...(unpriced === 0 ? [] : ['Models without a price are in no total; see the findings.']),
  ];
}
