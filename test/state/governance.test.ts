import { describe, expect, it } from 'vitest';
import { changeChargeback, type SharedCost } from '../../renderer/state/budgetEdits.ts';
import { nameMetric, readMetricFile, removeMetric, setBenefit } from '../../renderer/state/metricEdits.ts';
import { bridgeRows } from '../../renderer/views/bridge/bridgeRows.ts';
import { bridgeScope, statesWithin } from '../../renderer/views/bridge/bridgeScope.ts';
import { withMethod, withRecipient, withShare } from '../../renderer/views/budgets/sharedShares.ts';
import { returnSentence } from '../../renderer/views/explore/value/Return.tsx';
import { heavySentence, unitRows } from '../../renderer/views/explore/value/unitRows.ts';
import { bridge, type CostState } from '../../shared/engine/bridge.ts';
import type { CostStateEntry } from '../../shared/plan/analysis.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';
import { month } from '../engine/build.ts';
import { testStore } from './support.ts';

const fileOf = (text: string): File => new File([text], 'metrics.csv', { type: 'text/csv' });

describe('a business-metric file', () => {
  it('is taken in as one step, states a count anew instead of adding it, and tells what it refused', async () => {
    const store = testStore(null);
    await readMetricFile(
      store,
      fileOf('date,metric,value,dimension\n2026-10,ticket,48,Support\n2026-10,ticket,many,\n'),
    );
    await readMetricFile(
      store,
      fileOf('date,metric,value,dimension\n2026-10,ticket,50,Support\n2026-09,ticket,40,Support\n'),
    );
    const { document, notices } = store.getState();
    expect(document.businessMetrics.rows.map(({ date, value }) => [date, value])).toEqual([
      ['2026-10', 50],
      ['2026-09', 40],
    ]);
    expect(notices.map(({ title, detail }) => [title, detail])).toEqual([
      ['metrics.csv: 1 row was refused', 'Line 3: "many" is not a number.'],
    ]);
    expect(store.temporal.getState().pastStates).toHaveLength(2);
  });

  it('is refused whole with the reason where nothing can be read', async () => {
    const store = testStore(null);
    await readMetricFile(store, fileOf('day,count\n'));
    expect(store.getState().document.businessMetrics.rows).toEqual([]);
    expect(store.getState().notices[0]).toMatchObject({ weight: 'error', title: 'metrics.csv was not taken' });
  });

  it('loses a metric with all that the plan says about it, and undo brings both back', async () => {
    const store = testStore(null);
    await readMetricFile(store, fileOf('date,metric,value\n2026-10,ticket,48\n2026-10,change,5\n'));
    nameMetric(store, 'outputMetric', 'ticket');
    const benefit = {
      metric: 'ticket',
      minutesPerUnit: 6,
      usdPerHour: 60,
      adoption: 1,
      realisedShare: 1,
      oneOffUsd: 0,
    };
    setBenefit(store, benefit);
    expect(setBenefit(store, { ...benefit, adoption: 2 })).toMatchObject({ ok: false });
    removeMetric(store, 'ticket');
    const { businessMetrics } = store.getState().document;
    expect(businessMetrics).toMatchObject({ outputMetric: null, benefit: null });
    expect(businessMetrics.rows.map(({ metric }) => metric)).toEqual(['change']);
    store.getState().undo();
    expect(store.getState().document.businessMetrics.benefit).toEqual(benefit);
  });
});

describe('what the spend buys, in words', () => {
  it('is a row for each unit and part, against the month before', () => {
    const point = (period: string, member: string | null, usdPerUnit: number | null) => ({
      period,
      member,
      usd: 10,
      units: 4,
      usdPerUnit,
    });
    const points = [
      point('2026-09', 'A', 2),
      point('2026-09', 'B', null),
      point('2026-10', 'A', 2.5),
      point('2026-10', 'B', 1),
    ];
    const rows = unitRows([{ unit: 'ticket', label: 'ticket', source: 'business-metrics', points }]);
    expect(rows.map(({ member, last, change }) => [member, last.usdPerUnit, change])).toEqual([
      ['A', 2.5, 0.25],
      ['B', 1, null],
    ]);
  });

  it('names heavy users and the return', () => {
    expect(
      heavySentence({
        topShare: 0.1,
        by: 'user',
        output: 'x',
        users: 3,
        tokenShare: 0.62,
        outputShare: 0.21,
        tokensPerOutputRatio: 6.14,
      }),
    ).toBe(
      'The heaviest 10\u202f% of users (3) take 62\u202f% of the tokens and make 21\u202f% of the output: 6.1 times the tokens of the others for one.',
    );
    const value = { metric: 'resolved_ticket', months: [], benefitUsd: 120, costUsd: 80, returnShare: 0.5 };
    expect(returnSentence({ ...value, oneOffUsd: 100, paybackMonths: 2.5 })).toBe(
      'Resolved ticket brought 120\u202fUSD for 80\u202fUSD of spend, a return of 50\u202f%; the 100\u202fUSD it cost to get there is earned in 3 months.',
    );
    expect(returnSentence({ ...value, oneOffUsd: 100, paybackMonths: null })).toMatch(/is never earned\.$/);
  });
});

describe('a shared cost by fixed shares', () => {
  const cost: SharedCost = {
    name: 'platform',
    usdPerMonth: 900,
    method: 'fixed',
    to: ['A', 'B', 'C'],
    shares: { A: 0.5, B: 0.3, C: 0.2 },
  };
  const sum = ({ shares = {} }: SharedCost): number => Object.values(shares).reduce((all, share) => all + share, 0);

  it('keeps its shares at 100 % whatever is changed', () => {
    const raised = withShare(cost, 'A', 0.6);
    expect(raised.shares?.B).toBeCloseTo(0.24, 12);
    expect(raised.shares?.C).toBeCloseTo(0.16, 12);
    const all = withShare(cost, 'A', 1);
    expect(withShare(all, 'A', 0.4).shares?.B).toBeCloseTo(0.3, 12);
    expect(withShare({ ...cost, to: ['A'] }, 'A', 0.2).shares).toEqual({ A: 1 });
    expect(withRecipient(cost, 'C', false).shares?.A).toBeCloseTo(0.625, 12);
    expect(withRecipient(cost, 'D', true).shares?.D).toBe(0);
    expect(withMethod({ ...cost, method: 'even', shares: undefined }, 'fixed').shares?.A).toBeCloseTo(1 / 3, 12);
    for (const changed of [raised, all, withRecipient(cost, 'C', false), withRecipient(cost, 'D', true)]) {
      expect(sum(changed)).toBeCloseTo(1, 12);
      expect(changeChargeback(testStore(null), 'Share', { sharedCosts: [changed] })).toEqual({ ok: true });
    }
    expect(withMethod(cost, 'even')).not.toHaveProperty('shares');
  });
});

describe('a bridge in scope', () => {
  const line = (model: string, netUsd: number) => ({
    model,
    tokens: perTokenClass(() => netUsd),
    listUsd: perTokenClass((name) => (name === 'in_fresh' ? netUsd : 0)),
    netUsd,
  });
  const state = (first: number, second: number): CostState => ({
    workloads: [
      { name: 'Support', requests: 10, lines: [line('a/big', first), line('b/small', 5)] },
      { name: 'Sales', requests: 10, lines: [line('a/big', second)] },
    ],
    commitmentUsd: 100,
    fixedUsd: 0,
    creditsUsd: -1,
    fxRate: 1,
  });

  it('takes the filters that a plan knows, and names those it does not', () => {
    expect(
      bridgeScope({ team: ['Support'], model: ['a/big', 'b/small'], region: ['eu'], project: [null], feature: [] }),
    ).toEqual({
      scope: { team: ['Support'], model: ['a/big', 'b/small'] },
      ignored: ['region', 'project'],
    });
    expect(bridgeScope({})).toEqual({ scope: {}, ignored: [] });
  });

  it('lists its parts by the size of their change, and they add up', () => {
    const made = bridge(state(20, 30), state(50, 10));
    const rows = bridgeRows(made);
    expect(rows.map(({ workload, model }) => [workload, model])).toEqual([
      ['Support', 'a/big'],
      ['Sales', 'a/big'],
      ...rows.slice(2).map(({ workload, model }) => [workload, model]),
    ]);
    expect(rows.reduce((sum, { changeUsd }) => sum + changeUsd, 0)).toBeCloseTo(made.to - made.from, 9);
  });

  it('begins only at months of the period on top', () => {
    const entry = (id: string, from: string): CostStateEntry => ({
      id,
      label: id,
      from: month(from),
      to: month(from),
      months: 1,
      state: state(1, 1),
      note: '',
    });
    const states = [entry('past:2026-08', '2026-08'), entry('past:2026-09', '2026-09'), entry('scenario:x', '2026-11')];
    expect(statesWithin(states, { from: '2026-09-01', to: '2026-10-01' }).map(({ id }) => id)).toEqual([
      'past:2026-09',
      'scenario:x',
    ]);
    expect(statesWithin(states, { from: null, to: null })).toHaveLength(3);
  });
});
