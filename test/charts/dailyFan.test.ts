import { describe, expect, it } from 'vitest';
import { dailyFan } from '../../renderer/charts/figures/dailyFan.ts';
import type { DailyOutlook } from '../../shared/plan/daily/dailyResults.ts';
import type { Day, Month } from '../../shared/units/months.ts';

// Days and months as the plan writes them.
const day = (text: string): Day => text as Day;
const fan = {
  central: [11, 12],
  p025: [6, 6],
  p10: [9, 9],
  p50: [11, 12],
  p90: [13, 15],
  p975: [16, 19],
  next: { days: 2, central: 23, p10: 19, p90: 27 },
};
const outlook: DailyOutlook = {
  isFirstLook: false,
  parts: 1,
  asOf: day('2026-10-31'),
  by: 'model',
  past: { days: [day('2026-10-30'), day('2026-10-31')], usd: [0, 10], tokens: [0, 1000] },
  ahead: { days: [day('2026-11-01'), day('2026-11-02')], usd: fan, tokens: fan },
  weeks: {
    past: { days: [day('2026-10-26')], usd: [70], tokens: [7000] },
    ahead: {
      days: [day('2026-11-02')],
      usd: { central: [80], p025: [50], p10: [60], p50: [79], p90: [99], p975: [120], next: fan.next },
      tokens: { central: [8], p025: [5], p10: [6], p50: [7], p90: [9], p975: [12], next: fan.next },
    },
  },
  members: [],
  backtest: { sentence: '', origins: 0, horizons: [], widening: 1 },
  budgets: [],
  priceSteps: [{ day: day('2026-11-02'), model: 'openai/gpt-5.2', before: 2, after: 1.5 }],
  anomalies: [],
  lastMonth: null,
  findings: [],
};
const budget = {
  id: 'b',
  name: 'Budget',
  from: '2026-11' as Month,
  to: '2026-12' as Month,
  usd: 610,
  usdPerDay: 10,
  spentUsd: 0,
  crossesP50: day('2026-11-02'),
  crossesP80: day('2026-11-01'),
};
const anomaly = {
  segment: 'openai/gpt-5.2',
  value: 'openai/gpt-5.2',
  day: day('2026-10-31'),
  kind: 'spike',
  tokens: 1000,
  expectedTokens: 100,
  usd: 9,
  score: 12,
} as const;
const draw = (change: Partial<Parameters<typeof dailyFan>[0]> = {}) =>
  dailyFan({
    outlook,
    measure: 'usd',
    steps: outlook,
    step: 'day',
    events: [{ date: '2026-10-31', label: 'Assistant' }],
    budgets: [budget],
    anomalies: [anomaly],
    ...change,
  });

describe('the daily fan', () => {
  it('looks as it did', () => {
    expect(draw()).toMatchSnapshot();
  });
  it('has two bands, history, forecast, the budget and the marks, in this order', () => {
    expect(draw().traces.map(({ name }) => name)).toEqual([
      '95 % of cases',
      '80 % of cases',
      'Actual',
      'Forecast',
      'Budget, a day',
      'Unusual',
    ]);
  });
  it('shows no budget in tokens', () => {
    expect(draw({ measure: 'tokens' }).traces.map(({ name }) => name)).not.toContain('Budget, a day');
  });
  it('by week has seven times the budget, and marks the week of an unusual day', () => {
    const { traces, table } = draw({ step: 'week', steps: outlook.weeks });
    const of = (name: string) => traces.find((trace) => trace.name === name);
    expect(of('Actual')).toMatchObject({ x: ['2026-10-26'], y: [70] });
    expect(of('Budget, a week')?.y).toEqual([70, 70]);
    expect(of('Unusual')).toMatchObject({ x: ['2026-10-26'], y: [70] });
    expect(table[0]?.[0]).toBe('Week from');
    expect(table[2]).toEqual(['2026-11-02', '', '80', '50', '60', '79', '99', '120']);
  });
  it('by hour has budget and flags of its own days only', () => {
    const hours = {
      past: { days: ['2026-10-31T22:00', '2026-10-31T23:00'], usd: [1, 2], tokens: [1, 2] },
      ahead: { days: ['2026-11-01T00:00', '2026-11-01T01:00'], usd: fan, tokens: fan },
    };
    const { traces, layout, table } = draw({ step: 'hour', steps: hours });
    const line = traces.find(({ name }) => name === 'Budget, an hour');
    expect(line?.x).toEqual(['2026-11-01', '2026-11-01T01:00']);
    expect(line?.y).toEqual([10 * (1 / 24), 10 * (1 / 24)]);
    // The release and the careful day; the price step and the likely day lie beyond.
    expect(layout.shapes).toHaveLength(2);
    expect(traces.map(({ name }) => name)).not.toContain('Unusual');
    expect(table[0]?.[0]).toBe('Hour');
  });
  it('tells itself in a sentence and as a table', () => {
    const { summary, table } = draw();
    expect(summary).toContain('The next 2 days come to 23 USD, with 80 % between 19 and 27');
    expect(table).toHaveLength(1 + 2 + 2);
    expect(table[3]).toEqual(['2026-11-01', '', '11', '6', '9', '11', '13', '16']);
  });
});
