import type { QualityComparison, QualityPoint } from '../../../shared/plan/results.ts';

/** What the planner wants to see of the results. Empty texts and `all` let everything through. */
export type ModelFilter = {
  readonly text: string;
  readonly effort: string;
  readonly isOwnOnly: boolean;
};

export const EVERY_EFFORT = 'all';
export const NO_EFFORT = 'none named';
export const NO_FILTER: ModelFilter = { text: '', effort: EVERY_EFFORT, isOwnOnly: false };

const effortOf = ({ effort }: QualityPoint): string => effort ?? NO_EFFORT;

/** Effort levels of the results, each once. */
export const effortsOf = ({ points }: QualityComparison): readonly string[] =>
  [...new Set(points.map(effortOf))].sort();

function passes(point: QualityPoint, { text, effort, isOwnOnly }: ModelFilter): boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const name = `${point.model} ${point.publishedAs}`.toLowerCase();
  return (
    words.every((word) => name.includes(word)) &&
    (effort === EVERY_EFFORT || effortOf(point) === effort) &&
    (!isOwnOnly || point.spendUsd !== null || point.isOnFrontier || point.isOwnResult)
  );
}

export const filtered = (comparison: QualityComparison, filter: ModelFilter): QualityComparison => ({
  ...comparison,
  points: comparison.points.filter((point) => passes(point, filter)),
});
