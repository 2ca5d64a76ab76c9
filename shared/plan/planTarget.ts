import type { PriceBook } from '../catalog/types.ts';
import type { Scenario } from '../engine/types.ts';
import type { PlanDocument } from '../model/document.ts';
import { inversePlan, type InverseOptions, type InversePlan } from './inversePlan.ts';
import { modelDecisions } from './modelDecisions.ts';
import type { PlanGround } from './prepare.ts';
import type { PlanTarget } from './target.ts';

/**
 * Inverse planning as every host asks for it: the document's own decisions and, unless told otherwise, the standard ones and
 * other models for the largest workloads where there is quality evidence.
 */
export async function planTarget(
  ground: PlanGround,
  book: PriceBook,
  { evaluations }: Pick<PlanDocument, 'evaluations'>,
  from: Scenario,
  scenarios: readonly Scenario[],
  target: PlanTarget,
  options: Omit<InverseOptions, 'models'>,
): Promise<InversePlan> {
  if (!options.withStandard) return inversePlan(ground, from, scenarios, target, options);
  const { baseline, candidates } = modelDecisions(ground, book, [from, ...scenarios], evaluations);
  return inversePlan({ ...ground, baseline }, from, scenarios, target, { ...options, models: candidates });
}
