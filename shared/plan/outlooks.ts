import { findDefault } from '../catalog/levers/defaults.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import { formatParameter } from '../engine/sentences.ts';
import type { Scenario, Series } from '../engine/types.ts';
import type { Budget } from '../model/document.ts';
import type { BudgetOutlook as SimulatedBudget } from '../simulate/budgetOutlook.ts';
import { quantileOfSorted } from '../simulate/quantiles.ts';
import { contingencyUsd, type FiscalYear, type SpanResult } from '../simulate/spans.ts';
import type { TornadoBar } from '../simulate/tornado.ts';
import { dayAfter } from '../engine/budget.ts';
import { monthRange, type Day, type Month } from '../units/months.ts';
import type { Contingency, CurvePoint, Spread, TornadoRow, YearOutlook } from './analysis.ts';
import type { BudgetOutlook, BudgetPathPoint } from './results.ts';

/** How volumes of different models move together in every draw of a plan. */
export const PLAN_VOLUME = {
  by: 'model',
  correlation: findDefault('uncertainty', 'volumeCorrelation')?.value ?? 1,
  overrunBias: 0,
} as const;

const CURVE_SHARES = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
const CONFIDENCES = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;

export const spreadOf = ({ centralUsd, p10Usd, p50Usd, p90Usd }: SpanResult): Spread => ({
  central: centralUsd,
  p10: p10Usd,
  p50: p50Usd,
  p90: p90Usd,
});

/** The curve of "how likely is it to stay below", by whole percents. */
export const curveOf = ({ sortedUsd }: SpanResult): CurvePoint[] =>
  CURVE_SHARES.map((share) => ({ share, usd: quantileOfSorted(sortedUsd, share) }));

/** The reserve for each usual confidence. */
export const contingencyOf = (span: SpanResult): Contingency[] =>
  CONFIDENCES.map((confidence) => ({ confidence, usd: contingencyUsd(span, confidence) }));

/** A fiscal year with its curve; `isKnown` says whether a month of the past is covered by data. */
export function yearOutlook(
  year: SpanResult & FiscalYear,
  months: readonly Month[],
  pastUsd: (month: Month) => number | null,
): YearOutlook {
  const [first] = months;
  const span = monthRange(year.from, year.to);
  const past = span.filter((month) => first !== undefined && month < first);
  return {
    year: year.year,
    from: year.from,
    to: year.to,
    isComplete: span.every((month) => months.includes(month) || (past.includes(month) && pastUsd(month) !== null)),
    spentUsd: past.reduce((sum, month) => sum + (pastUsd(month) ?? 0), 0),
    spend: spreadOf(year),
    curve: curveOf(year),
    contingency: contingencyOf(year),
  };
}

/** A budget's outlook under its names, with days in place of months passed. */
export function planBudget(
  outlook: SimulatedBudget,
  budget: Budget | undefined,
  months: readonly Month[],
): BudgetOutlook {
  const dayOf = (time: number | null): Day | null =>
    time === null || budget === undefined ? null : dayAfter(budget.from, time);
  return {
    id: outlook.id,
    name: budget?.name ?? outlook.id,
    usd: outlook.usd,
    spend: spreadOf(outlook),
    spentUsd: outlook.spentUsd,
    probabilityOfExceeding: outlook.probabilityOfExceeding,
    crossesAfterMonthsP50: outlook.crossesAfterMonthsP50,
    crossesAfterMonthsP80: outlook.crossesAfterMonthsP80,
    crossesOnP50: dayOf(outlook.crossesAfterMonthsP50),
    crossesOnP80: dayOf(outlook.crossesAfterMonthsP80),
    marks: outlook.marks,
    path: budget === undefined ? [] : budgetPath(outlook, budget, months),
    contingency: contingencyOf(outlook),
    curve: curveOf(outlook),
  };
}

/** The running total month by month, as far as data and horizon reach. */
function budgetPath({ runningUsd }: SimulatedBudget, budget: Budget, months: readonly Month[]): BudgetPathPoint[] {
  const [first, last] = [months[0], months.at(-1)];
  return monthRange(budget.from, budget.to).flatMap((month, index) => {
    if (first === undefined || last === undefined || month > last) return [];
    const value = (series: Series): number => series[index] ?? Number.NaN;
    const { central, p10, p50, p90 } = runningUsd;
    const spent = { central: value(central), p10: value(p10), p50: value(p50), p90: value(p90) };
    return [{ month, isPast: month < first, runningUsd: spent }];
  });
}

/** Tornado bars in words. */
export const tornadoRows = (bars: readonly TornadoBar[], scenario: Scenario): TornadoRow[] =>
  bars.map(({ leverId, key, lowValue, highValue, atLowUsd, atHighUsd }) => {
    const lever = scenario.levers.find(({ id }) => id === leverId);
    const definition = leverDefinition(lever?.kind ?? '');
    const descriptor = definition?.parameters[key ?? ''];
    const say = (value: number | null): string =>
      value === null || descriptor?.kind !== 'number' ? '' : formatParameter(value, descriptor);
    return {
      leverId,
      lever: definition?.title ?? 'Forecast',
      parameter: descriptor?.label ?? 'Volume',
      low: leverId === null ? 'P10' : say(lowValue),
      high: leverId === null ? 'P90' : say(highValue),
      atLowUsd,
      atHighUsd,
    };
  });
