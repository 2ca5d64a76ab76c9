import { join } from 'node:path';
import { computePlanFile } from '../../electron/cli/planFile.ts';
import type { CommandContext } from '../../electron/cli/context.ts';
import { buildDeck } from '../../shared/deck/buildDeck.ts';
import type { Deck } from '../../shared/deck/model.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import { FIXED_NOW } from '../support/host.ts';
import { root } from '../support/product.ts';

export const quietContext: CommandContext = {
  root,
  version: '0',
  now: () => FIXED_NOW,
  print: () => undefined,
  tell: () => undefined,
};

export type SampleDeck = { readonly results: PlanResults; readonly document: PlanDocument; readonly deck: Deck };

/** The invented company's plan with few draws: what is held here does not depend on their number. */
export async function sampleDeck(plan = join(root, 'samples/plan.json'), draws = 40): Promise<SampleDeck> {
  const { results, document } = await computePlanFile(plan, { seed: 1, draws }, quietContext);
  return { results, document, deck: deckOf(results, document) };
}

export function deckOf(results: PlanResults, document: PlanDocument): Deck {
  const deck = buildDeck(results, document);
  if (deck === null) throw new Error('the plan has no usage');
  return deck;
}
