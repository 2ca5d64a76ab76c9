import { expectedCost, flipMistakePrice } from '../../../shared/catalog/benchmarks/value.ts';
import type { QualityComparison, QualityPoint } from '../../../shared/plan/results.ts';

/** What an attempt costs with the damage of its mistakes, and the price of a mistake at which the ranking turns. */
export type MistakeCost = { readonly expectedUsd: number | null; readonly flipsAtUsd: number | null };

/** The variant that others are held against: of the model with most spend the best-scoring one with a success rate. */
export function referencePoint({ points }: QualityComparison): QualityPoint | null {
  return (
    points
      .filter(
        ({ spendUsd, successRate, attemptUsd }) => spendUsd !== null && successRate !== null && attemptUsd !== null,
      )
      .toSorted((left, right) => (right.spendUsd ?? 0) - (left.spendUsd ?? 0) || right.score - left.score)[0] ?? null
  );
}

/**
 * Expected cost of an attempt for a price of a mistake, USD; and where the reference and this point cost the same. Both are
 * null without a success rate or a cost; costs of different bases (a benchmark's task, a request of your own) do not flip.
 */
export function mistakeCost(point: QualityPoint, reference: QualityPoint | null, mistakeUsd: number): MistakeCost {
  const { attemptUsd, successRate } = point;
  if (attemptUsd === null || successRate === null) return { expectedUsd: null, flipsAtUsd: null };
  const expectedUsd = expectedCost(attemptUsd, successRate, mistakeUsd);
  const isComparable =
    reference !== null && reference !== point && (reference.attemptBasis === null) === (point.attemptBasis === null);
  if (!isComparable || reference.attemptUsd === null || reference.successRate === null)
    return { expectedUsd, flipsAtUsd: null };
  const flipsAtUsd = flipMistakePrice(
    { attemptUsd: reference.attemptUsd, successRate: reference.successRate },
    { attemptUsd, successRate },
  );
  return { expectedUsd, flipsAtUsd };
}
