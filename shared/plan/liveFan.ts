import { fillDefaults } from '../catalog/levers/defaults.ts';
import type { Scenario } from '../engine/types.ts';
import { simulate } from '../simulate/simulate.ts';
import { spreadOf, PLAN_VOLUME } from './outlooks.ts';
import { withStanding } from './ownPrices.ts';
import type { PlanGround } from './prepare.ts';
import type { PlanMonth, Spread } from './results.ts';

/** A scenario's fan alone, from few draws: what is shown while the full results are on their way. */
export type LiveFan = {
  readonly scenarioId: string;
  readonly months: readonly Pick<PlanMonth, 'month' | 'costUsd'>[];
  readonly totalUsd: Spread;
  readonly draws: number;
};

/**
 * Draws one scenario without what its levers are worth, its tornado and its budgets. Its central values are those of the
 * full results; its quantiles are those of the first draws of the same seed.
 */
export async function liveFan(
  { baseline, standing }: PlanGround,
  scenario: Scenario,
  options: { readonly seed: number; readonly draws: number; readonly signal?: AbortSignal },
): Promise<LiveFan> {
  const filled = { ...scenario, levers: scenario.levers.map((lever) => fillDefaults(lever)) };
  const { months, centralUsd, monthlyUsd, total } = await simulate(baseline, withStanding(filled, standing), {
    ...options,
    volume: PLAN_VOLUME,
    budgets: [],
  });
  const at = (series: Float64Array, index: number): number => series[index] ?? Number.NaN;
  return {
    scenarioId: scenario.id,
    draws: options.draws,
    totalUsd: spreadOf(total),
    months: months.map((month, index) => ({
      month,
      costUsd: {
        central: at(centralUsd, index),
        p025: at(monthlyUsd.p025, index),
        p10: at(monthlyUsd.p10, index),
        p50: at(monthlyUsd.p50, index),
        p90: at(monthlyUsd.p90, index),
        p975: at(monthlyUsd.p975, index),
      },
    })),
  };
}
