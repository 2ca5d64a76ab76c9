import { at } from '../engine/series.ts';
import type { Baseline, Scenario } from '../engine/types.ts';
import { createDrawModel, type VolumeUncertainty } from './draws.ts';
import { quantileOfSorted } from './quantiles.ts';
import { totalUsd } from './tornado.ts';

/** What a lever changes in the total with all others in place, USD; negative is a saving. */
export type LeverRange = {
  readonly id: string;
  readonly p10Usd: number;
  readonly p50Usd: number;
  readonly p90Usd: number;
};

/**
 * How sure the value of each lever in the stack is: the scenario with and without it under the same luck, draw by draw.
 * Example: a batch share of 0.2 to 0.6 at half price on 100 USD: -30 to -10.
 */
export function leverRanges(
  baseline: Baseline,
  scenario: Scenario,
  options: { readonly draws: number; readonly seed: number; readonly volume: VolumeUncertainty },
): LeverRange[] {
  const totals = (levers: Scenario['levers']): Float64Array => {
    const model = createDrawModel(baseline, { ...scenario, levers }, options.volume);
    const nextLuck = model.luckFrom(options.seed);
    return Float64Array.from({ length: options.draws }, () => totalUsd(model.evaluate(nextLuck())));
  };
  const enabled = scenario.levers.filter(({ isEnabled }) => isEnabled);
  const all = totals(enabled);
  return enabled.map(({ id }) => {
    const without = totals(enabled.filter((other) => other.id !== id));
    const differences = all.map((usd, draw) => usd - at(without, draw)).sort();
    return {
      id,
      p10Usd: quantileOfSorted(differences, 0.1),
      p50Usd: quantileOfSorted(differences, 0.5),
      p90Usd: quantileOfSorted(differences, 0.9),
    };
  });
}
