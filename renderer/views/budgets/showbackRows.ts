import type { Allocation } from '../../../shared/engine/allocation.ts';
import { roundToTotal } from '../../../shared/units/rounding.ts';

export type ShowbackRow = {
  /** Null is what no label assigns to anyone. */
  readonly centre: string | null;
  readonly directUsd: number;
  readonly sharedUsd: number;
  readonly totalUsd: number;
};

/** Lines and the untagged part, rounded to the cent so that every column adds up to its shown total. */
export function showbackRows({ lines, untaggedUsd }: Allocation): {
  readonly rows: readonly ShowbackRow[];
  readonly total: Omit<ShowbackRow, 'centre'>;
} {
  const all: readonly ShowbackRow[] = [
    ...lines,
    { centre: null, directUsd: untaggedUsd, sharedUsd: 0, totalUsd: untaggedUsd },
  ];
  const direct = roundToTotal(
    all.map(({ directUsd }) => directUsd),
    2,
  );
  const shared = roundToTotal(
    all.map(({ sharedUsd }) => sharedUsd),
    2,
  );
  const rows = all.map(({ centre }, index) => {
    const [directUsd, sharedUsd] = [direct[index] ?? 0, shared[index] ?? 0];
    return { centre, directUsd, sharedUsd, totalUsd: directUsd + sharedUsd };
  });
  const sum = (pick: (row: ShowbackRow) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  const total = {
    directUsd: sum((row) => row.directUsd),
    sharedUsd: sum((row) => row.sharedUsd),
    totalUsd: sum((row) => row.totalUsd),
  };
  return { rows: rows.filter(({ centre, totalUsd }) => centre !== null || totalUsd !== 0), total };
}
