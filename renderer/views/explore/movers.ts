import type { SpendRow } from '../../../shared/data/spend.ts';
import type { Dimension } from '../../../shared/data/usageColumns.ts';

export type Mover = {
  readonly value: string | null;
  readonly beforeUsd: number;
  readonly afterUsd: number;
  readonly changeUsd: number;
};

/** Months that the data covers to their end, `YYYY-MM`, in order. `to` is exclusive. */
export function completeMonths(rows: readonly SpendRow[], to: string | null): readonly string[] {
  const months = [...new Set(rows.map(({ bucket }) => (bucket ?? '').slice(0, 7)))].sort();
  const open = to?.slice(0, 10).endsWith('-01') === true ? '' : (to ?? '').slice(0, 7);
  return months.filter((month) => month !== '' && month !== open);
}

/** What changed from one month to another by the values of a dimension, the largest change first. */
export function moversOf(rows: readonly SpendRow[], by: Dimension, before: string, after: string): readonly Mover[] {
  const amounts = new Map<string | null, { before: number; after: number }>();
  for (const row of rows) {
    const month = (row.bucket ?? '').slice(0, 7);
    if (month !== before && month !== after) continue;
    const value = row.dimensions[by] ?? null;
    const known = amounts.get(value) ?? { before: 0, after: 0 };
    const usd = row.computedUsd ?? 0;
    amounts.set(
      value,
      month === before ? { ...known, before: known.before + usd } : { ...known, after: known.after + usd },
    );
  }
  return [...amounts]
    .map(([value, usd]) => ({
      value,
      beforeUsd: usd.before,
      afterUsd: usd.after,
      changeUsd: usd.after - usd.before,
    }))
    .toSorted((left, right) => Math.abs(right.changeUsd) - Math.abs(left.changeUsd));
}
