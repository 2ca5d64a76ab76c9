import { allocate, type Allocation, type DirectCost, type SharedCost } from '../engine/allocation.ts';
import { runScenario } from '../engine/runScenario.ts';
import { splitKey } from '../engine/scope.ts';
import type { ScopeDimension } from '../engine/types.ts';
import type { PlanDocument } from '../model/document.ts';
import type { Commitment } from '../model/prices.ts';
import { groupBy } from '../units/groupBy.ts';
import { lastDayOf, type Month } from '../units/months.ts';
import type { Chargeback, ChargebackMonth } from './analysis.ts';
import { BASELINE } from './baselineScenario.ts';
import { lastMonthOf, shareUnused, usedOf, type CommitmentShare } from './commitmentShares.ts';
import { commitmentOf, withStanding } from './ownPrices.ts';
import type { PastSlice } from './pastSlices.ts';
import type { PlanGround } from './prepare.ts';

/** Past months that are shown together. */
const MOST_PAST_MONTHS = 12;

/**
 * Costs by cost centre: complete months as they were, then the baseline's central forecast, each with its shared costs and
 * with what is left unused of a commitment in the month that settles it. Lines and the untagged part of a month add up to
 * its computed cost, its shared costs and its unused commitments: in a forecast month to the baseline's cost.
 */
export function chargeback(
  { chargeback: { by, sharedCosts }, prices: { commitments } }: PlanDocument,
  ground: PlanGround,
): Chargeback {
  const shared = (months: number): SharedCost[] =>
    sharedCosts.map(({ usdPerMonth, ...rule }) => ({ ...rule, usd: usdPerMonth * months }));
  const complete = [...new Set(ground.past.map(({ month }) => month))]
    .filter((month) => lastDayOf(month) <= ground.asOf)
    .sort()
    .slice(-MOST_PAST_MONTHS);
  const unused = commitments.flatMap((commitment) => unusedInPast(commitment, ground, by));
  const settledIn = (months: readonly Month[]) => unused.filter(({ month }) => months.includes(month));
  const past = complete.map((month): ChargebackMonth => ({
    month,
    isForecast: false,
    allocation: allocated(directCosts(ground.past, [month], by), shared(1), settledIn([month])),
  }));
  return {
    by,
    months: [...past, ...forecastMonths(ground, commitments, by, shared(1))],
    past: allocated(directCosts(ground.past, complete, by), shared(complete.length), settledIn(complete)),
  };
}

type Settled = CommitmentShare & { readonly month: Month };

/** What was left of a commitment that ended in a complete month. */
function unusedInPast(commitment: Commitment, ground: PlanGround, by: ScopeDimension): Settled[] {
  const month = lastMonthOf(commitment.to);
  if (lastDayOf(month) > ground.asOf) return [];
  const use = usedOf(commitment, ground.past);
  const unusedUsd = Math.max(0, commitment.amountUsd - use.reduce((sum, { usd }) => sum + usd, 0));
  return [{ month, ...shareUnused(commitment.id, unusedUsd, use, by) }];
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
  { baseline, standing, past }: PlanGround,
  commitments: readonly Commitment[],
  by: ScopeDimension,
  shared: readonly SharedCost[],
): ChargebackMonth[] {
  const { segments, months, levers } = runScenario(baseline, withStanding(BASELINE, standing));
  const spend = segments.map(({ usd }, index) => ({ labels: baseline.segments[index]?.labels ?? null, usd }));
  const byCentre = groupBy(spend, ({ labels }) => labels?.[by] ?? null);
  return months.map((month, position) => {
    const inMonth = (usd: Float64Array): number => (Number.isNaN(usd[position]) ? 0 : (usd[position] ?? 0));
    const settled = standing.flatMap((lever): Settled[] => {
      const commitment = commitments.find(({ id }) => id === commitmentOf(lever));
      const line = levers.find(({ id }) => id === lever.id);
      if (commitment === undefined || line === undefined) return [];
      const unusedUsd = inMonth(line.recurringUsd) + inMonth(line.oneOffUsd);
      const forecast = spend.flatMap(({ labels, usd }) =>
        labels !== null && splitKey(labels.model ?? '').provider === commitment.provider
          ? [{ labels, usd: usd.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0) }]
          : [],
      );
      return [{ month, ...shareUnused(lever.id, unusedUsd, [...usedOf(commitment, past), ...forecast], by) }];
    });
    return {
      month,
      isForecast: true,
      allocation: allocated(
        [...byCentre].map(([centre, members]) => ({
          centre,
          usd: members.reduce((sum, { usd }) => sum + inMonth(usd), 0),
        })),
        shared,
        settled,
      ),
    };
  });
}

/** The document's schema refuses rules that cannot be followed, so a refusal here is a bug. */
function allocated(
  direct: readonly DirectCost[],
  shared: readonly SharedCost[],
  settled: readonly CommitmentShare[],
): Allocation {
  const result = allocate(
    [...direct, ...settled.flatMap(({ untagged }) => untagged)],
    [...shared, ...settled.flatMap((part) => part.shared)],
  );
  if (!result.isValid) throw new RangeError(result.problems.join(' '));
  return result.allocation;
}
