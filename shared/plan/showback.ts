import { allocate, type Allocation, type DirectCost, type SharedCost } from '../engine/allocation.ts';
import { runScenario } from '../engine/runScenario.ts';
import type { ScopeDimension } from '../engine/types.ts';
import type { PlanDocument } from '../model/document.ts';
import { groupBy } from '../units/groupBy.ts';
import { lastDayOf, type Month } from '../units/months.ts';
import type { Chargeback, ChargebackMonth } from './analysis.ts';
import { BASELINE } from './baselineScenario.ts';
import type { PastSlice } from './pastSlices.ts';
import type { PlanGround } from './prepare.ts';

/** Past months that are shown together. */
const MOST_PAST_MONTHS = 12;

/**
 * Costs by cost centre: complete months as they were, then the baseline's central forecast, each with its shared costs.
 * Lines and the untagged part of a month add up to its computed cost and its shared costs.
 */
export function chargeback({ chargeback: { by, sharedCosts } }: PlanDocument, ground: PlanGround): Chargeback {
  const shared = (months: number): SharedCost[] =>
    sharedCosts.map(({ usdPerMonth, ...rule }) => ({ ...rule, usd: usdPerMonth * months }));
  const complete = [...new Set(ground.past.map(({ month }) => month))]
    .filter((month) => lastDayOf(month) <= ground.asOf)
    .sort()
    .slice(-MOST_PAST_MONTHS);
  const past = complete.map((month): ChargebackMonth => ({
    month,
    isForecast: false,
    allocation: allocated(directCosts(ground.past, [month], by), shared(1)),
  }));
  return {
    by,
    months: [...past, ...forecastMonths(ground, by, shared(1))],
    past: allocated(directCosts(ground.past, complete, by), shared(complete.length)),
  };
}

/** Computed cost of some months by cost centre; null is what no label assigns. */
export function directCosts(
  slices: readonly PastSlice[],
  months: readonly Month[],
  by: ScopeDimension,
): readonly DirectCost[] {
  const byCentre = groupBy(
    slices.filter(({ month }) => months.includes(month)),
    ({ labels }) => labels[by],
  );
  return [...byCentre].map(([centre, members]) => ({
    centre,
    usd: members.reduce((sum, { usd }) => sum + usd, 0),
  }));
}

function forecastMonths(
  { baseline }: PlanGround,
  by: ScopeDimension,
  shared: readonly SharedCost[],
): ChargebackMonth[] {
  const { segments, months } = runScenario(baseline, BASELINE);
  const byCentre = groupBy(
    segments.map(({ usd }, index) => ({ centre: baseline.segments[index]?.labels[by] ?? null, usd })),
    ({ centre }) => centre,
  );
  return months.map((month, position) => ({
    month,
    isForecast: true,
    allocation: allocated(
      [...byCentre].map(([centre, members]) => ({
        centre,
        usd: members.reduce((sum, { usd }) => sum + (Number.isNaN(usd[position]) ? 0 : (usd[position] ?? 0)), 0),
      })),
      shared,
    ),
  }));
}

/** The document's schema refuses rules that cannot be followed, so a refusal here is a bug. */
function allocated(direct: readonly DirectCost[], shared: readonly SharedCost[]): Allocation {
  const result = allocate(direct, shared);
  if (!result.isValid) throw new RangeError(result.problems.join(' '));
  return result.allocation;
}
