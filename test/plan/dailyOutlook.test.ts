import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadUsage } from '../../electron/cli/loadUsage.ts';
import { trendLibrary } from '../../electron/trendLibrary.ts';
import { correctionsOf } from '../../shared/catalog/prices/corrections.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import { openDocument } from '../../shared/model/migrations.ts';
import { dailyOutlook } from '../../shared/plan/daily/dailyOutlook.ts';
import type { DailyOutlook, DailyScope } from '../../shared/plan/daily/dailyResults.ts';
import { createForecastMemory } from '../../shared/plan/forecastMemory.ts';
import { computePlan } from '../../shared/plan/plan.ts';
import { firstLook } from '../../shared/plan/daily/firstLook.ts';
import { createDataMemory } from '../../shared/plan/groundwork.ts';
import type { Day } from '../../shared/units/months.ts';
import { FIXED_NOW } from '../support/host.ts';
import { root } from '../support/product.ts';

const SAMPLES = join(root, 'samples');
const library = trendLibrary();

describe('the sample company by day', () => {
  let usage: Awaited<ReturnType<typeof loadUsage>>;
  let document: PlanDocument;
  let company: DailyOutlook;
  const memory = createForecastMemory();
  const earlierMemory = createForecastMemory();

  const ask = async (scope: DailyScope, change: Partial<PlanDocument> = {}): Promise<DailyOutlook> => {
    const outlook = await dailyOutlook(
      { ...document, ...change },
      usage.database,
      usage.book,
      { by: 'model', scope, seed: 1 },
      { library, memory, earlierMemory, anomalyMemory: new Map() },
    );
    if (outlook === null) throw new Error('no outlook');
    return outlook;
  };

  beforeAll(async () => {
    const opened = openDocument(await readFile(join(SAMPLES, 'plan.json'), 'utf8'));
    if (!opened.ok) throw new Error(opened.reason);
    document = opened.document;
    const sources = document.sources.flatMap((source) =>
      source.kind === 'file' ? [{ path: join(SAMPLES, source.path) }] : [],
    );
    usage = await loadUsage(sources, correctionsOf(document), FIXED_NOW.toISOString());
    company = await ask({});
  });

  afterAll(() => {
    usage.database.close();
  });

  it('begins on the day after the last complete one', () => {
    expect(company.asOf).toBe('2026-10-31');
    expect(company.past.days.at(-1)).toBe('2026-10-31');
    expect(company.ahead.days[0]).toBe('2026-11-01');
  });

  it('has a first look from its sum alone, near the whole, and the same fan once its parts are known', async () => {
    const question = { by: 'model', scope: {}, seed: 1 } as const;
    const cold = await firstLook(document, usage.database, usage.book, question, { library });
    const warm = await firstLook(document, usage.database, usage.book, question, { library, memory });
    const { central } = company.ahead.usd.next;
    expect(cold).toMatchObject({ isFirstLook: true, members: [], anomalies: [] });
    expect(cold?.past.days).toEqual(company.past.days);
    cold?.past.usd.forEach((usd, day) => {
      expect(usd).toBeCloseTo(company.past.usd[day] ?? NaN, 6);
    });
    expect(Math.abs((cold?.ahead.usd.next.central ?? NaN) / central - 1)).toBeLessThan(0.15);
    expect(warm?.ahead.usd.central).toEqual(company.ahead.usd.central);
    expect(warm?.parts).toBe(company.parts);
  });

  it('has a first look before its parts have been read, and then takes one of them from what was read', async () => {
    const known = { revision: 1, memory: createDataMemory() };
    const look = (scope: DailyScope) =>
      firstLook(document, usage.database, usage.book, { by: 'model', scope, seed: 1 }, { library, known });
    const sum = await look({});
    expect(sum).toMatchObject({ isFirstLook: true, parts: null, asOf: company.asOf });
    expect(Math.abs((sum?.ahead.usd.next.central ?? NaN) / company.ahead.usd.next.central - 1)).toBeLessThan(0.15);
    expect(sum?.past.days).toEqual(company.past.days);
    await dailyOutlook(
      document,
      usage.database,
      usage.book,
      { by: 'model', scope: {}, seed: 1 },
      { library, memory, earlierMemory, anomalyMemory: new Map(), known },
    );
    const busy = { query: () => Promise.reject(new Error('nothing is read again')) };
    const question = { by: 'model', scope: { model: [company.members[0]?.value ?? null] }, seed: 1 } as const;
    const one = await firstLook(document, busy, usage.book, question, { library, memory, known });
    expect(one?.parts).toBeGreaterThan(0);
    expect(one?.ahead.usd.next.central).toBeCloseTo(company.members[0]?.nextUsd ?? NaN, 6);
  });

  it('has no first look without usage', async () => {
    const empty = await loadUsage([], correctionsOf(document), FIXED_NOW.toISOString());
    const question = { by: 'model', scope: {}, seed: 1 } as const;
    expect(await firstLook(document, empty.database, empty.book, question, { library })).toBeNull();
    empty.database.close();
  });

  it('has weeks that are sums of their days, with bands of their own', () => {
    const { past, ahead, weeks } = company;
    const sumOf = (values: readonly (number | null)[], from: number): number =>
      values.slice(from, from + 7).reduce<number>((sum, value) => sum + (value ?? 0), 0);
    // 31 October 2026 is a Saturday: the week of the 26th has its Sunday ahead.
    expect(weeks.past.days.at(-1)).toBe('2026-10-19');
    expect(weeks.ahead.days[0]).toBe('2026-10-26');
    const monday = past.days.indexOf('2026-10-26' as Day);
    const known = past.usd.slice(monday).reduce<number>((sum, value) => sum + (value ?? 0), 0);
    expect(weeks.ahead.usd.central[0]).toBeCloseTo(known + (ahead.usd.central[0] ?? NaN), 6);
    const second = ahead.days.indexOf('2026-11-02' as Day);
    expect(weeks.ahead.usd.central[1]).toBeCloseTo(sumOf(ahead.usd.central, second), 6);
    // All days of a path share their luck: the band of a week is about as wide as its days' bands together.
    expect((weeks.ahead.usd.p90[1] ?? NaN) / sumOf(ahead.usd.p90, second)).toBeCloseTo(1, 1);
    expect(weeks.ahead.usd.p10[1]).toBeLessThan(weeks.ahead.usd.central[1] ?? NaN);
    expect(sumOf(past.usd, past.days.indexOf('2026-10-19' as Day))).toBeCloseTo(weeks.past.usd.at(-1) ?? NaN, 6);
    expect(weeks.ahead.usd.next).toEqual(ahead.usd.next);
  });

  it('has the plan’s own money: days of a month add up to the month', async () => {
    const plan = await computePlan({ ...document, scenarios: [] }, usage.database, usage.book, {
      seed: 1,
      draws: 50,
      library,
      memory,
    });
    const [baseline] = plan.scenarios;
    for (const month of ['2026-11', '2026-12', '2027-03']) {
      const days = company.ahead.days.flatMap((day, index) =>
        day.startsWith(month) ? [company.ahead.usd.central[index] ?? Number.NaN] : [],
      );
      const whole = baseline?.months.find((one) => one.month === month)?.costUsd.central ?? Number.NaN;
      expect(Math.abs(days.reduce((sum, usd) => sum + usd, 0) / whole - 1), month).toBeLessThan(1e-9);
    }
  });

  it('has parts that add up to the company, and are what they are alone', async () => {
    const next = company.members.reduce((total, { nextUsd }) => total + (nextUsd ?? 0), 0);
    expect(Math.abs(next / company.ahead.usd.next.central - 1)).toBeLessThan(1e-9);
    const [largest] = company.members;
    const alone = await ask({ model: [largest?.value ?? null] });
    expect(Math.abs(alone.ahead.usd.next.central / (largest?.nextUsd ?? Number.NaN) - 1)).toBeLessThan(1e-9);
  });

  it('has bands in order, and a total that is surer than its parts laid end to end', () => {
    const { p025, p10, p50, p90, p975 } = company.ahead.usd;
    for (const index of company.ahead.days.keys()) {
      const quantiles = [p025, p10, p50, p90, p975].map((values) => values[index] ?? Number.NaN);
      expect(quantiles).toEqual(quantiles.toSorted((left, right) => left - right));
      expect(quantiles[0]).toBeGreaterThanOrEqual(0);
    }
    expect(company.ahead.usd.next.p10).toBeLessThan(company.ahead.usd.next.central);
    expect(company.ahead.usd.next.p90).toBeGreaterThan(company.ahead.usd.next.central);
  });

  it('says when a budget runs out, with the careful day first', async () => {
    const budget = { id: 'b', name: 'B', scope: {}, from: '2026-10', to: '2027-09', amountUsd: 100_000 } as const;
    const again = await ask({}, { budgets: [budget as unknown as PlanDocument['budgets'][number]] });
    // The same seed gives the same fan.
    expect(again.ahead.usd).toEqual(company.ahead.usd);
    const [crossing] = again.budgets;
    // October is known: the sum of its 31 days.
    const october = company.past.days.reduce(
      (sum, day, index) => sum + (day.startsWith('2026-10') ? (company.past.usd[index] ?? 0) : 0),
      0,
    );
    expect(Math.abs((crossing?.spentUsd ?? Number.NaN) / october - 1)).toBeLessThan(1e-9);
    expect(crossing?.crossesP80 ?? '').toMatch(/^202[67]-/);
    expect((crossing?.crossesP80 ?? 'z') <= (crossing?.crossesP50 ?? '')).toBe(true);
  });

  it('holds the forecast of a month ago against what came', () => {
    const change = company.lastMonth;
    expect([change?.knownTo, change?.from, change?.to, change?.month]).toEqual([
      '2026-09-30',
      '2026-10-01',
      '2026-10-31',
      '2026-11',
    ]);
    const sum = (of: 'actualUsd' | 'expectedUsd' | 'thenUsd' | 'nowUsd'): number =>
      (change?.members ?? []).reduce((total, member) => total + member[of], 0);
    for (const of of ['actualUsd', 'expectedUsd', 'thenUsd', 'nowUsd'] as const)
      expect(Math.abs(sum(of) / (change?.total[of] ?? Number.NaN) - 1), of).toBeLessThan(1e-9);
    expect(change?.isHeld).toBe(
      (change?.total.actualUsd ?? 0) >= (change?.p10Usd ?? 0) &&
        (change?.total.actualUsd ?? 0) <= (change?.p90Usd ?? 0),
    );
  });

  it('tells the new level of gpt-5.2 once, and ranks by money', () => {
    const shifts = company.anomalies.filter(({ kind, value }) => kind === 'level-shift' && value === 'openai/gpt-5.2');
    expect(shifts.map(({ day }) => day)).toEqual(['2026-02-01']);
    const sizes = company.anomalies.map(({ usd }) => Math.abs(usd ?? 0));
    expect(sizes).toEqual(sizes.toSorted((left, right) => right - left));
  });

  it('names models without a price instead of counting them as nothing', () => {
    expect(company.findings.find(({ code }) => code === 'unpriced-model')?.message).toContain('aurora-lite-preview');
    expect(company.members.find(({ value }) => value === 'aurora-lite-preview')?.nextUsd).toBeNull();
  });

  it('of a scope without usage is empty and does not throw', async () => {
    const nothing = await ask({ model: ['no/such-model'] });
    expect(nothing.members).toEqual([]);
    expect(nothing.past.days).toEqual([]);
    expect(nothing.lastMonth).toBeNull();
  });
});
