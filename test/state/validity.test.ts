import { describe, expect, it } from 'vitest';
import { addBudget, changeBudget, changeChargeback } from '../../renderer/state/budgetEdits.ts';
import { changeDocument } from '../../renderer/state/documentEdits.ts';
import { nearestName } from '../../renderer/state/nearest.ts';
import { addLever, addScenario, changeLever, setParameter, type Edited } from '../../renderer/state/scenarioEdits.ts';
import type { WorkbenchStore } from '../../renderer/state/store.ts';
import type { Lever, ParameterValue } from '../../shared/engine/types.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { documentSchema } from '../../shared/model/document.ts';
import { pricesSchema } from '../../shared/model/prices.ts';
import { month } from '../engine/build.ts';
import { testStore } from './support.ts';

const models = [...(await createPriceBook()).models()].sort();

type Edits = {
  readonly store: WorkbenchStore;
  readonly set: (key: string, value: ParameterValue) => Edited;
  readonly change: (part: Partial<Lever>) => Edited;
};

/** A scenario with one lever, and edits of it, in a store that knows the price book. */
function withLever(kind: string): Edits {
  const store = testStore(null);
  store.setState({ models });
  const { newId } = store.getState();
  const scenario = addScenario(store, newId);
  const lever = addLever(store, scenario, kind, newId);
  return {
    store,
    set: (key, value) => setParameter(store, scenario, lever, key, value, { label: 'Change' }),
    change: (part) => changeLever(store, scenario, lever, (one) => ({ ...one, ...part }), { label: 'Change' }),
  };
}

/** What is refused leaves the document as it was, and the document is always one that can be opened. */
function refused(store: WorkbenchStore, edit: () => Edited): string {
  const before = store.getState().document;
  const edited = edit();
  expect(store.getState().document).toBe(before);
  expect(documentSchema.safeParse(before).success).toBe(true);
  return edited.ok ? 'done' : edited.message;
}

describe('the document never holds what cannot be', () => {
  it('a swap to a model without a price', () => {
    const { store, set } = withLever('model-swap');
    expect(set('model', 'anthropic/claude-sonnet-5')).toEqual({ ok: true });
    expect(refused(store, () => set('model', 'anthropic/claude-sonet-5'))).toMatch(
      /has no price\. Map the name or enter a rate first\. The nearest name with a price: anthropic\/claude-sonnet-5\.$/,
    );
  });

  it('takes a model that has a rate of the planner’s own', () => {
    const { store, set } = withLever('model-swap');
    const { rates } = pricesSchema.parse({
      rates: [
        { provider: 'us', model: 'house-model', class: 'input', usdPerMtok: 1, from: '2026-01-01', source: 'Contract' },
      ],
    });
    const taken = changeDocument(store, 'Rate', ({ prices }) => ({ prices: { ...prices, rates } }));
    expect(taken).toEqual({ ok: true });
    expect(set('model', 'us/house-model')).toEqual({ ok: true });
  });

  it('a share above 1, a range upside down: with the nearest that is allowed', () => {
    const { store, set } = withLever('batch');
    expect(refused(store, () => set('share', 1.5))).toBe(
      '"Work that can wait" must be at most 1. The nearest that is allowed: 100\u202f%.',
    );
    expect(refused(store, () => set('share', { p10: 0.4, p90: 0.2 }))).toMatch(
      /The nearest that is allowed: 20.% to 40.%\.$/,
    );
  });

  it('a hit rate without a cacheable share', () => {
    const { store, set } = withLever('prompt-caching');
    expect(refused(store, () => set('cacheableShare', 0))).toMatch(
      /^A hit rate needs a cacheable share: .* It stays at \d+.%/,
    );
  });

  it('a curve that lacks its ceiling: the lever waits as a draft until it is complete', () => {
    const { store, set } = withLever('volume-growth');
    const lever = (): Lever | undefined => store.getState().document.scenarios[0]?.levers[0];
    set('rate', 0.5);
    expect(lever()).toMatchObject({ isEnabled: true });
    expect(set('curve', 'logistic')).toEqual({ ok: true });
    expect(lever()).toMatchObject({ isEnabled: false });
    expect(set('ceiling', 3)).toEqual({ ok: true });
    expect(lever()).toMatchObject({ isEnabled: true });
  });

  it('a lever that starts after its end', () => {
    const { store, change } = withLever('batch');
    expect(refused(store, () => change({ end: month('2026-01') }))).toMatch(/after its end in 2026-01/);
  });

  it('a budget that ends before it starts, or in another currency', () => {
    const store = testStore(null);
    const id = addBudget(store, 1000);
    expect(refused(store, () => changeBudget(store, id, 'Change', { from: month('2028-01') }))).toBe(
      'It starts in 2028-01, after its end in 2027-11. The nearest first month: Nov 2027.',
    );
    expect(refused(store, () => changeBudget(store, id, 'Change', { currency: 'EUR' }))).toMatch(
      /held in USD.* There is no rate for EUR among the exchange rates\.$/,
    );
    changeDocument(store, 'Rate', () => ({
      exchangeRates: [
        { currency: 'EUR', from: '2026-01-01', usdPerUnit: 1.1, source: 'Bank' },
        { currency: 'EUR', from: '2026-06-01', usdPerUnit: 1.2, source: 'Bank' },
      ],
    }));
    expect(refused(store, () => changeBudget(store, id, 'Change', { currency: 'EUR' }))).toMatch(
      /1,000\.00 EUR are 1,200\.00 USD at the rate of 2026-06-01\.$/,
    );
  });

  it('shared costs in a circle', () => {
    const store = testStore(null);
    const costs = [
      { name: 'A', usdPerMonth: 1, method: 'even' as const, to: ['B'] },
      { name: 'B', usdPerMonth: 1, method: 'even' as const, to: ['A'] },
    ];
    expect(refused(store, () => changeChargeback(store, 'Share', { sharedCosts: costs }))).toMatch(/A -> B -> A/);
  });

  it('not even by an edit that checks nothing itself, nor by a drag', () => {
    const { store } = withLever('batch');
    const before = store.getState().document;
    const spoil = (draft: { scenarios: { levers: { parameters: object }[] }[] }): void => {
      const lever = draft.scenarios[0]?.levers[0];
      if (lever !== undefined) lever.parameters = { share: 7 };
    };
    store.getState().preview(spoil);
    expect(store.getState().document).toBe(before);
    store.getState().cancelPreview();
    store.getState().edit('Spoil', spoil);
    expect(store.getState().document).toBe(before);
    expect(store.getState().notices.at(-1)).toMatchObject({
      title: 'Spoil: not done',
      detail: '"Work that can wait" must be at most 1.',
    });
  });
});

describe('the nearest name', () => {
  it('has the fewest letters to change', () => {
    expect(nearestName('gpt-4p', ['openai/gpt-5', 'openai/gpt-4o'])).toBe('openai/gpt-4o');
    expect(nearestName('openai/gpt-5.3', ['azure/gpt-5.2', 'openai/gpt-5.2'])).toBe('openai/gpt-5.2');
  });
});
