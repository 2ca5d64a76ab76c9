import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import type { ReconciliationCell } from '../../shared/data/reconcile/causes.ts';
import { readReconciliation } from '../../shared/data/reconcile/readReconciliation.ts';
import { reconcile, type ReconciledMonth } from '../../shared/data/reconcile/reconcile.ts';
import { readUsageRows } from '../../shared/data/drill.ts';
import { importText, openPrepared } from './support.ts';

const EMPTY: ReconciliationCell = {
  provider: 'openai',
  account: 'org',
  day: '2026-01-10',
  model: 'openai/gpt-4o',
  invoiceUsd: null,
  creditsUsd: null,
  otherUsd: null,
  invoiceTokens: 0,
  invoiceRows: 0,
  listUsd: null,
  usedTokens: 0,
  usedRows: 0,
  unpricedTokens: 0,
  gatewayUsd: null,
  estimateUsd: null,
  invoiceTiers: null,
  usageTiers: null,
  duplicateTokens: 0,
};
const invoice = (usd: number, tokens = 0) => ({ invoiceUsd: usd, invoiceTokens: tokens, invoiceRows: 1 });
const usage = (usd: number, tokens = 1000) => ({ listUsd: usd, usedTokens: tokens, usedRows: 1 });
const cell = (...parts: readonly Partial<ReconciliationCell>[]): ReconciliationCell =>
  parts.reduce<ReconciliationCell>((whole, part) => ({ ...whole, ...part }), EMPTY);

const causes = (months: readonly ReconciledMonth[]) =>
  Object.fromEntries((months[0]?.causes ?? []).map(({ cause, usd }) => [cause, Math.round(usd * 1e9) / 1e9]));

describe('each cause', () => {
  // one day that agrees, so that both sides are known to cover the days around it
  const around = [cell({ day: '2026-01-05' }, invoice(5), usage(5)), cell({ day: '2026-01-20' }, invoice(5), usage(5))];
  const of = (...cells: readonly ReconciliationCell[]) => causes(reconcile([...around, ...cells]));

  test('days after the end of the usage are timing, days inside it missing usage', () => {
    expect(of(cell({ day: '2026-01-25' }, invoice(3)))).toEqual({ timing: 3 });
    expect(of(cell({ day: '2026-01-10' }, invoice(3)))).toEqual({ missing: 3 });
    expect(of(cell({ day: '2026-01-25' }, usage(3)))).toEqual({ timing: -3 });
    expect(of(cell({ day: '2026-01-10' }, usage(3)))).toEqual({ missing: -3 });
  });

  test('more tokens billed than used: duplicates as far as they are known, the rest missing', () => {
    // 1000 used for 10 USD, 1500 billed for 15; 200 of the 500 more were dropped as duplicates: 2 and 3 USD
    expect(of(cell(invoice(15, 1500), usage(10), { duplicateTokens: 200 }))).toEqual({ duplicates: 2, missing: 3 });
  });

  test('the same tokens at another price are tier where the tiers differ, else price', () => {
    expect(of(cell(invoice(20, 1000), usage(10), { invoiceTiers: 'priority', usageTiers: 'standard' }))).toEqual({
      tier: 10,
    });
    expect(of(cell(invoice(20, 1000), usage(10)))).toEqual({ price: 10 });
    expect(of(cell(invoice(20), usage(0), { unpricedTokens: 1000 }))).toEqual({ price: 20 });
  });

  test('credits, taxes and half a cent', () => {
    expect(of(cell({ creditsUsd: -4, otherUsd: 1.5 }))).toEqual({ discount: -4, 'other-charges': 1.5 });
    expect(of(cell(invoice(10.004), usage(10)))).toEqual({ rounding: 0.004 });
  });

  test('without tokens on the invoice a difference stays unexplained', () => {
    expect(of(cell(invoice(12), usage(10)))).toEqual({ unexplained: 2 });
  });

  test('one ratio for all is a discount', () => {
    const cells = [3, 4, 6].map((usd, index) =>
      cell({ day: `2026-01-0${String(index + 1)}` }, invoice(usd * 0.8, 1000), usage(usd)),
    );
    // 20 % of 13 USD
    expect(causes(reconcile(cells))).toEqual({ discount: -2.6 });
  });
});

test('without an invoice there is no gap, and unknown is not 0', () => {
  const [month] = reconcile([cell(usage(10))]);
  expect(month).toMatchObject({ billedUsd: null, computedUsd: 10, gapUsd: null, causes: [], captured: null });
});

test('the causes add up to the gap, whatever the sources say', () => {
  const money = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  const tokens = fc.integer({ min: 0, max: 1e9 });
  const tiers = fc.option(fc.constantFrom('standard', 'priority'));
  const cells = fc.record({
    provider: fc.constantFrom('openai', null),
    account: fc.constantFrom('a', 'b', null),
    day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-0${String(1 + (day % 2))}-${String(day).padStart(2, '0')}`),
    model: fc.constantFrom('m', 'n', null),
    invoiceUsd: money,
    creditsUsd: money,
    otherUsd: money,
    invoiceTokens: tokens,
    invoiceRows: fc.integer({ min: 0, max: 5 }),
    listUsd: money,
    usedTokens: tokens,
    usedRows: fc.integer({ min: 0, max: 5 }),
    unpricedTokens: fc.constantFrom(0, 0, 7),
    gatewayUsd: money,
    estimateUsd: money,
    invoiceTiers: tiers,
    usageTiers: tiers,
    duplicateTokens: tokens,
  });
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 30 }), (list) => {
      for (const { gapUsd, causes: parts } of reconcile(list)) {
        if (gapUsd === null) continue;
        const sum = parts.reduce((all, { usd }) => all + usd, 0);
        const scale = parts.reduce((all, { usd }) => all + Math.abs(usd), Math.abs(gapUsd) + 1);
        expect(Math.abs(sum - gapUsd) / scale).toBeLessThan(1e-9);
      }
    }),
  );
});

describe('three sources of one month', () => {
  let database: NodeDatabase;
  beforeAll(async () => {
    database = await openPrepared();
  });
  afterAll(() => {
    database.close();
  });

  test('stand side by side, and each cause leads to its rows', async () => {
    const day = (number: number): string => `2026-01-0${String(number)}`;
    const usageCsv = [
      'start_time_iso,end_time_iso,project_id,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens',
      ...[5, 6].map((n) => `${day(n)}T00:00:00Z,${day(n + 1)}T00:00:00Z,p,1,gpt-4o-2024-08-06,1000000,0,0`),
    ].join('\n');
    const cost = (n: number, usd: string): string => {
      const start = Date.parse(`${day(n)}T00:00:00Z`) / 1000;
      return `${String(start)},${String(start + 86_400)},${day(n)}T00:00:00Z,${day(n + 1)}T00:00:00Z,${usd},usd,"gpt-4o-2024-08-06, input",p,org-1`;
    };
    const costCsv = [
      'start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id',
      cost(5, '2.50'),
      cost(6, '3.00'),
      cost(7, '2.00'),
    ].join('\n');
    const gateway = JSON.stringify({
      request_id: 'r',
      startTime: '2026-01-05 10:00:00',
      endTime: '2026-01-05 10:00:01',
      model: 'gpt-4o-2024-08-06',
      custom_llm_provider: 'openai',
      spend: 1.3,
      prompt_tokens: 500_000,
      completion_tokens: 0,
      total_tokens: 500_000,
      call_type: 'acompletion',
      metadata: '{}',
    });
    const ids: number[] = [];
    for (const [name, content] of Object.entries({
      'usage.csv': usageCsv,
      'cost.csv': costCsv,
      'log.jsonl': gateway,
    })) {
      const { importId, report } = await importText(database, name, content);
      expect(report.problem, name).toBeNull();
      if (importId !== null) ids.push(importId);
    }
    await matchPriceKeys(database, await createPriceBook(NO_CORRECTIONS));
    await activateImports(database, ids);
    const months = await readReconciliation(database);
    expect(months).toHaveLength(1);
    const [month] = months;
    // gpt-4o at 2.50 USD per million: 2 x 2.50 used, half a million at the gateway, 7.50 billed
    expect(month).toMatchObject({
      provider: 'openai',
      month: '2026-01',
      billedUsd: 7.5,
      computedUsd: 5,
      gatewayUsd: 1.25,
      gapUsd: 2.5,
    });
    expect(month?.estimateUsd).toBeCloseTo(1.3, 9);
    // the 6th was billed 0.50 above list and the invoice counts no tokens; the 7th has no usage yet
    expect(causes(months)).toEqual({ timing: 2, unexplained: 0.5 });
    const timing = month?.causes.find(({ cause }) => cause === 'timing');
    const { rows } = await readUsageRows(database, timing?.rows ?? { where: {}, from: null, to: null }, {
      limit: 10,
      offset: 0,
    });
    expect(rows.map(({ file_name, billed_amount }) => [file_name, Number(billed_amount)])).toEqual([['cost.csv', 2]]);
  });
});
