import { describe, expect, it } from 'vitest';
import { parseTarget, type TargetContext } from '../../shared/plan/target.ts';
import { monthRange, type Month } from '../../shared/units/months.ts';

const month = (text: string): Month => text as Month;
const context: TargetContext = {
  fiscalYearStart: 1,
  months: monthRange(month('2026-11'), month('2028-03')),
  budgets: [
    {
      id: 'ops',
      name: 'Operations',
      scope: { team: ['Ops'] },
      from: month('2027-01'),
      to: month('2027-06'),
      amountUsd: 5,
    },
  ],
};

function reasonOf(text: string, changes: Partial<TargetContext> = {}): string {
  const parsed = parseTarget(text, { ...context, ...changes });
  return parsed.ok ? '' : parsed.reason;
}

function targetOf(text: string, changes: Partial<TargetContext> = {}) {
  const parsed = parseTarget(text, { ...context, ...changes });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.target;
}

describe('a target', () => {
  it('is read as it is written', () => {
    expect(
      targetOf('FY2027 < 4.0M @ P80, quality >= 95%, effort <= 30, risk <= medium, minimise effort'),
    ).toMatchObject({
      label: 'FY2027',
      scope: {},
      from: '2027-01',
      to: '2027-12',
      limitUsd: 4_000_000,
      confidence: 0.8,
      quality: 0.95,
      effort: 30,
      risk: 2,
      goal: 'effort',
    });
    expect(targetOf('2027-02 <= 350k USD')).toMatchObject({
      from: '2027-02',
      to: '2027-02',
      limitUsd: 350_000,
      confidence: null,
      goal: 'cost',
    });
    expect(targetOf('2027-01..2027-06 < 12')).toMatchObject({ from: '2027-01', to: '2027-06', limitUsd: 12 });
    expect(targetOf('total < 1B')).toMatchObject({ from: '2026-11', to: '2028-03', limitUsd: 1e9 });
    expect(targetOf('budget:ops < 10k')).toMatchObject({
      label: 'Operations',
      scope: { team: ['Ops'] },
      to: '2027-06',
    });
  });

  it('knows the fiscal year by the year it ends in', () => {
    expect(targetOf('FY27 < 1M', { fiscalYearStart: 7 })).toMatchObject({
      label: 'FY2027',
      from: '2026-07',
      to: '2027-06',
    });
    expect(targetOf('2027 < 1M', { fiscalYearStart: 7 })).toMatchObject({ from: '2027-01', to: '2027-12' });
  });

  it.each([
    ['', /not a clause/],
    ['hold it', /not a clause/],
    ['quality >= 95%', /names no money/],
    ['FY2027 > 4.0M', /upper bound/],
    ['FY2027 < much', /not an amount/],
    ['FY2027 < 4.0M @ P0', /between P1 and P99/],
    ['FY2027 < 4.0M EUR', /held in USD/],
    ['FY2031 < 4.0M', /outside the months that are planned, 2026-11 to 2028-03/],
    ['2027-13 < 4.0M', /not a period/],
    ['2027-06..2027-01 < 4.0M', /ends before it begins/],
    ['budget:none < 4.0M', /no budget "none"/],
    ['FY2027 < 4.0M, quality >= 120%', /from 0% to 100%/],
    ['FY2027 < 4.0M, quality <= 95%', /lower bound/],
    ['FY2027 < 4.0M, effort <= lots', /number of person-weeks/],
    ['FY2027 < 4.0M, risk <= extreme', /low, medium or high/],
    ['FY2027 < 4.0M, effort <= 1, effort <= 2', /effort twice/],
    ['FY2027 < 4.0M, FY2028 < 2M', /one sum of money/],
  ])('that cannot be read is refused with the reason: %s', (text, reason) => {
    expect(reasonOf(text)).toMatch(reason);
  });

  it('needs something to plan from', () => {
    expect(reasonOf('FY2027 < 1M', { months: [] })).toMatch(/no usage/);
  });
});
