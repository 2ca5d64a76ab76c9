import type { QualityComparison, QualityPoint } from '../../../shared/plan/results.ts';
import { percent } from '../../../shared/units/format.ts';

type Priced = QualityPoint & { readonly usdPerMtok: number };

const isPriced = (point: QualityPoint): point is Priced => point.usdPerMtok !== null;

/** The title: the dearest model in use for which a model at least as good costs less, and by how much. */
export function modelsAnswer({ points, benchmark }: QualityComparison): string {
  const priced = points.filter(isPriced);
  const own = priced
    .filter(({ spendUsd }) => spendUsd !== null)
    .toSorted((left, right) => (right.spendUsd ?? 0) - (left.spendUsd ?? 0));
  for (const current of own) {
    const better = priced
      .filter((other) => other.label !== current.label && other.score >= current.score)
      .filter((other) => other.usdPerMtok < current.usdPerMtok)
      .toSorted((left, right) => left.usdPerMtok - right.usdPerMtok)[0];
    if (better !== undefined) {
      const less = 1 - better.usdPerMtok / current.usdPerMtok;
      return `${better.label} scores at least as well as ${current.label} on ${benchmark} at ${percent(less, 0)} less per token`;
    }
  }
  return own.length === 0
    ? `None of your models has a published result on ${benchmark}`
    : `On ${benchmark} no model is as good as yours for less per token`;
}
