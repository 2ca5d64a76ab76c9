import { attributeLevers } from '../engine/attribution.ts';
import { compile } from '../engine/compile.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import { runCompiled, type ScenarioResult } from '../engine/runScenario.ts';
import type { Baseline, Scenario } from '../engine/types.ts';
import type { Budget } from '../model/document.ts';
import { simulate, type SimulationResult } from '../simulate/simulate.ts';
import { mergeFindings } from '../units/findings.ts';
import { preciseSum } from '../units/rounding.ts';
import { perTokenClass } from '../units/tokenClasses.ts';
import { leverSentence, valueSentence } from '../engine/sentences.ts';
import { leverRanges } from '../simulate/leverRanges.ts';
import { tornado } from '../simulate/tornado.ts';
import type { Month } from '../units/months.ts';
import { cachePays } from './cachePays.ts';
import { contingencyOf, curveOf, PLAN_VOLUME, planBudget, spreadOf, tornadoRows, yearOutlook } from './outlooks.ts';
import { pastSpend, type PastSlice } from './pastSlices.ts';
import type { LeverValue, PlanMonth, ScenarioOutcome } from './results.ts';
import { unknownQuality } from './unknownQuality.ts';

export type OutcomeOptions = {
  readonly seed: number;
  readonly draws: number;
  readonly budgets: readonly Budget[];
  readonly fiscalYearStart: number;
  readonly past: readonly PastSlice[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
};

/** Paired draws behind the range of a lever's value. */
const RANGE_DRAWS = 200;

/** Runs one scenario: its central case, its quantiles, and what each lever is worth. */
export async function scenarioOutcome(
  baseline: Baseline,
  scenario: Scenario,
  isBaseline: boolean,
  options: OutcomeOptions,
): Promise<ScenarioOutcome> {
  const compiled = compile(baseline, scenario);
  const central = runCompiled(compiled);
  const attribution = attributeLevers(compiled, options.seed);
  const { onProgress, signal, budgets, draws, seed } = options;
  const pastUsd = pastLookup(options);
  const simulated = await simulate(baseline, scenario, {
    draws,
    seed,
    volume: PLAN_VOLUME,
    fiscalYearStart: options.fiscalYearStart,
    pastUsd: (budgetId, month) => pastUsd(budgetId, month) ?? 0,
    budgets: budgets.map(({ id, scope, from, to, amountUsd }) => ({ id, scope, from, to, usd: amountUsd })),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined
      ? {}
      : {
          onProgress: (done) => {
            onProgress(done / draws);
          },
        }),
  });
  const charged = new Map(central.levers.map((lever) => [lever.id, lever]));
  const ranges = leverRanges(baseline, scenario, { draws: Math.min(draws, RANGE_DRAWS), seed, volume: PLAN_VOLUME });
  const yearsPlanned = central.months.length / 12;
  return {
    id: scenario.id,
    name: scenario.name,
    isBaseline,
    months: central.months.map((_, index) => planMonth(central, simulated, index)),
    totalUsd: { ...spreadOf(simulated.total), central: central.totalUsd },
    curve: curveOf(simulated.total),
    contingency: contingencyOf(simulated.total),
    years: simulated.years.map((year) => yearOutlook(year, central.months, (month) => pastUsd(null, month))),
    tornado: tornadoRows(tornado(baseline, scenario, PLAN_VOLUME.overrunBias), scenario),
    oneOffUsd: preciseSum(central.oneOffUsd),
    quality: meanQuality(central),
    levers: attribution.levers.flatMap((value): LeverValue[] => {
      const lever = scenario.levers.find(({ id }) => id === value.id);
      const range = ranges.find(({ id }) => id === value.id);
      if (lever === undefined || range === undefined) return [];
      const perYear = { p10Usd: range.p10Usd / yearsPlanned, p90Usd: range.p90Usd / yearsPlanned };
      return [
        {
          id: value.id,
          kind: value.kind,
          title: leverDefinition(value.kind)?.title ?? value.kind,
          sentence: leverSentence(lever),
          aloneUsd: value.aloneUsd,
          stackedUsd: value.stackedUsd,
          shapleyUsd: value.shapleyUsd,
          shapleyErrorUsd: value.shapleyErrorUsd,
          rangeUsd: { p10: range.p10Usd, p50: range.p50Usd, p90: range.p90Usd },
          valueSentence: valueSentence(value.stackedUsd / yearsPlanned, perYear),
          paysFrom: cachePays(baseline, lever),
          oneOffUsd: preciseSum(charged.get(value.id)?.oneOffUsd ?? []),
          paidBackBy: value.paidBackBy,
        },
      ];
    }),
    budgets: simulated.budgets.map((outlook) =>
      planBudget(
        outlook,
        budgets.find(({ id }) => id === outlook.id),
        central.months,
      ),
    ),
    models: central.models.map(({ key, usd, tokens }) => ({
      key,
      usd: preciseSum(usd.filter(Number.isFinite)),
      tokens: preciseSum(tokens),
    })),
    findings: mergeFindings([...central.findings, ...attribution.findings, ...unknownQuality(scenario)]),
  };
}

/** Spend of a past month in a budget's scope, or in all for null; null where the data has no such month. */
function pastLookup({ past, budgets }: OutcomeOptions): (budgetId: string | null, month: Month) => number | null {
  const all = pastSpend(past, {});
  const byBudget = new Map(budgets.map(({ id, scope }) => [id, pastSpend(past, scope)]));
  return (budgetId, month) => (budgetId === null ? all : byBudget.get(budgetId))?.get(month) ?? null;
}

function planMonth(central: ScenarioResult, simulated: SimulationResult, index: number): PlanMonth {
  const { monthlyUsd } = simulated;
  const value = (series: Float64Array): number => series[index] ?? Number.NaN;
  const month = central.months[index];
  if (month === undefined) throw new RangeError('month beyond the horizon');
  return {
    month,
    costUsd: {
      central: value(central.costUsd),
      p025: value(monthlyUsd.p025),
      p10: value(monthlyUsd.p10),
      p50: value(monthlyUsd.p50),
      p90: value(monthlyUsd.p90),
      p975: value(monthlyUsd.p975),
    },
    tokens: perTokenClass((name) => value(central.tokens[name])),
    requests: central.requests === null ? null : value(central.requests),
    unitCosts: central.unitCosts.map(({ unit, usd }) => {
      const cost = value(usd);
      return { unit, usd: Number.isFinite(cost) ? cost : null };
    }),
  };
}

/** Quality over the horizon, each month weighted by its tokens. */
function meanQuality({ quality, tokens, months }: ScenarioResult): number {
  let [weighted, total] = [0, 0];
  for (const index of months.keys()) {
    const weight = Object.values(tokens).reduce((sum, series) => sum + (series[index] ?? 0), 0);
    weighted += (quality[index] ?? 1) * weight;
    total += weight;
  }
  return total === 0 ? 1 : weighted / total;
}
