import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../electron/cli/context.ts';
import { computePlanFile } from '../../electron/cli/planFile.ts';
import { BRIDGE_EFFECTS, totalOf } from '../../shared/engine/bridge.ts';
import { documentSchema } from '../../shared/model/document.ts';
import { bridgeBetween } from '../../shared/plan/costStates.ts';
import { readMetricsCsv } from '../../shared/plan/metricsCsv.ts';
import type { PlanAnalysis } from '../../shared/plan/analysis.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import { preciseSum } from '../../shared/units/rounding.ts';
import { governedPlan, METRICS } from '../support/governedPlan.ts';
import { FIXED_NOW } from '../support/host.ts';
import { root } from '../support/product.ts';

const context: CommandContext = {
  root,
  version: '0',
  now: () => FIXED_NOW,
  print: () => undefined,
  tell: () => undefined,
};

describe('what a plan says beside its scenarios', () => {
  let results: PlanResults;
  let analysis: PlanAnalysis;

  beforeAll(async () => {
    results = (await computePlanFile(await governedPlan(), { seed: 1, draws: 100 }, context)).results;
    if (results.analysis === null) throw new Error('the sample has usage');
    analysis = results.analysis;
  });

  const pastUsd = (from: string, to: string): number =>
    preciseSum(
      results.history.filter(({ month }) => month >= from && month <= to).map(({ computedUsd }) => computedUsd ?? 0),
    );

  it('has bridges that add up to the cent, as a whole and opened to team and model', () => {
    expect(analysis.bridges.map(({ id }) => id)).toContain('past:2026-09>past:2026-10');
    expect(analysis.bridges.map(({ id }) => id)).toContain('budget:h2>outlook:h2:tidy');
    for (const { id, bridge } of analysis.bridges) {
      const difference = bridge.to - bridge.from;
      expect(preciseSum(BRIDGE_EFFECTS.map((effect) => bridge.effects[effect])), id).toBeCloseTo(difference, 6);
      const opened = bridge.lines.flatMap(({ effects }) => BRIDGE_EFFECTS.map((effect) => effects[effect]));
      expect(preciseSum(opened), id).toBeCloseTo(difference, 6);
    }
  });

  it('begins and ends its bridges at the numbers that are shown elsewhere', () => {
    const month = analysis.costStates.find(({ id }) => id === 'past:2026-10');
    // The sample's invoices cover October: the past is what was billed.
    const billed = results.history.find((one) => one.month === '2026-10')?.billedUsd ?? Number.NaN;
    expect(month === undefined ? Number.NaN : totalOf(month.state)).toBeCloseTo(billed, 6);
    expect(month?.note).toContain('Billed money');
    for (const { id, months } of results.scenarios) {
      const there = bridgeBetween(analysis.costStates, 'past:2026-10', `scenario:${id}`);
      const year = preciseSum(months.slice(0, 12).map(({ costUsd }) => costUsd.central));
      expect(there?.bridge.to, id).toBeCloseTo(year, 6);
      const back = bridgeBetween(analysis.costStates, `scenario:${id}`, 'past:2026-10');
      expect(back?.months).toBe(1);
      // Both ways the same effects with the other sign, over one month instead of twelve
      for (const effect of BRIDGE_EFFECTS) {
        expect(-12 * (back?.bridge.effects[effect] ?? 0), effect).toBeCloseTo(there?.bridge.effects[effect] ?? 0, 5);
      }
    }
    const budget = bridgeBetween(analysis.costStates, 'budget:h2', 'outlook:h2:baseline');
    expect(budget?.bridge.from).toBeCloseTo(100_000, 6);
    expect(budget?.bridge.to).toBeCloseTo(results.scenarios[0]?.budgets[0]?.spend.central ?? 0, 6);
    expect(budget?.note).toMatch(/carried flat/);
    expect(bridgeBetween(analysis.costStates, 'budget:h2', 'no such state')).toBeNull();
  });

  it('counts the months that have passed in fiscal years and budgets', () => {
    const [baseline] = results.scenarios;
    expect(baseline?.years.map(({ year, from, to }) => [year, from, to])).toEqual([
      [2027, '2026-04', '2027-03'],
      [2028, '2027-04', '2028-03'],
    ]);
    const ahead = (from: string, to: string): number =>
      preciseSum(
        (baseline?.months ?? [])
          .filter(({ month }) => month >= from && month <= to)
          .map(({ costUsd }) => costUsd.central),
      );
    const [first, second] = baseline?.years ?? [];
    expect(first?.spentUsd).toBeCloseTo(pastUsd('2026-04', '2026-10'), 6);
    expect(first?.spend.central).toBeCloseTo(pastUsd('2026-04', '2026-10') + ahead('2026-11', '2027-03'), 6);
    expect(first?.isComplete).toBe(true);
    expect(second?.isComplete).toBe(false);
    const budget = baseline?.budgets[0];
    expect(budget?.spentUsd).toBeCloseTo(pastUsd('2026-07', '2026-10'), 6);
    expect(budget?.marks.map(({ share }) => share)).toEqual([0.5, 0.8, 1]);
    // Half of 100,000 USD was spent in a month that has passed: every path agrees on the day
    expect(budget?.marks[0]?.reachedOn).toBe(budget?.marks[0]?.reachedOnP80);
    expect(budget?.marks[0]?.reachedOn?.slice(0, 7)).toBe('2026-09');
  });

  it('has a rising curve from which the reserve follows', () => {
    for (const { name, curve, contingency, totalUsd } of results.scenarios) {
      const values = curve.map(({ usd }) => usd);
      expect(values, name).toEqual(values.toSorted((left, right) => left - right));
      const p80 = curve.find(({ share }) => share === 0.8)?.usd ?? Number.NaN;
      expect(contingency.find(({ confidence }) => confidence === 0.8)?.usd, name).toBeCloseTo(
        p80 - totalUsd.central,
        6,
      );
    }
  });

  it('ranks what the result hangs on', () => {
    const tidy = results.scenarios.find(({ id }) => id === 'tidy');
    const widths = (tidy?.tornado ?? []).map(({ atLowUsd, atHighUsd }) => Math.abs(atHighUsd - atLowUsd));
    expect(widths).toEqual(widths.toSorted((left, right) => right - left));
    expect(tidy?.tornado.map(({ parameter }) => parameter)).toEqual(
      expect.arrayContaining(['Volume', 'Hit rate', 'Cacheable input', 'Work that can wait']),
    );
    expect(tidy?.levers.map(({ kind, paysFrom }) => [kind, paysFrom])).toEqual([
      ['model-swap', null],
      ['prompt-caching', 'pays from the first repeated call'],
      ['batch', null],
    ]);
    for (const { rangeUsd, valueSentence } of tidy?.levers ?? []) {
      expect(rangeUsd.p10).toBeLessThanOrEqual(rangeUsd.p50);
      expect(rangeUsd.p50).toBeLessThanOrEqual(rangeUsd.p90);
      expect(valueSentence).toMatch(/^saves .* a year, P10 to P90 /);
    }
  });

  it('charges every cent back, shared costs included', () => {
    expect(analysis.chargeback.by).toBe('project');
    for (const { month, isForecast, allocation } of analysis.chargeback.months) {
      const shown = preciseSum([...allocation.lines.map(({ totalUsd }) => totalUsd), allocation.untaggedUsd]);
      const cost = isForecast
        ? (results.scenarios[0]?.months.find((one) => one.month === month)?.costUsd.central ?? Number.NaN)
        : pastUsd(month, month);
      expect(shown, month).toBeCloseTo(cost + 900, 6);
      expect(allocation.totalUsd, month).toBeCloseTo(shown, 6);
    }
    expect(analysis.chargeback.past.untaggedShare).toBeGreaterThan(0);
  });

  it('sets spend against what it bought', () => {
    const trend = (unit: string) => analysis.unitEconomics.trends.find((one) => one.unit === unit);
    const october = pastUsd('2026-10', '2026-10');
    const [tickets] = trend('resolved_ticket')?.points ?? [];
    expect(tickets).toMatchObject({ period: '2026-10', member: null, units: 1000 });
    expect(tickets?.usdPerUnit).toBeCloseTo(october / 1000, 9);
    // Two days of October are one month
    expect(trend('merged_change')?.points[0]?.units).toBe(100);
    expect(trend('million-tokens')?.points.at(-1)?.usd).toBeCloseTo(october, 6);
    expect(analysis.unitEconomics.reworkShare).toBeCloseTo(0.15, 12);
    const september = pastUsd('2026-09', '2026-09');
    const [margin] = analysis.unitEconomics.margins;
    expect(margin).toMatchObject({ month: '2026-09', revenueUsd: 100_000 });
    expect(margin?.margin).toBeCloseTo(1 - september / 100_000, 9);
    expect(analysis.unitEconomics.heavyUse?.topShare).toBe(0.1);
  });

  it('sets what the tickets are worth against what they cost', () => {
    // 1,000 tickets of 600 minutes at 60 USD, half of them adopted, 40 % realised: 120,000 USD in October
    const { value } = analysis.unitEconomics;
    const october = pastUsd('2026-10', '2026-10');
    expect(value?.months).toHaveLength(1);
    expect(value?.benefitUsd).toBeCloseTo(120_000, 6);
    expect(value?.costUsd).toBeCloseTo(october, 6);
    expect(value?.returnShare).toBeCloseTo(120_000 / october - 1, 9);
    expect(value?.paybackMonths).toBeCloseTo(50_000 / (120_000 - october), 9);
  });

  it('replays limits over the past', () => {
    const [cap, wide] = analysis.guardrails;
    expect(cap?.blockedUsd).toBeGreaterThan(0);
    expect(cap?.savedShare).toBeLessThan(1);
    expect(cap?.sentence).toMatch(/^This limit would have blocked .* and saved /);
    expect(wide?.blockedUsd).toBe(0);
    expect(wide?.stops).toEqual([]);
  });
});

describe('a business-metric file', () => {
  it('keeps what can be read and names what cannot', () => {
    const { rows, problems } = readMetricsCsv(METRICS);
    expect(rows).toHaveLength(5);
    expect(rows[1]).toEqual({ date: '2026-10-03', metric: 'merged_change', value: 40, dimension: null });
    expect(problems).toEqual([
      'Line 7: "yesterday" is neither a day YYYY-MM-DD nor a month YYYY-MM.',
      'Line 8: "many" is not a number.',
    ]);
    expect(readMetricsCsv('day,metric,value\n').problems[0]).toMatch(/no column date/);
    expect(readMetricsCsv('').rows).toEqual([]);
  });
});

describe('a document refuses what cannot be', () => {
  const problemOf = (part: Record<string, unknown>): string =>
    documentSchema
      .safeParse({ schemaVersion: 1, ...part })
      .error?.issues.map(({ message }) => message)
      .join(' ') ?? '';
  const budget = { id: 'b', name: 'B', from: '2027-01', to: '2027-12', amountUsd: 1 };
  const cost = { name: 'platform', usdPerMonth: 1, to: ['A'] };

  it('with the reason', () => {
    expect(problemOf({ budgets: [{ ...budget, from: '2028-01' }] })).toBe(
      'it starts in 2028-01, after its end in 2027-12',
    );
    expect(problemOf({ budgets: [{ ...budget, currency: 'EUR' }] })).toMatch(/held in USD/);
    const circle = [
      { ...cost, name: 'a', to: ['b'] },
      { ...cost, name: 'b', to: ['a'] },
    ];
    expect(problemOf({ chargeback: { sharedCosts: circle } })).toBe('Shared costs go round in a circle: a -> b -> a.');
    expect(problemOf({ chargeback: { sharedCosts: [{ ...cost, method: 'fixed', shares: { A: 0.5 } }] } })).toMatch(
      /50 %/,
    );
    expect(problemOf({ reporting: { fiscalYearStart: 13 } })).not.toBe('');
    expect(problemOf({ businessMetrics: { rows: [{ date: '2027-13', metric: 'm', value: 1 }] } })).toMatch(/YYYY-MM/);
  });

  it('and takes what can be', () => {
    expect(problemOf({ budgets: [budget], chargeback: { sharedCosts: [cost] } })).toBe('');
  });
});
