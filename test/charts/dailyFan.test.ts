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
  asOf: day('2026-10-31'),
  by: 'model',
  past: { days: [day('2026-10-30'), day('2026-10-31')], usd: [0, 10], tokens: [0, 1000] },
  ahead: { days: [day('2026-11-01'), day('2026-11-02')], usd: fan, tokens: fan },
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
    isLogarithmic: false,
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
  it('shows no budget in tokens, and no 0 on a logarithmic axis', () => {
    expect(draw({ measure: 'tokens' }).traces.map(({ name }) => name)).not.toContain('Budget, a day');
    expect(draw({ isLogarithmic: true }).traces.find(({ name }) => name === 'Actual')?.y).toEqual([null, 10]);
  });
  it('tells itself in a sentence and as a table', () => {
    const { summary, table } = draw();
    expect(summary).toContain('The next 2 days come to 23 USD, with 80 % between 19 and 27');
    expect(table).toHaveLength(1 + 2 + 2);
    expect(table[3]).toEqual(['2026-11-01', '', '11', '6', '9', '11', '13', '16']);
  });
});
