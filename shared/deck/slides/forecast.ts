import type { PlanMonth, ScenarioOutcome } from '../../plan/results.ts';
import { preciseSum } from '../../units/rounding.ts';
import { monthRange } from '../../units/months.ts';
import { INK, lighten } from '../colours.ts';
import { BODY } from '../layout.ts';
import type { CategoryChart, Series, Table } from '../model.ts';
import { scenarioColour, type Subject } from '../subject.ts';
import { money, moneyRange, monthText, share } from '../text.ts';
import { tableSlides, type Part } from './draft.ts';

/** What has been and what will be, with bands. */
export function forecastPart(subject: Subject): Part {
  const { baseline, chosen } = subject;
  const table = monthTable(subject);
  const title = forecastSentence(subject);
  return {
    slides: [
      {
        id: 'forecast',
        page: 0,
        title,
        blocks: [{ kind: 'chart', frame: BODY, title: 'Spend by month, USD', chart: fanChart(subject) }],
        notes:
          'Actual is computed from tokens and the prices of each day. The bands are drawn around the scenario that the deck argues for.',
      },
      ...tableSlides(
        { id: 'months', title: monthSentence(subject), notes: 'P10 and P90 of the total are its own, not a sum.' },
        table,
        BODY,
        'By month, USD',
      ),
    ],
    tables: [table],
    checks: [baseline, ...(chosen === baseline ? [] : [chosen])].map(({ name, months, totalUsd }) => ({
      name: `Months of ${name} add up to its total`,
      left: preciseSum(months.map(({ costUsd }) => costUsd.central)),
      right: totalUsd.central,
    })),
  };
}

/** Example: `Spend goes from 24.2 k USD in Oct 2026 to 32 k USD in Dec 2027, 24 to 43 k USD in eight of ten cases`. */
function forecastSentence({ chosen, past }: Subject): string {
  const end = chosen.months.at(-1);
  const last = past.at(-1);
  if (end === undefined) return 'There is no month to forecast';
  const from = last === undefined ? '' : ` from ${money(last.computedUsd)} in ${monthText(last.month)}`;
  const { central, p10, p90 } = end.costUsd;
  const name = chosen.isBaseline ? 'Monthly spend' : `With ${chosen.name}, monthly spend`;
  return `${name} goes${from} to ${money(central)} in ${monthText(end.month)}, ${moneyRange(p10, p90)} in eight of ten cases`;
}

function monthSentence({ baseline, chosen }: Subject): string {
  const gaps = chosen.months.map(({ month, costUsd }, index) => ({
    month,
    usd: costUsd.central - (baseline.months[index]?.costUsd.central ?? 0),
  }));
  const [largest] = gaps.toSorted((left, right) => Math.abs(right.usd) - Math.abs(left.usd));
  if (chosen === baseline || largest === undefined || largest.usd === 0) {
    const [dearest] = baseline.months.toSorted((left, right) => right.costUsd.central - left.costUsd.central);
    return `The dearest month is ${monthText(dearest?.month ?? '')} with ${money(dearest?.costUsd.central ?? null)}`;
  }
  const base = baseline.months.find(({ month }) => month === largest.month)?.costUsd.central ?? 0;
  return `The largest change is in ${monthText(largest.month)}: ${money(Math.abs(largest.usd))} ${largest.usd < 0 ? 'less' : 'more'} than the baseline (${share(base === 0 ? null : Math.abs(largest.usd) / base)})`;
}

type Quantiles = Omit<PlanMonth['costUsd'], 'central'>;

const QUANTILES = [
  ['P2.5', 'p025'],
  ['P10', 'p10'],
  ['P50', 'p50'],
  ['P90', 'p90'],
  ['P97.5', 'p975'],
] as const satisfies readonly (readonly [string, keyof Quantiles])[];

/**
 * Bands stand on each other, because programs disagree on which of two overlapping areas lies in front. Their heights are
 * differences, so the quantiles themselves are further columns of the chart's sheet.
 */
export function fanChart(subject: Subject): CategoryChart {
  const { past, baseline, chosen, results, brand } = subject;
  const categories = [...past, ...chosen.months].map(({ month }) => monthText(month));
  const gap = past.map(() => null);
  const future = chosen.months.map(() => null);
  // Lines and bands of the future begin at the last known month.
  const start = past.slice(0, -1).map(() => null);
  const anchor = past.slice(-1).map(({ computedUsd }) => computedUsd);
  const ahead = (months: readonly PlanMonth[], valueOf: (month: PlanMonth) => number): (number | null)[] => [
    ...start,
    ...anchor,
    ...months.map(valueOf),
  ];
  const actual = past.map(({ computedUsd }) => computedUsd);
  const band = (name: string, from: keyof Quantiles, to: keyof Quantiles, colour: string): Series => ({
    name,
    values: [...start, ...anchor.map(() => 0), ...chosen.months.map(({ costUsd }) => costUsd[to] - costUsd[from])],
    mark: 'band',
    colour,
    isDashed: false,
  });
  const [outer, inner] = [lighten(brand.primary, 0.84), lighten(brand.primary, 0.66)];
  const line = (scenario: ScenarioOutcome): Series => ({
    name: scenario.name,
    values: ahead(scenario.months, ({ costUsd }) => costUsd.central),
    mark: 'line',
    colour: scenarioColour(subject, scenario),
    isDashed: true,
  });
  const others = results.scenarios.filter(({ id }) => id !== baseline.id && id !== chosen.id).slice(0, 3);
  return {
    kind: 'category',
    direction: 'upright',
    categories,
    series: [
      {
        // Over the past the foot follows the line, so that a band of no height lies on it and not on zero.
        name: 'Actual, then P2.5',
        values: [...actual, ...chosen.months.map(({ costUsd }) => costUsd.p025)],
        mark: 'band',
        colour: null,
        isDashed: false,
      },
      band('P2.5 to P10', 'p025', 'p10', outer),
      band('P10 to P90', 'p10', 'p90', inner),
      band('P90 to P97.5', 'p90', 'p975', outer),
      {
        name: 'Actual',
        values: [...actual, ...future],
        mark: 'line',
        colour: INK.actual,
        isDashed: false,
      },
      ...[baseline, ...(chosen === baseline ? [] : [chosen]), ...others].map(line),
      ...budgetSeries(subject, gap),
    ],
    valueTitle: 'USD a month',
    bars: 'beside',
    hasLabels: false,
    further: QUANTILES.map(([name, key]) => ({ name, values: ahead(chosen.months, ({ costUsd }) => costUsd[key]) })),
  };
}

/** A budget over everything as its monthly share; one of a part of the usage would be beside the point here. */
function budgetSeries({ document, chosen }: Subject, gap: readonly null[]): readonly Series[] {
  return document.budgets
    .filter(({ scope }) => Object.values(scope).every((values) => values.length === 0))
    .map(({ name, from, to, amountUsd }) => ({
      name,
      values: [
        ...gap,
        ...chosen.months.map(({ month }) =>
          month >= from && month <= to ? amountUsd / monthRange(from, to).length : null,
        ),
      ],
      mark: 'line',
      colour: INK.budget,
      isDashed: false,
    }));
}

function monthTable({ baseline, chosen }: Subject): Table {
  const pair = chosen === baseline ? [baseline] : [baseline, chosen];
  return {
    name: 'Forecast',
    columns: [
      { header: 'Month', kind: 'text', weight: 1.1 },
      ...pair.flatMap(({ name }) => [
        { header: name, kind: 'usd' as const, weight: 1.2 },
        { header: `${name} P10`, kind: 'usdQuantile' as const, weight: 1.2 },
        { header: `${name} P50`, kind: 'usdQuantile' as const, weight: 1.2 },
        { header: `${name} P90`, kind: 'usdQuantile' as const, weight: 1.2 },
      ]),
      ...(pair.length === 1 ? [] : [{ header: 'Change', kind: 'usd' as const, weight: 1.1 }]),
    ],
    rows: [
      ...baseline.months.map(({ month }, index) => [
        monthText(month),
        ...pair.flatMap(({ months }) => {
          const cost = months[index]?.costUsd;
          return [cost?.central ?? null, cost?.p10 ?? null, cost?.p50 ?? null, cost?.p90 ?? null];
        }),
        ...(pair.length === 1
          ? []
          : [(chosen.months[index]?.costUsd.central ?? 0) - (baseline.months[index]?.costUsd.central ?? 0)]),
      ]),
      [
        'Total',
        ...pair.flatMap(({ totalUsd }) => [totalUsd.central, totalUsd.p10, totalUsd.p50, totalUsd.p90]),
        ...(pair.length === 1 ? [] : [chosen.totalUsd.central - baseline.totalUsd.central]),
      ],
    ],
    hasTotal: true,
  };
}
