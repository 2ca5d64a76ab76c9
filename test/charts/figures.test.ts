import { describe, expect, it } from 'vitest';
import type { FigureModel } from '../../renderer/charts/figure.ts';
import { budgetPath } from '../../renderer/charts/figures/budgetPath.ts';
import { compareFans } from '../../renderer/charts/figures/compareFans.ts';
import { forecastFan } from '../../renderer/charts/figures/forecastFan.ts';
import { pareto } from '../../renderer/charts/figures/pareto.ts';
import { spendOverTime } from '../../renderer/charts/figures/spendOverTime.ts';
import { tornado } from '../../renderer/charts/figures/tornado.ts';
import { waterfall } from '../../renderer/charts/figures/waterfall.ts';
import { directLabels } from '../../renderer/charts/directLabels.ts';
import { logarithmic, spansDecades } from '../../renderer/charts/scale.ts';
import type { BudgetOutlook, PastMonth, PlanMonth } from '../../shared/plan/results.ts';
import type { Day, Month } from '../../shared/units/months.ts';
import { perTokenClass } from '../../shared/units/tokenClasses.ts';

const month = (text: string): Month => text as Month;

const planned = (name: string, central: number): PlanMonth => ({
  month: month(name),
  costUsd: {
    central,
    p025: central * 0.7,
    p10: central * 0.8,
    p50: central,
    p90: central * 1.2,
    p975: central * 1.3,
  },
  tokens: perTokenClass(() => 0),
  requests: null,
  unitCosts: [],
});

const past = (name: string, computedUsd: number, isComplete = true): PastMonth => ({
  month: name,
  computedUsd,
  billedUsd: null,
  requests: null,
  tokens: perTokenClass(() => null),
  unpricedTokens: 0,
  isComplete,
});

const LINES = [
  { name: 'Baseline', isBaseline: true, months: [planned('2026-11', 100), planned('2026-12', 110)] },
  { name: 'Cached', isBaseline: false, months: [planned('2026-11', 80), planned('2026-12', 70)] },
];

/** What a chart draws, without its colours and its layout. */
const drawn = ({ traces }: FigureModel) => traces.map(({ name, x, y, text }) => ({ name, x, y, text }));

describe('the fan', () => {
  const fan = forecastFan({
    history: [past('2026-09', 90), past('2026-10', 95), past('2026-11', 40, false)],
    lines: LINES,
    banded: 'Cached',
    budgets: [{ name: 'FY27', from: month('2026-11'), to: month('2026-12'), usdPerMonth: 90 }],
    events: [{ month: month('2026-12'), text: 'Cache prompts' }],
  });

  it('is drawn as this', () => {
    expect(drawn(fan)).toMatchSnapshot();
    expect(fan.table).toMatchSnapshot();
    expect(fan.summary).toBe(
      'Oct 2026 cost 95\u202fUSD. Baseline reaches 110\u202fUSD in Dec 2026; Cached reaches 70\u202fUSD in Dec 2026.',
    );
  });

  it('begins what is to come where the last complete month ends, and dashes it', () => {
    const cached = fan.traces.find(({ name }) => name === 'Cached');
    expect(cached).toMatchObject({ x: ['2026-10-01', '2026-11-01', '2026-12-01'], y: [95, 80, 70] });
    expect(cached?.line).toMatchObject({ dash: 'dash' });
    expect(fan.traces.find(({ name }) => name === 'Actual')?.line).not.toHaveProperty('dash');
  });

  it('leaves a gap where months between past and plan are missing', () => {
    const apart = forecastFan({ history: [past('2026-08', 90)], lines: LINES, banded: '', budgets: [] });
    expect(apart.traces.find(({ name }) => name === 'Baseline')?.x).toEqual(['2026-11-01', '2026-12-01']);
  });
});

describe('direct labels', () => {
  it('stand a line apart where two lines end at the same value', () => {
    const labels = directLabels(
      [
        { text: 'A', x: '2026-12-01', y: 50, colour: '#000000' },
        { text: 'B', x: '2026-12-01', y: 50, colour: '#000000' },
      ],
      100,
      300,
    );
    const [first, second] = labels.map(({ yshift }) => Number(yshift));
    expect((second ?? 0) - (first ?? 0)).toBe(15);
  });
});

describe('the waterfall', () => {
  it('goes from one amount to another by signed steps', () => {
    const figure = waterfall({
      from: { label: 'Baseline', usd: 100 },
      steps: [
        { label: 'Batch', usd: -20 },
        { label: 'Growth', usd: 30 },
      ],
      to: { label: 'Plan', usd: 110 },
    });
    expect(drawn(figure)).toMatchSnapshot();
    expect(figure.summary).toContain('the largest step is Growth with +30\u202fUSD');
  });
});

describe('pareto', () => {
  it('tells how few make 80 % and folds what is beyond twelve bars', () => {
    // 50 + 30 of 100 are two of four.
    const few = pareto({
      parts: [
        { name: 'b', value: 30 },
        { name: 'a', value: 50 },
        { name: 'c', value: 15 },
        { name: 'd', value: 5 },
      ],
      unit: 'USD',
      order: ['a', 'b', 'c', 'd'],
    });
    expect(few.summary).toBe('2 of 4 make 80 % of it: a, b.');
    expect(few.table.slice(1).map((row) => row[2])).toEqual([
      '50.0\u202f%',
      '80.0\u202f%',
      '95.0\u202f%',
      '100.0\u202f%',
    ]);
    const parts = Array.from({ length: 20 }, (_, index) => ({ name: `part ${String(index)}`, value: 20 - index }));
    const many = pareto({ parts, unit: 'USD', order: [] });
    expect(many.traces[0]?.y).toHaveLength(12);
    // 1 + 2 + ... + 9 are folded together.
    expect(many.table.at(-1)?.[1]).toBe('45.00');
  });
});

describe('bars over time', () => {
  it('show at most eight series and hatch the period that is not complete', () => {
    const series = Array.from({ length: 11 }, (_, index) => ({
      name: `m${String(index)}`,
      values: new Map([
        ['2026-09', 11 - index],
        ['2026-10', 1],
      ]),
    }));
    const order = series.map(({ name }) => name);
    const figure = spendOverTime({ buckets: ['2026-09', '2026-10'], series, order, unit: 'USD', isLastPartial: true });
    expect(figure.traces).toHaveLength(8);
    // 4 + 3 + 2 + 1 of the last four series.
    expect(figure.traces.at(-1)?.y).toEqual([10, 4]);
    expect(figure.traces[0]?.marker).toMatchObject({ pattern: { shape: ['', '/'] } });
  });
});

describe('the tornado', () => {
  it('spreads from the central total to both sides', () => {
    const figure = tornado(
      [
        {
          leverId: 'a',
          lever: 'Run as batch',
          parameter: 'Work that can wait',
          low: '20 %',
          high: '60 %',
          atLowUsd: 90,
          atHighUsd: 70,
        },
      ],
      80,
    );
    expect(figure.traces.map(({ base, x, text }) => ({ base, x, text }))).toEqual([
      { base: [80], x: [10], text: ['20 %'] },
      { base: [80], x: [-10], text: ['60 %'] },
    ]);
  });
});

describe('a budget used up', () => {
  const spread = (central: number) => ({ central, p10: central * 0.9, p50: central, p90: central * 1.1 });
  const outlook: BudgetOutlook = {
    id: 'fy27',
    name: 'FY27',
    usd: 150,
    spend: spread(200),
    spentUsd: 100,
    probabilityOfExceeding: 0.9,
    crossesAfterMonthsP50: 1.5,
    crossesAfterMonthsP80: 1.25,
    crossesOnP50: '2026-11-16' as Day,
    crossesOnP80: '2026-11-08' as Day,
    marks: [{ share: 1, usd: 150, reachedOn: null, reachedOnP50: null, reachedOnP80: null }],
    path: [
      { month: month('2026-10'), isPast: true, runningUsd: spread(100) },
      { month: month('2026-11'), isPast: false, runningUsd: spread(200) },
    ],
    contingency: [],
    curve: [],
  };

  it('joins what was spent to what is expected, and flags the days it runs out', () => {
    const figure = budgetPath(outlook);
    expect(drawn(figure)).toMatchSnapshot();
    expect(figure.summary).toBe(
      'FY27: 150\u202fUSD. Expected by the end: 200\u202fUSD. 16 Nov 2026 (P50); 8 Nov 2026 (one case in five)',
    );
  });
});

describe('side by side', () => {
  it('draws at most six scenarios on one value axis', () => {
    const lines = Array.from({ length: 8 }, (_, index) => ({
      name: `S${String(index)}`,
      isBaseline: index === 0,
      months: [planned('2026-11', 100 + index)],
    }));
    const figure = compareFans({ history: [], lines });
    expect(new Set(figure.traces.map(({ xaxis }) => xaxis)).size).toBe(6);
    expect(new Set(figure.traces.map(({ yaxis }) => yaxis))).toEqual(new Set(['y']));
  });
});

describe('the logarithmic scale', () => {
  const line = (y: readonly number[]): FigureModel => ({
    traces: [{ type: 'scatter', y }],
    layout: { annotations: [{ y: 1000, yshift: 5 }] },
    summary: '',
    table: [],
  });

  it('is offered for lines over more than a factor of 30, and never for bars', () => {
    expect(spansDecades(line([1, 31]))).toBe(true);
    expect(spansDecades(line([1, 30]))).toBe(false);
    expect(spansDecades({ ...line([]), traces: [{ type: 'bar', y: [1, 1000] }] })).toBe(false);
  });

  it('moves notes to the logarithm of their value', () => {
    expect(logarithmic(line([1, 1000])).layout).toMatchObject({
      yaxis: { type: 'log' },
      annotations: [{ y: 3, yshift: 0 }],
    });
  });
});
