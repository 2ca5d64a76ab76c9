import { attributeLevers } from '../engine/attribution.ts';
import { compile } from '../engine/compile.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import { runCompiled, type ScenarioResult } from '../engine/runScenario.ts';
import type { Baseline, Scenario } from '../engine/types.ts';
import { findDefault } from '../catalog/levers/defaults.ts';
import type { Budget } from '../model/document.ts';
import { simulate, type SimulationResult } from '../simulate/simulate.ts';
import { mergeFindings } from '../units/findings.ts';
import { preciseSum } from '../units/rounding.ts';
import { perTokenClass } from '../units/tokenClasses.ts';
import { leverSentence } from '../engine/sentences.ts';
import type { BudgetOutlook, LeverValue, PlanMonth, ScenarioOutcome, Spread } from './results.ts';

export type OutcomeOptions = {
  readonly seed: number;
  readonly draws: number;
  readonly budgets: readonly Budget[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
};

const volumeCorrelation = findDefault('uncertainty', 'volumeCorrelation')?.value ?? 1;

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
  const simulated = await simulate(baseline, scenario, {
    draws,
    seed,
    volume: { by: 'model', correlation: volumeCorrelation, overrunBias: 0 },
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
  return {
    id: scenario.id,
    name: scenario.name,
    isBaseline,
    months: central.months.map((_, index) => planMonth(central, simulated, index)),
    totalUsd: spread(central.totalUsd, simulated.total),
    oneOffUsd: preciseSum(central.oneOffUsd),
    quality: meanQuality(central),
    levers: attribution.levers.flatMap((value): LeverValue[] => {
      const lever = scenario.levers.find(({ id }) => id === value.id);
      if (lever === undefined) return [];
      return [
        {
          id: value.id,
          kind: value.kind,
          title: leverDefinition(value.kind)?.title ?? value.kind,
          sentence: leverSentence(lever),
          aloneUsd: value.aloneUsd,
          stackedUsd: value.stackedUsd,
          shapleyUsd: value.shapleyUsd,
          oneOffUsd: preciseSum(charged.get(value.id)?.oneOffUsd ?? []),
          paidBackBy: value.paidBackBy,
        },
      ];
    }),
    budgets: simulated.budgets.map((outlook): BudgetOutlook => {
      const budget = budgets.find(({ id }) => id === outlook.id);
      return {
        id: outlook.id,
        name: budget?.name ?? outlook.id,
        usd: outlook.usd,
        spend: spread(outlook.centralUsd, outlook),
        probabilityOfExceeding: outlook.probabilityOfExceeding,
        crossesAfterMonthsP50: outlook.crossesAfterMonthsP50,
        crossesAfterMonthsP80: outlook.crossesAfterMonthsP80,
      };
    }),
    models: central.models.map(({ key, usd, tokens }) => ({
      key,
      usd: preciseSum(usd.filter(Number.isFinite)),
      tokens: preciseSum(tokens),
    })),
    findings: mergeFindings([...central.findings, ...attribution.findings]),
  };
}

const spread = (
  central: number,
  { p10Usd, p50Usd, p90Usd }: { readonly p10Usd: number; readonly p50Usd: number; readonly p90Usd: number },
): Spread => ({ central, p10: p10Usd, p50: p50Usd, p90: p90Usd });

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
