import { afterAll, describe, expect, it } from 'vitest';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import { BRIDGE_EFFECTS } from '../../shared/engine/bridge.ts';
import { emptyDocument } from '../../shared/model/document.ts';
import type { BridgeAnswer, BridgeQuestion } from '../../shared/plan/bridgeQuestion.ts';
import { planQuestions } from '../../shared/plan/questions.ts';
import { importText, openPrepared } from '../data/support.ts';

const database = await openPrepared();
afterAll(() => {
  database.close();
});

const DAYS = 61;
const day = (offset: number): string => new Date(Date.UTC(2026, 8, 1 + offset)).toISOString().slice(0, 10);
const span = (index: number): string => `${day(index)}T00:00:00+00:00,${day(index + 1)}T00:00:00+00:00`;
const days = Array.from({ length: DAYS }, (_, index) => index);
const october = days.filter((index) => day(index) >= '2026-10-01');

/** 0.6 M tokens of team A's project and 0.4 M of B's a day, gpt-4o at 2.50: 2.50 USD a day, 75 in September, 77.50 in October. */
const usage = [
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens',
  ...days.flatMap((index) => [
    `${span(index)},proj_a,6.0,gpt-4o,FALSE,600000.0,0.0,0.0`,
    `${span(index)},proj_b,4.0,gpt-4o,FALSE,400000.0,0.0,0.0`,
  ]),
];
/** The bill of October: 2 USD a day for the model and 0.10 for searches, 62 + 3.10 USD. */
const costs = [
  'start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id,organization_name',
  ...october.flatMap((index) => {
    const at = `${String(Date.parse(day(index)) / 1000)},${String(Date.parse(day(index + 1)) / 1000)},${span(index)}`;
    return [
      `${at},2.0,usd,"gpt-4o-2024-08-06, input",,org-1,Example`,
      `${at},0.1,usd,web search tool calls,,org-1,Example`,
    ];
  }),
];

const book = await createPriceBook();
const ids = [];
for (const [name, rows] of [
  ['use.csv', usage],
  ['bill.csv', costs],
] as const) {
  const { importId } = await importText(database, name, rows.join('\n'));
  if (importId !== null) ids.push(importId);
}
await matchPriceKeys(database, book);
await activateImports(database, ids);

const document = {
  ...emptyDocument(),
  forecast: { horizonMonths: 14 },
  chargeback: { by: 'project' as const, sharedCosts: [] },
  budgets: [{ id: 'q', name: 'Quarter', scope: {}, from: '2026-10' as never, to: '2026-12' as never, amountUsd: 300 }],
  exchangeRates: [
    { currency: 'EUR', from: '2026-09-01', usdPerUnit: 1.25, source: 'test' },
    { currency: 'EUR', from: '2026-10-01', usdPerUnit: 1, source: 'test' },
  ],
};
const questions = planQuestions(document, database, book, { library: null });
const ask = async (question: BridgeQuestion) => {
  const answer: BridgeAnswer = await questions.bridge(question);
  if (!answer.ok) throw new Error(answer.reason);
  const { bridge } = answer.value;
  // Whatever was asked, the effects add up.
  const sum = BRIDGE_EFFECTS.reduce((total, effect) => total + bridge.effects[effect], 0);
  expect(sum).toBeCloseTo(bridge.to - bridge.from, 9);
  return answer.value;
};

describe('a bridge that is asked for', () => {
  it('is made of what was paid: billed where a bill covers the use', async () => {
    const { bridge, note } = await ask({ from: 'past:2026-09', to: 'past:2026-10' });
    expect(bridge.from).toBeCloseTo(75, 9);
    // 31 x (2.00 + 0.10), not the computed 77.50.
    expect(bridge.to).toBeCloseTo(65.1, 9);
    expect(bridge.effects.fixed).toBeCloseTo(3.1, 9);
    expect(bridge.effects['list-price']).toBeCloseTo(0, 9);
    // Requests 300 to 310 at 0.25 USD; a share of list of 1 to 0.8: (10 x 0.25 x 1 + 10 x 0.25 x 0.8) / 2 = 2.25.
    expect(bridge.effects.requests).toBeCloseTo(2.25, 9);
    // (300 x 0.25 + 310 x 0.25) / 2 x (0.8 - 1) = -15.25.
    expect(bridge.effects.discount).toBeCloseTo(-15.25, 9);
    expect(note).toContain('Billed money');
  });

  it('is of the scope and the months that were asked for', async () => {
    const scope = { project: ['proj_b'] };
    const one = await ask({ from: 'past:2026-09', to: 'past:2026-10', scope });
    // Four tenths of the use: 30 of the computed 75, 24.80 of the billed 62; the searches are nobody's.
    expect([one.bridge.from, one.bridge.to]).toEqual([expect.closeTo(30, 9), expect.closeTo(24.8, 9)]);
    const two = await ask({ from: 'past:2026-10', to: 'past:2026-09..2026-10' });
    expect(two.months).toBe(2);
    expect(two.bridge.to).toBeCloseTo(75 + 65.1, 9);
    const ahead = await ask({ from: 'past:2026-10', to: 'scenario:baseline@2027-01..2027-03', scope });
    expect(ahead.months).toBe(3);
    // About 1 USD a day at list price for 90 days.
    expect(ahead.bridge.to).toBeGreaterThan(80);
    expect(ahead.bridge.to).toBeLessThan(100);
  });

  it('counts each month at its own exchange rate, and names what the rate did', async () => {
    const { bridge, currency } = await ask({ from: 'past:2026-09', to: 'past:2026-10', currency: 'EUR' });
    // 75 / 1.25 = 60 EUR and 65.10 / 1 = 65.10 EUR.
    expect([currency, bridge.from, bridge.to]).toEqual(['EUR', expect.closeTo(60, 9), expect.closeTo(65.1, 9)]);
    expect(bridge.effects.fx).toBeGreaterThan(13);
    const both = await ask({ from: 'past:2026-10', to: 'past:2026-09..2026-10', currency: 'EUR' });
    // The sum of both months at their own rates.
    expect(both.bridge.to).toBeCloseTo(60 + 65.1, 9);
  });

  it.each([
    [{ from: 'past:2026-01', to: 'past:2026-10' }, /does not cover these months/],
    [{ from: 'past:2026-10', to: 'scenario:none' }, /no scenario "none"/],
    [{ from: 'past:2026-10', to: 'scenario:baseline@2031-01..2031-02' }, /not planned/],
    [{ from: 'past:2026-10', to: 'budget:q', scope: { project: ['proj_a'] } }, /cannot be divided/],
    [{ from: 'past:2026-10', to: 'last year' }, /is no cost of this plan/],
    [{ from: 'past:2026-09', to: 'past:2026-10', currency: 'JPY' }, /no exchange rate for JPY/],
  ])('says why there is none: %j', async (question, reason) => {
    const answer = await questions.bridge(question);
    expect(answer.ok ? '' : answer.reason).toMatch(reason);
  });

  it('reaches budgets and their outlooks too', async () => {
    const { bridge } = await ask({ from: 'budget:q', to: 'outlook:q:baseline' });
    expect(bridge.from).toBeCloseTo(300, 9);
  });
});
