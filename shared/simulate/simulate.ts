import { evaluate } from '../engine/evaluate.ts';
import { at } from '../engine/series.ts';
import { centralChoice, createWorkspace } from '../engine/streams.ts';
import type { Baseline, Scenario, Series } from '../engine/types.ts';
import type { Month } from '../units/months.ts';
import { isInBudget, ownsLever, type Budget } from '../engine/budget.ts';
import { budgetOutlook, type BudgetOutlook } from './budgetOutlook.ts';
import { createDrawModel, type DrawModel, type DrawnSpend, type VolumeUncertainty } from './draws.ts';
import { columnQuantiles, type Fan } from './quantiles.ts';
import { fiscalYearSpans, spanResult, wholeSpan, type FiscalYear, type SpanResult } from './spans.ts';

export type SimulationOptions = {
  readonly draws: number;
  readonly seed: number;
  readonly volume: VolumeUncertainty;
  readonly budgets: readonly Budget[];
  /** Month in which the fiscal year begins, 1 to 12; January without it. */
  readonly fiscalYearStart?: number;
  /** What was spent in a month before the horizon, USD, in a budget's scope or (null) in all; nothing without it. */
  readonly pastUsd?: (budgetId: string | null, month: Month) => number;
  /** Called now and then with the draws that are done. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

export type SimulationResult = {
  readonly draws: number;
  readonly seed: number;
  readonly months: readonly Month[];
  readonly centralUsd: Series;
  /** Quantiles of each month. They do not add up to those of the total. */
  readonly monthlyUsd: Fan;
  readonly total: SpanResult;
  /** Fiscal years that the horizon touches, months that have passed included. */
  readonly years: readonly (SpanResult & FiscalYear)[];
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
  const ledger = createLedger(model, baseline, options);
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
function createLedger(
  model: DrawModel,
  baseline: Baseline,
  { budgets, draws, fiscalYearStart = 1, pastUsd = () => 0 }: SimulationOptions,
): Ledger {
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
      const all = wholeSpan(baseline.months);
      return {
        centralUsd,
        monthlyUsd: columnQuantiles(table, months),
        total: spanResult(table, centralUsd, baseline.months, all, () => 0),
        years: fiscalYearSpans(baseline.months, fiscalYearStart).map((year) => ({
          ...year,
          ...spanResult(table, centralUsd, baseline.months, year, (month) => pastUsd(null, month)),
        })),
        budgets: budgets.map((budget, index) => {
          const path = monthlySpend(central, parts[index] ?? everything, months);
          return budgetOutlook(budget, budgetTables[index] ?? table, path, baseline.months, (month) =>
            pastUsd(budget.id, month),
          );
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
