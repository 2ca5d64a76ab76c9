import type { Finding } from '../units/findings.ts';
import type { Month } from '../units/months.ts';
import type { PerTokenClass } from '../units/tokenClasses.ts';
import type { PlanResults, Spread, UnitCost } from './results.ts';

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
    readonly levers: readonly {
      readonly kind: string;
      readonly aloneUsd: number;
      readonly stackedUsd: number;
      readonly shapleyUsd: number | null;
    }[];
    readonly findings: readonly Finding[];
  }[];
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
      levers: scenario.levers.map(({ kind, aloneUsd, stackedUsd, shapleyUsd }) => ({
        kind,
        aloneUsd,
        stackedUsd,
        shapleyUsd,
      })),
      findings: scenario.findings,
    })),
    findings,
  };
}
