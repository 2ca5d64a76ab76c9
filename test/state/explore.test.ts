import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import type { ExploreRows } from '../../renderer/state/explore.ts';
import type { WorkbenchStore } from '../../renderer/state/store.ts';
import { completeMonths, moversOf } from '../../renderer/views/explore/movers.ts';
import { cacheHitRate, usdPerRequest } from '../../renderer/views/explore/unitCosts.ts';
import { sampleDatabase, testStore } from './support.ts';

let database: NodeDatabase;
beforeAll(async () => {
  database = await sampleDatabase();
});
afterAll(() => {
  database.close();
});

async function explored(store: WorkbenchStore): Promise<ExploreRows> {
  await store.getState().loadExplore();
  const { explore } = store.getState();
  if (explore.status !== 'ready') throw new Error(`explore is ${explore.status}`);
  return explore.value;
}

const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, one) => all + (one ?? 0), 0);

describe('explore over the real data port', () => {
  it('ties parts, months and total', async () => {
    const rows = await explored(testStore(database));
    const total = rows.total?.computedUsd ?? 0;
    expect(total).toBeGreaterThan(1000);
    for (const part of [rows.byDimension, rows.overTime, rows.months, rows.monthsByDimension]) {
      expect(sum(part.map(({ computedUsd }) => computedUsd)) / total).toBeCloseTo(1, 9);
    }
  });

  it('narrows by a value, adds another, and steps back to where it was', async () => {
    const store = testStore(database);
    const all = await explored(store);
    const [first, second] = all.byDimension.map(({ dimensions }) => dimensions.model ?? null);
    store.getState().filterBy('model', first ?? null, false);
    const one = await explored(store);
    expect(one.byDimension).toHaveLength(1);
    store.getState().filterBy('model', second ?? null, true);
    expect((await explored(store)).byDimension).toHaveLength(2);
    store.getState().stepBack();
    expect(await explored(store)).toEqual(all);
  });

  it('pages through the rows behind a number without repeating one', async () => {
    const store = testStore(database);
    const filter = { where: {}, from: null, to: null };
    const [first, second] = [await store.getState().readDrill(filter, 0), await store.getState().readDrill(filter, 40)];
    expect(first.total).toBeGreaterThan(80);
    const rows = [...first.rows, ...second.rows].map(({ source_row }) => source_row);
    expect(new Set(rows).size).toBe(80);
  });

  it('says what moved between two months, adding up to the difference', async () => {
    const rows = await explored(testStore(database));
    const months = completeMonths(rows.months, '2026-11-01T00:00:00Z');
    expect(months.slice(-2)).toEqual(['2026-09', '2026-10']);
    const movers = moversOf(rows.monthsByDimension, 'model', '2026-09', '2026-10');
    const monthUsd = (month: string): number =>
      sum(rows.months.filter(({ bucket }) => bucket?.startsWith(month)).map(({ computedUsd }) => computedUsd));
    expect(sum(movers.map(({ changeUsd }) => changeUsd))).toBeCloseTo(monthUsd('2026-10') - monthUsd('2026-09'), 6);
    const sizes = movers.map(({ changeUsd }) => Math.abs(changeUsd));
    expect(sizes).toEqual(sizes.toSorted((left, right) => right - left));
  });

  it('leaves a month out that the data does not cover to its end', () => {
    const rows = ['2026-09', '2026-10'].map((month) => ({ bucket: `${month}-01T00:00` }));
    expect(completeMonths(rows as never, '2026-10-20T00:00:00Z')).toEqual(['2026-09']);
  });

  it('divides the cost of rows that count requests, and knows no rate without input', async () => {
    const { total } = await explored(testStore(database));
    if (total === null) throw new Error('there is no total');
    expect(usdPerRequest(total)).toBeCloseTo((total.requestsUsd ?? 0) / (total.requests ?? 1), 12);
    expect(usdPerRequest({ ...total, requests: null })).toBeNull();
    expect(cacheHitRate(total)).toBeGreaterThan(0);
    expect(cacheHitRate({ ...total, tokens: { ...total.tokens, in_cache_read: null } })).toBeNull();
  });
});
