import { describe, expect, it } from 'vitest';
import { breakEvenMap } from '../../renderer/charts/figures/breakEvenMap.ts';
import { fleetCurve } from '../../renderer/charts/figures/fleetCurve.ts';
import { goalCurve } from '../../renderer/charts/figures/goalCurve.ts';
import { loadCurve } from '../../renderer/charts/figures/loadCurve.ts';
import { totalCurve } from '../../renderer/charts/figures/totalCurve.ts';
import { unitPlans } from '../../renderer/charts/figures/unitPlans.ts';
import { CANCELS_24X, GROWTH_24X, settingsOf } from '../../renderer/views/scenarios/ask/drivers.ts';
import { neededUsd, totalSentence, type TotalSpan } from '../../renderer/views/scenarios/ask/spans.ts';
import { bestUnits, unitPlan } from '../../shared/engine/commitmentUnits.ts';
import { share } from '../../shared/engine/levers/descriptors.ts';
import { selfHosting } from '../../shared/plan/ownHardware.ts';
import { percent } from '../../shared/units/format.ts';
import { lever, month, scenario } from '../engine/build.ts';

const CURVE = [
  { share: 0.25, usd: 80 },
  { share: 0.5, usd: 100 },
  { share: 0.75, usd: 140 },
];
const SPAN: TotalSpan = {
  id: 'FY2027',
  label: 'Fiscal year 2027',
  from: month('2027-01'),
  to: month('2027-12'),
  centralUsd: 100,
  curve: CURVE,
  spentUsd: 0,
  budget: { usd: 120, probabilityOfExceeding: 0.38 },
  isCompany: true,
};

describe('the curve of a total', () => {
  it('tells what a confidence needs and how likely a budget is kept, between its points', () => {
    expect(neededUsd(CURVE, 0.5)).toBe(100);
    // Half-way from 50 to 75 % is half-way from 100 to 140
    expect(neededUsd(CURVE, 0.625)).toBe(120);
    // Where there is no curve nothing is known, and 0 would be a total.
    expect(neededUsd([], 0.5)).toBeNaN();
    expect(totalSentence(SPAN, 0.75)).toBe(
      'With 75\u202f% confidence, Fiscal year 2027 stays below 140\u202fUSD: hold 40\u202fUSD beside the central 100\u202fUSD. The chance to go beyond the budget of 120\u202fUSD is 38\u202f%.',
    );
    expect(totalSentence({ ...SPAN, budget: null }, 0.25)).toMatch(/the central 100.USD is enough for that\.$/);
  });

  it('is drawn with the budget, the central total and the answer', () => {
    const figure = totalCurve({ ...SPAN, budgetUsd: 120, confidence: 0.75, neededUsd: 140, summary: 'x' });
    expect(figure).toMatchSnapshot();
  });
});

describe('goal seek', () => {
  const descriptor = share('Work that can wait', '');

  it('is drawn with the goal and the value that reaches it', () => {
    const curve = [0, 0.5, 1].map((value) => ({ value, usd: 100 - 50 * value }));
    const figure = goalCurve(
      { isReached: true, value: 0.4, usd: 80, probability: 0.5, sentence: 'It does.', curve, spentUsd: 0 },
      descriptor,
      80,
    );
    expect(figure.traces.at(-1)).toMatchObject({ x: [0.4], y: [80], text: ['40\u202f%'] });
    expect(figure.layout.annotations).toMatchObject([{ y: 80, text: 'goal 80\u202fUSD' }]);
    expect(figure.table).toEqual([
      ['Work that can wait', 'Central, USD'],
      ['0\u202f%', '100.00'],
      ['50\u202f%', '75.00'],
      ['100\u202f%', '50.00'],
    ]);
  });

  it('offers the numbers of the levers that act, with their middle and their bounds', () => {
    const own = scenario(
      lever('batch', { share: { p10: 0.2, p50: 0.3, p90: 0.5 } }),
      lever('model-swap', { model: 'a/b', migrationUsd: 9000 }),
      { ...lever('retries', { rate: 0.05 }), isEnabled: false },
    );
    const choices = settingsOf(own);
    expect(choices[0]).toMatchObject({
      label: 'Run as batch (everything): work that can wait',
      now: 0.3,
      from: 0,
      to: 1,
      isShare: true,
    });
    const migration = choices.find(({ driver }) => driver.key === 'migrationUsd');
    expect(migration).toMatchObject({ now: 9000, from: 0, to: 18_000, isShare: false });
    expect(choices.some(({ label }) => label.startsWith('Retries'))).toBe(false);
  });
});

describe('the break-even map', () => {
  it('shows spend against the plan, the line where both cost the same, and 24 times by 2030', () => {
    const axis = (label: string) => ({ label, tickformat: '.0%', show: (value: number) => percent(value, 0) });
    const map = {
      x: [0, 1],
      y: [-0.5, 0],
      usd: [
        [50, 100],
        [100, 200],
      ],
      referenceUsd: 100,
      breakEven: [0, -0.5],
    };
    const figure = breakEvenMap(map, axis('Growth'), axis('Price'), [
      { x: GROWTH_24X, y: CANCELS_24X, text: '24 times' },
    ]);
    expect(figure.traces[0]).toMatchObject({
      z: [
        [-0.5, 0],
        [0, 1],
      ],
      zmid: 0,
      zmin: -1,
      zmax: 1,
    });
    expect(figure.traces[1]).toMatchObject({ y: [0, -0.5] });
    expect(figure.table.at(-1)).toEqual(['Costs the same at', '0\u202f%', '-50\u202f%']);
    expect(figure.summary).toBe(
      'It costs the same as now, 100\u202fUSD, along a line from price 0\u202f% to -50\u202f%. 24 times.',
    );
    expect(GROWTH_24X).toBeCloseTo(1.2134, 4);
    expect(CANCELS_24X).toBeCloseTo(-0.5482, 4);
  });
});

describe('capacity', () => {
  // Ten hours of 1 Mtok and ten of 3, as in the engine's own example
  const hourly = [...Array.from({ length: 10 }, () => 1), ...Array.from({ length: 10 }, () => 3)];
  const offer = { mtokPerUnitHour: 1, usdPerMtok: 5, hoursPerMonth: 730, usdPerUnitMonth: 2000 };

  it('is drawn by units, with what is covered and what stays unused in its table', () => {
    const plans = [0, 1, 2].map((units) => unitPlan(hourly, offer, units));
    const figure = unitPlans(plans, bestUnits(hourly, offer));
    expect(figure.table[2]).toEqual(['1', '2,000.00', '3,650.00', '5,650.00', '7,300.00', '50.0\u202f%', '0.0\u202f%']);
    expect(figure.table[3]?.at(-1)).toBe('25.0\u202f%');
    expect(figure.summary).toMatch(/^1 unit costs least/);
  });

  it('is drawn over the hours, the busiest first', () => {
    const figure = loadCurve(
      hourly.toSorted((left, right) => right - left),
      offer,
      2,
    );
    expect(figure.layout.annotations).toMatchObject([{ y: 2, text: '2 units carry this' }]);
    expect(loadCurve([3, 1], offer, 0).layout.annotations).toEqual([]);
  });

  it('of own hardware crosses the price by use where it breaks even', () => {
    const answer = selfHosting({ apiUsdPerMtok: 10 });
    const figure = fleetCurve(answer, 10);
    expect(figure.traces.at(-1)).toMatchObject({ x: [answer.breakEvenUtilisation], y: [10] });
    expect(answer.sentence).toMatch(
      /^Own hardware pays from 2.31.B tokens a month, 52.% of what these GPUs can serve\.$/,
    );
  });
});
