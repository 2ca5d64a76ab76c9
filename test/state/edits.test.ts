import { describe, expect, it } from 'vitest';
import { addBudget, changeBudget, changeChargeback, removeBudget } from '../../renderer/state/budgetEdits.ts';
import { mapName } from '../../renderer/state/nameEdits.ts';
import { addLever, addScenario, moveLever, scopeWith, setParameter } from '../../renderer/state/scenarioEdits.ts';
import type { WorkbenchStore } from '../../renderer/state/store.ts';
import { targetText } from '../../renderer/views/scenarios/targetText.ts';
import { varianceRows, varianceWord } from '../../renderer/views/budgets/variance.ts';
import { showbackRows } from '../../renderer/views/budgets/showbackRows.ts';
import { parseTarget } from '../../shared/plan/target.ts';
import type { Month } from '../../shared/units/months.ts';
import { testStore } from './support.ts';

const steps = (store: WorkbenchStore): number => store.temporal.getState().pastStates.length;

function withLevers(...kinds: readonly string[]): {
  store: WorkbenchStore;
  scenario: string;
  levers: readonly string[];
} {
  const store = testStore(null);
  const { newId } = store.getState();
  const scenario = addScenario(store, newId);
  return { store, scenario, levers: kinds.map((kind) => addLever(store, scenario, kind, newId)) };
}

const order = (store: WorkbenchStore): readonly string[] =>
  store.getState().document.scenarios[0]?.levers.map(({ id }) => id) ?? [];

describe('levers', () => {
  it('move while they are dragged, and letting go is one step of undo', () => {
    const { store, scenario, levers } = withLevers('batch', 'prompt-caching', 'retries');
    const [batch = '', caching = '', retries = ''] = levers;
    const before = steps(store);
    moveLever(store, scenario, retries, 1, true);
    moveLever(store, scenario, retries, 0, true);
    expect(order(store)).toEqual([retries, batch, caching]);
    expect(steps(store)).toBe(before);
    moveLever(store, scenario, retries, 0);
    expect(steps(store)).toBe(before + 1);
    store.temporal.getState().undo();
    expect(order(store)).toEqual([batch, caching, retries]);
  });

  it('go back when a drag is cancelled', () => {
    const { store, scenario, levers } = withLevers('batch', 'retries');
    moveLever(store, scenario, levers[1] ?? '', 0, true);
    store.getState().cancelPreview();
    expect(order(store)).toEqual(levers);
  });

  it('refuse a setting outside its bounds and keep the one before', () => {
    const { store, scenario, levers } = withLevers('batch');
    const before = store.getState().document;
    const refused = setParameter(store, scenario, levers[0] ?? '', 'share', 1.5, { label: 'Change' });
    expect(refused).toMatchObject({ ok: false });
    expect(store.getState().document).toBe(before);
  });

  it('hold several values of a dimension, and none is everything', () => {
    const scope = scopeWith(scopeWith({}, 'team', 'Support', true), 'team', 'Sales', true);
    expect(scope).toEqual({ team: ['Support', 'Sales'] });
    expect(scopeWith(scopeWith(scope, 'team', 'Sales', false), 'team', 'Support', false)).toEqual({});
  });
});

describe('budgets', () => {
  it('are added, refused when they end before they start, removed and taken back', () => {
    const store = testStore(null);
    const id = addBudget(store, 1200);
    expect(store.getState().document.budgets[0]).toMatchObject({ from: '2026-12', to: '2027-11', amountUsd: 1200 });
    expect(changeBudget(store, id, 'Change the months', { to: '2026-01' as Month })).toEqual({
      ok: false,
      message: 'It starts in 2026-12, after its end in 2026-01. The nearest last month: Dec 2026.',
    });
    removeBudget(store, id);
    expect(store.getState().document.budgets).toEqual([]);
    store.temporal.getState().undo();
    expect(store.getState().document.budgets).toHaveLength(1);
  });

  it('refuse shared costs that go round in a circle', () => {
    const store = testStore(null);
    const refused = changeChargeback(store, 'Share', {
      sharedCosts: [
        { name: 'A', usdPerMonth: 1, method: 'even', to: ['B'] },
        { name: 'B', usdPerMonth: 1, method: 'even', to: ['A'] },
      ],
    });
    expect(refused).toMatchObject({ ok: false, message: 'Shared costs go round in a circle: A -> B -> A.' });
    expect(store.getState().document.chargeback.sharedCosts).toEqual([]);
  });

  it('vary from the plan to date and over all months', () => {
    // 1,200 over twelve months; 330 spent in the first three are 30 over 300: 10 %.
    const budget = { id: 'b', name: 'B', scope: {}, from: '2027-01' as Month, to: '2027-12' as Month, amountUsd: 1200 };
    const spread = (central: number) => ({ central, p10: central, p50: central, p90: central });
    const path = ['2027-01', '2027-02', '2027-03', '2027-04'].map((month, index) => ({
      month: month as Month,
      isPast: index < 3,
      runningUsd: spread(110 * (index + 1)),
    }));
    const rows = varianceRows(budget, { path, spentUsd: 330, spend: spread(1500) } as never);
    expect(rows.map(({ span, varianceUsd, share }) => [span, varianceUsd, share])).toEqual([
      ['to date', 30, 0.1],
      ['all months', 300, 0.25],
    ]);
    expect(rows.map(({ share }) => varianceWord(share).word)).toEqual(['over, watch', 'over, act']);
  });

  it('show every cent of a chargeback once', () => {
    const third = 10 / 3;
    const { rows, total } = showbackRows({
      lines: ['A', 'B'].map((centre) => ({ centre, directUsd: third, sharedUsd: 0.005, totalUsd: third + 0.005 })),
      untaggedUsd: third,
      untaggedShare: 1 / 3,
      totalUsd: 10.01,
    });
    expect(total.directUsd).toBeCloseTo(10, 9);
    expect(total.totalUsd).toBeCloseTo(10.01, 9);
    expect(rows.map(({ centre }) => centre)).toEqual(['A', 'B', null]);
  });
});

describe('names and targets', () => {
  it('map a name to a model of the price book once', () => {
    const store = testStore(null);
    mapName(store, 'prod-chat', 'openai/gpt-5.2');
    mapName(store, 'prod-chat', 'azure/gpt-4.1');
    expect(store.getState().document.aliases).toEqual([{ name: 'prod-chat', model: 'gpt-4.1', provider: 'azure' }]);
  });

  it('are written as the grammar of targets reads them', () => {
    const text = targetText({
      period: 'total',
      limitUsd: 350_000,
      confidence: 0.8,
      quality: 0.95,
      effort: 30,
      risk: 'medium',
      goal: 'effort',
    });
    const months = ['2027-01' as Month, '2027-02' as Month];
    expect(parseTarget(text, { fiscalYearStart: 1, months, budgets: [] })).toMatchObject({
      ok: true,
      target: { limitUsd: 350_000, confidence: 0.8, quality: 0.95, effort: 30, risk: 2, goal: 'effort' },
    });
  });
});
