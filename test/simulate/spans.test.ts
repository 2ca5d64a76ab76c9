import { describe, expect, it } from 'vitest';
import { budgetOutlook } from '../../shared/simulate/budgetOutlook.ts';
import { leverRanges } from '../../shared/simulate/leverRanges.ts';
import { fiscalYearSpans, pathOver } from '../../shared/simulate/spans.ts';
import { tornado } from '../../shared/simulate/tornado.ts';
import { baseline, lever, listRates, model, month, monthsFrom2027, MTOK, scenario, segment } from '../engine/build.ts';

describe('fiscal years', () => {
  it('are named after the year they end in', () => {
    const months = monthsFrom2027(14);
    expect(fiscalYearSpans(months, 1)).toEqual([
      { year: 2027, from: '2027-01', to: '2027-12' },
      { year: 2028, from: '2028-01', to: '2028-12' },
    ]);
    expect(fiscalYearSpans(months, 10)).toEqual([
      { year: 2027, from: '2026-10', to: '2027-09' },
      { year: 2028, from: '2027-10', to: '2028-09' },
    ]);
    expect(fiscalYearSpans([], 1)).toEqual([]);
  });

  it('take passed months as they were and nothing beyond the horizon', () => {
    const path = pathOver(
      Float64Array.of(10, 20),
      monthsFrom2027(2),
      { from: month('2026-12'), to: month('2027-03') },
      () => 7,
    );
    expect([...path]).toEqual([7, 10, 20, 0]);
  });
});

describe('a budget that has begun', () => {
  it('is crossed from its own first month on', () => {
    // October to December spent 100 each, then 100 and 200 a month in two draws; the budget is 450 from October.
    const months = monthsFrom2027(3);
    const table = Float64Array.of(100, 100, 100, 200, 200, 200);
    const outlook = budgetOutlook(
      { id: 'b', scope: {}, from: month('2026-10'), to: month('2027-03'), usd: 450 },
      table,
      Float64Array.of(150, 150, 150),
      months,
      () => 100,
    );
    expect(outlook.spentUsd).toBe(300);
    // 600 and 900
    expect([...outlook.sortedUsd]).toEqual([600, 900]);
    expect(outlook.centralUsd).toBe(750);
    expect(outlook.probabilityOfExceeding).toBe(1);
    // 150 more: after 0.75 months at 200 (one fifth), 1.5 months at 100 would be half of the draws' slower one
    expect(outlook.crossesAfterMonthsP80).toBe(3.75);
    // 225 USD are reached a quarter into December 2026 whatever is drawn: 2026-12-01 and 0.25 * 31 = 7.75 days
    expect(outlook.marks[0]).toEqual({
      share: 0.5,
      usd: 225,
      reachedOn: '2026-12-08',
      reachedOnP50: '2026-12-08',
      reachedOnP80: '2026-12-08',
    });
    // Centrally 150 of January's 150: on its last instant, the first of February
    expect(outlook.marks[2]?.reachedOn).toBe('2027-02-01');
  });
});

describe('what a result hangs on', () => {
  const company = baseline(
    monthsFrom2027(1),
    [model('a/big', listRates(10, 50), 1)],
    [segment('a/big', { in_fresh: 10 * MTOK }, 1, { sigma: 0.2 })],
  );

  it('is each input at its P10 and P90, as worked by hand', () => {
    // 100 USD; batch at half price: 0.2 -> 90, 0.6 -> 70. Central share 0.4 -> 80; volume e^(±0.2563) -> 61.9 and 103.4
    const bars = tornado(company, scenario(lever('batch', { share: { p10: 0.2, p90: 0.6 } })));
    expect(bars.map(({ key }) => key)).toEqual([null, 'share']);
    expect(bars[0]?.atLowUsd).toBeCloseTo(80 * Math.exp(-0.2 * 1.2815515655446004), 9);
    expect(bars[0]?.atHighUsd).toBeCloseTo(80 * Math.exp(0.2 * 1.2815515655446004), 9);
    expect(bars[1]?.leverId).toBe('batch');
    expect(bars[1]?.lowValue).toBeCloseTo(0.2, 12);
    expect(bars[1]?.atLowUsd).toBeCloseTo(90, 9);
    expect(bars[1]?.atHighUsd).toBeCloseTo(70, 9);
  });

  it('shows both outcomes of an unlikely event', () => {
    const bars = tornado(company, scenario(lever('batch', { share: { value: 1, probability: 0.02 } })));
    const event = bars.find(({ key }) => key === 'share');
    expect([event?.atLowUsd, event?.atHighUsd]).toEqual([expect.closeTo(100, 9), expect.closeTo(50, 9)]);
  });

  it('has a range of value for each lever', () => {
    // Without volume doubt: -30 to -10 at P10 and P90, half of the share
    const certain = { ...company, segments: company.segments.map((one) => ({ ...one, sigma: new Float64Array(1) })) };
    const [range] = leverRanges(certain, scenario(lever('batch', { share: { p10: 0.2, p90: 0.6 } })), {
      draws: 4000,
      seed: 1,
      volume: { by: null, correlation: 1, overrunBias: 0 },
    });
    expect(range?.p10Usd).toBeCloseTo(-30, 0);
    expect(range?.p50Usd).toBeCloseTo(-20, 0);
    expect(range?.p90Usd).toBeCloseTo(-10, 0);
  });
});
