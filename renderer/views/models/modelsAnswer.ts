import type { QualityComparison, QualityPoint } from '../../../shared/plan/results.ts';
import type { SwapComparison } from '../../../shared/plan/swaps.ts';
import { compactUsd, percent } from '../../../shared/units/format.ts';

type Priced = QualityPoint & { readonly usdPerMtok: number };

const isPriced = (point: QualityPoint): point is Priced => point.usdPerMtok !== null;

/** A candidate this likely to save is worth a headline. */
const LIKELY = 0.8;

/** The title: who does the largest work well enough for less, by how much and how surely. */
export function modelsAnswer(comparison: QualityComparison, swaps: SwapComparison | null): string {
  const [best] = (swaps?.candidates ?? [])
    .filter(({ qualityRatio, probabilityCheaper }) => (qualityRatio ?? 0) >= 1 && probabilityCheaper >= LIKELY)
    .toSorted((left, right) => right.expectedSavingUsd - left.expectedSavingUsd);
  if (swaps?.benchmark == null || best === undefined) return priceAnswer(comparison);
  const from = swaps.workload.split('/').at(-1) ?? swaps.workload;
  return `${best.label} scores at least as well as ${from} on ${swaps.benchmark} and saves about ${compactUsd(best.expectedSavingUsd)} a year (${percent(best.probabilityCheaper, 0)} likely to be cheaper)`;
}

/** Less than one in a hundred is no reason to change a model. */
const SMALLEST_SAVING = 0.01;

/** By price alone: the dearest model in use for which a model at least as good costs less, and by how much. */
function priceAnswer({ points, benchmark }: QualityComparison): string {
  const priced = points.filter(isPriced);
  const own = priced
    .filter(({ spendUsd }) => spendUsd !== null)
    .toSorted((left, right) => (right.spendUsd ?? 0) - (left.spendUsd ?? 0));
  for (const current of own) {
    const better = priced
      .filter((other) => other.label !== current.label && other.retiredOn === null && other.score >= current.score)
      .filter((other) => other.usdPerMtok <= current.usdPerMtok * (1 - SMALLEST_SAVING))
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
