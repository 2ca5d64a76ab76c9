import type { DirectCost, SharedCost } from '../engine/allocation.ts';
import { splitKey } from '../engine/scope.ts';
import type { Labels, ScopeDimension } from '../engine/types.ts';
import type { Commitment } from '../model/prices.ts';
import { groupBy } from '../units/groupBy.ts';
import { addDays, monthOf, monthRange, type Day, type Month } from '../units/months.ts';
import type { PastSlice } from './pastSlices.ts';

/** Use of one seller by somebody, USD. */
export type SellerUse = { readonly labels: Labels; readonly usd: number };

/** What was not used up of a commitment, handed to those who used its seller: a shared cost, and the part nobody owns. */
export type CommitmentShare = { readonly shared: readonly SharedCost[]; readonly untagged: readonly DirectCost[] };

/**
 * Spreads the unused part of a commitment in proportion to each cost centre's use of the seller; use that no label assigns
 * keeps its part unassigned, and where nobody has used the seller the whole is.
 *
 * Example: 100 USD unused, A used 30, B 10, nobody's 10: A is charged 60, B 20, and 20 stay unassigned.
 */
export function shareUnused(
  name: string,
  unusedUsd: number,
  use: readonly SellerUse[],
  by: ScopeDimension,
): CommitmentShare {
  if (unusedUsd === 0) return { shared: [], untagged: [] };
  const byCentre = groupBy(use, ({ labels }) => labels[by]);
  const sums = [...byCentre].map(([centre, members]) => ({
    centre,
    usd: members.reduce((sum, { usd }) => sum + usd, 0),
  }));
  const total = sums.reduce((sum, { usd }) => sum + usd, 0);
  const owned = sums.flatMap(({ centre, usd }) => (centre === null || usd <= 0 ? [] : [{ centre, usd }]));
  const ownedUsd = owned.reduce((sum, { usd }) => sum + usd, 0);
  const ownedPart = total <= 0 || ownedUsd <= 0 ? 0 : unusedUsd * (ownedUsd / total);
  return {
    shared:
      ownedPart === 0
        ? []
        : [
            {
              name,
              usd: ownedPart,
              method: 'fixed',
              to: owned.map(({ centre }) => centre),
              shares: Object.fromEntries(owned.map(({ centre, usd }) => [centre, usd / ownedUsd])),
            },
          ],
    untagged: ownedPart === unusedUsd ? [] : [{ centre: null, usd: unusedUsd - ownedPart }],
  };
}

/** Use of a commitment's seller in the months of its period; a period that begins in mid-month counts that whole month. */
export function usedOf({ provider, from, to }: Commitment, past: readonly PastSlice[]): readonly PastSlice[] {
  const months = new Set(monthRange(monthOf(from as Day), lastMonthOf(to)));
  return past.filter(({ month, labels }) => months.has(month) && splitKey(labels.model ?? '').provider === provider);
}

/** The month in which a commitment is settled: that of its last day. The schema has checked that it is a day. */
export const lastMonthOf = (to: string): Month => monthOf(addDays(to as Day, -1));
