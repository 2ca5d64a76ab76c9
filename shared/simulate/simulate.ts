import { evaluate } from '../engine/evaluate.ts';
import { at } from '../engine/series.ts';
import { centralChoice, createWorkspace } from '../engine/streams.ts';
import type { Baseline, Scenario, Series } from '../engine/types.ts';
import { monthIndex, type Month } from '../units/months.ts';
import { crossingTime, isInBudget, ownsLever, type Budget } from '../engine/budget.ts';
import { createDrawModel, type DrawModel, type DrawnSpend, type VolumeUncertainty } from './draws.ts';
import { columnQuantiles, quantileOfSorted, shareAbove, type Fan } from './quantiles.ts';

export type SimulationOptions = {
  readonly draws: number;
  readonly seed: number;
  readonly volume: VolumeUncertainty;
  readonly budgets: readonly Budget[];
  /** Called now and then with the draws that are done. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

/** A sum over some months: its central value, its own quantiles, and every draw in rising order. */
export type SpanResult = {
  readonly centralUsd: number;
  readonly p10Usd: number;
  readonly p50Usd: number;
  readonly p90Usd: number;
  /** All draws, sorted: the curve of "how likely is it to stay below". */
  readonly sortedUsd: Float64Array;
};

export type BudgetOutlook = SpanResult & {
  readonly id: string;
  readonly usd: number;
  readonly probabilityOfExceeding: number;
  /** Months from the budget's first month until it is spent, in half and in one fifth of the draws; null when it lasts. */
  readonly crossesAfterMonthsP50: number | null;
  readonly crossesAfterMonthsP80: number | null;
};

export type SimulationResult = {
  readonly draws: number;
  readonly seed: number;
  readonly months: readonly Month[];
  readonly centralUsd: Series;
  /** Quantiles of each month. They do not add up to those of the total. */
  readonly monthlyUsd: Fan;
  readonly total: SpanResult;
  readonly years: readonly (SpanResult & { readonly year: number })[];
  readonly budgets: readonly BudgetOutlook[];
};

/** Work between two chances to cancel, in milliseconds. */
const CHUNK_MILLISECONDS = 40;

/**
 * Draws a scenario many times and reports quantiles beside the central case. The same seed gives the same numbers, and
 * 1,000 draws begin with the 200 of a first look. It gives way every 40 ms, so a worker stays responsive; an aborted
 * signal throws its reason.
 */
export async function simulate(
  baseline: Baseline,
  scenario: Scenario,
  options: SimulationOptions,
): Promise<SimulationResult> {
  const { draws, seed, budgets } = options;
  const model = createDrawModel(baseline, scenario, options.volume, (segment) =>
    budgets.map((budget) => Number(isInBudget(budget, segment))).join(''),
  );
  const ledger = createLedger(model, baseline, budgets, draws);
  const nextLuck = model.luckFrom(seed);
  let pausedAt = performance.now();
  for (let draw = 0; draw < draws; draw += 1) {
    ledger.add(draw, model.evaluate(nextLuck()));
    if (performance.now() - pausedAt > CHUNK_MILLISECONDS) {
      options.onProgress?.(draw + 1);
      await pause();
      options.signal?.throwIfAborted();
      pausedAt = performance.now();
    }
  }
  options.onProgress?.(draws);
  return { draws, seed, months: baseline.months, ...ledger.result(centralSpend(model)) };
}

const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));

function centralSpend({ compiled }: DrawModel): DrawnSpend {
  return evaluate(compiled, createWorkspace(compiled), centralChoice(compiled));
}

type Ledger = {
  readonly add: (draw: number, spend: DrawnSpend) => void;
  readonly result: (central: DrawnSpend) => Omit<SimulationResult, 'draws' | 'seed' | 'months'>;
};

/** Collects draws into monthly totals, one table for the company and one for each budget. */
function createLedger(model: DrawModel, baseline: Baseline, budgets: readonly Budget[], draws: number): Ledger {
  const { compiled } = model;
  const months = baseline.months.length;
  const everything = {
    groups: compiled.groups.map(({ index }) => index),
    levers: compiled.levers.map((_, index) => index),
  };
  const parts = budgets.map((budget) => ({
    groups: compiled.groups.flatMap(({ index, segments }) => {
      const segment = baseline.segments[segments[0] ?? -1];
      return segment !== undefined && isInBudget(budget, segment) ? [index] : [];
    }),
    levers: compiled.levers.flatMap(({ lever }, index) => (ownsLever(budget, lever.scope) ? [index] : [])),
  }));
  const table = new Float64Array(draws * months);
  const budgetTables = budgets.map(() => new Float64Array(draws * months));
  return {
    add: (draw, spend) => {
      table.set(monthlySpend(spend, everything, months), draw * months);
      parts.forEach((part, index) => budgetTables[index]?.set(monthlySpend(spend, part, months), draw * months));
    },
    result: (central) => {
      const centralUsd = monthlySpend(central, everything, months);
      const all = { from: 0, to: months - 1 };
      return {
        centralUsd,
        monthlyUsd: columnQuantiles(table, months),
        total: spanResult(table, centralUsd, all),
        years: yearSpans(baseline.months).map(({ year, ...span }) => ({
          year,
          ...spanResult(table, centralUsd, span),
        })),
        budgets: budgets.map((budget, index) => {
          const path = monthlySpend(central, parts[index] ?? everything, months);
          return budgetOutlook(budget, budgetTables[index] ?? table, path, baseline.months);
        }),
      };
    },
  };
}

type Part = { readonly groups: readonly number[]; readonly levers: readonly number[] };

/** Known spend per month of some groups and some levers. */
function monthlySpend({ groupUsd, lines }: DrawnSpend, part: Part, months: number): Series {
  const sum = new Float64Array(months);
  for (const group of part.groups) {
    for (let month = 0; month < months; month += 1) {
      const usd = at(groupUsd, group * months + month);
      if (!Number.isNaN(usd)) sum[month] = at(sum, month) + usd;
    }
  }
  for (const lever of part.levers) {
    const line = lines[lever];
    if (line === undefined) continue;
    for (let month = 0; month < months; month += 1) {
      sum[month] = at(sum, month) + at(line.recurringUsd, month) + at(line.oneOffUsd, month);
    }
  }
  return sum;
}

type Span = { readonly from: number; readonly to: number };

function yearSpans(months: readonly Month[]): (Span & { year: number })[] {
  const spans = new Map<number, { from: number; to: number }>();
  months.forEach((month, index) => {
    const year = Number(month.slice(0, 4));
    spans.set(year, { from: spans.get(year)?.from ?? index, to: index });
  });
  return [...spans].map(([year, span]) => ({ year, ...span }));
}

function sumSpan(path: Series, { from, to }: Span): number {
  let sum = 0;
  for (let month = Math.max(0, from); month <= Math.min(to, path.length - 1); month += 1) sum += at(path, month);
  return sum;
}

function spanResult(table: Float64Array, central: Series, span: Span): SpanResult {
  const months = central.length;
  const sums = Float64Array.from({ length: table.length / Math.max(1, months) }, (_, draw) =>
    sumSpan(table.subarray(draw * months, (draw + 1) * months), span),
  );
  const sortedUsd = sums.sort();
  return {
    centralUsd: sumSpan(central, span),
    p10Usd: quantileOfSorted(sortedUsd, 0.1),
    p50Usd: quantileOfSorted(sortedUsd, 0.5),
    p90Usd: quantileOfSorted(sortedUsd, 0.9),
    sortedUsd,
  };
}

function budgetOutlook(budget: Budget, table: Float64Array, central: Series, months: readonly Month[]): BudgetOutlook {
  const first = months[0];
  const offset = first === undefined ? 0 : monthIndex(first);
  const span = { from: monthIndex(budget.from) - offset, to: monthIndex(budget.to) - offset };
  const count = months.length;
  const result = spanResult(table, central, span);
  const crossings = Float64Array.from({ length: table.length / Math.max(1, count) }, (_, draw) =>
    crossingTime(
      table.subarray(draw * count + Math.max(0, span.from), draw * count + Math.min(count, span.to + 1)),
      budget.usd,
    ),
  ).sort();
  const crossing = (share: number): number | null => {
    const time = at(crossings, Math.ceil(share * crossings.length) - 1);
    return Number.isFinite(time) ? time : null;
  };
  return {
    ...result,
    id: budget.id,
    usd: budget.usd,
    probabilityOfExceeding: shareAbove(result.sortedUsd, budget.usd),
    crossesAfterMonthsP50: crossing(0.5),
    crossesAfterMonthsP80: crossing(0.2),
  };
}

/**
 * Money to hold beside the central plan so that a total is kept with the given confidence; negative when the central
 * plan is above it already. Example: central 100, P80 of 118: 18 USD.
 */
export const contingencyUsd = ({ centralUsd, sortedUsd }: SpanResult, confidence: number): number =>
  quantileOfSorted(sortedUsd, confidence) - centralUsd;
