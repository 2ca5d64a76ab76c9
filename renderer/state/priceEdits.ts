import type { OwnPrices } from '../../shared/model/prices.ts';
import { pricesSchema } from '../../shared/model/prices.ts';
import type { Edited } from './scenarioEdits.ts';
import type { WorkbenchStore } from './store.ts';

/**
 * Changes the user's own prices after checking the result; a refused change says why and changes nothing. One step of
 * undo.
 */
export function changePrices(store: WorkbenchStore, label: string, change: (prices: OwnPrices) => OwnPrices): Edited {
  const { document, edit } = store.getState();
  const parsed = pricesSchema.safeParse(change(document.prices));
  if (!parsed.success) return { ok: false, message: parsed.error.issues[0]?.message ?? 'Not allowed.' };
  edit(label, (draft) => {
    draft.prices = parsed.data;
  });
  return { ok: true };
}

type ListName = 'discounts' | 'rates' | 'plannedChanges' | 'commitments';

const without = <Row>(rows: readonly Row[], index: number): Row[] => rows.filter((_, position) => position !== index);

/** Takes one of the user's own prices away. */
export const removePrice = (store: WorkbenchStore, list: ListName, index: number): Edited =>
  changePrices(store, 'Remove an own price', (prices) => {
    switch (list) {
      case 'discounts':
        return { ...prices, discounts: without(prices.discounts, index) };
      case 'rates':
        return { ...prices, rates: without(prices.rates, index) };
      case 'plannedChanges':
        return { ...prices, plannedChanges: without(prices.plannedChanges, index) };
      case 'commitments':
        return { ...prices, commitments: without(prices.commitments, index) };
      default:
        return list satisfies never;
    }
  });
