import type { PricedModel } from '../prices.ts';
import { at } from '../series.ts';
import type { Series } from '../types.ts';
import type { LeverContext } from './definition.ts';

/** Moves a share of what is still on standard terms to a tier; a second lever for the same tier takes from the rest. */
export function moveToTier(tier: Series, context: LeverContext, share: number): void {
  for (let month = 0; month < context.monthCount; month += 1) {
    const already = at(tier, month);
    tier[month] = already + (1 - already) * at(context.dose, month) * share;
  }
}

/** True for models whose provider has not said that a tier's discount and the cache price both apply. */
export const isNotStacking = (served: PricedModel): boolean => !served.hasStackingDiscounts;
