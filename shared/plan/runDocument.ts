import type { Finding } from '../units/findings.ts';
import type { Month } from '../units/months.ts';
import type { PerTokenClass } from '../units/tokenClasses.ts';
import type { PlanAnalysis } from './analysis.ts';
import type { LeverValue, PlanResults, ScenarioOutcome, Spread, UnitCost } from './results.ts';

type LeverLine = Pick<
  LeverValue,
  | 'id'
  | 'kind'
  | 'aloneUsd'
  | 'stackedUsd'
  | 'shapleyUsd'
  | 'shapleyErrorUsd'
  | 'rangeUsd'
  | 'sentence'
  | 'valueSentence'
  | 'paysFrom'
  | 'oneOffUsd'
  | 'paidBackBy'
>;

/** The document that `run --json` prints: a part of the results under stable names. */
export type RunDocument = {
  readonly name: string;
  readonly inputHash: string;
  readonly seed: number;
  readonly draws: number;
  readonly priceBookVersion: string;
  readonly asOf: string | null;
  readonly scenarios: readonly {
    readonly name: string;
    readonly months: readonly {
      readonly month: Month;
      readonly costUsd: Spread;
      readonly tokens: PerTokenClass<number>;
      readonly requests: number | null;
      readonly unitCosts: readonly UnitCost[];
    }[];
    readonly totalUsd: Spread;
    readonly levers: readonly LeverLine[];
    readonly findings: readonly Finding[];
    readonly oneOffUsd: number;
    readonly quality: number;
    readonly years: ScenarioOutcome['years'];
    /** Of the total over the horizon. */
    readonly curve: ScenarioOutcome['curve'];
    readonly contingency: ScenarioOutcome['contingency'];
    readonly tornado: ScenarioOutcome['tornado'];
    readonly budgets: ScenarioOutcome['budgets'];
  }[];
  /** Null without usage. */
  readonly analysis: Omit<PlanAnalysis, 'costStates'> | null;
  readonly findings: readonly Finding[];
};

const spread = ({ central, p10, p50, p90 }: Spread): Spread => ({ central, p10, p50, p90 });

/** Picks what automation reads; nothing is computed or rounded here. */
export function runDocument(results: PlanResults): RunDocument {
  const { name, inputHash, seed, draws, priceBookVersion, asOf, findings } = results;
  return {
    name,
    inputHash,
    seed,
    draws,
    priceBookVersion,
    asOf,
    scenarios: results.scenarios.map((scenario) => ({
      name: scenario.name,
      months: scenario.months.map(({ month, costUsd, tokens, requests, unitCosts }) => ({
        month,
        costUsd: spread(costUsd),
        tokens,
        requests,
        unitCosts,
      })),
      totalUsd: spread(scenario.totalUsd),
      levers: scenario.levers.map(leverLine),
      findings: scenario.findings,
      oneOffUsd: scenario.oneOffUsd,
      quality: scenario.quality,
      years: scenario.years,
      curve: scenario.curve,
      contingency: scenario.contingency,
      tornado: scenario.tornado,
      budgets: scenario.budgets,
    })),
    analysis: results.analysis === null ? null : withoutStates(results.analysis),
    findings,
  };
}

const leverLine = (value: LeverValue): LeverLine => ({
  id: value.id,
  kind: value.kind,
  aloneUsd: value.aloneUsd,
  stackedUsd: value.stackedUsd,
  shapleyUsd: value.shapleyUsd,
  shapleyErrorUsd: value.shapleyErrorUsd,
  rangeUsd: value.rangeUsd,
  sentence: value.sentence,
  valueSentence: value.valueSentence,
  paysFrom: value.paysFrom,
  oneOffUsd: value.oneOffUsd,
  paidBackBy: value.paidBackBy,
});

/** States are the raw material of bridges; the document has the bridges. */
function withoutStates({ bridges, chargeback, unitEconomics, guardrails }: PlanAnalysis) {
  return { bridges, chargeback, unitEconomics, guardrails };
}
