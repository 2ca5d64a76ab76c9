import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { activateImports } from '../../shared/data/import/activeImports.ts';
import { readHistory } from '../../shared/data/history.ts';
import { matchPriceKeys } from '../../shared/data/priceKeys.ts';
import { EVERYTHING, readBilled, readExtent, readSpend, readUnpriced, type SpendRow } from '../../shared/data/spend.ts';
import { totalFindings } from '../../shared/data/totalFindings.ts';
import type { Bucket } from '../../shared/data/sql/spend.ts';
import type { Dimension } from '../../shared/data/usageColumns.ts';
import { zoneOffsets } from '../../shared/units/timeZones.ts';
import { importText, openPrepared } from './support.ts';

const USAGE_HEADER =
  'start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';
const COST_HEADER = 'start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id';

const usageRow = (day: string, next: string, model: string, input: number, output: number, cached: number): string =>
  `${day}T00:00:00+00:00,${next}T00:00:00+00:00,proj_a,1.0,${model},FALSE,${String(input)}.0,${String(output)}.0,${String(cached)}.0`;

let database: NodeDatabase;
const open: NodeDatabase[] = [];

beforeEach(async () => {
  database = await openPrepared();
  open.push(database);
});

afterAll(() => {
  for (const one of open) one.close();
});

/** Imports texts by file name, prices them and makes all count. */
async function load(files: Readonly<Record<string, string>>): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const [name, text] of Object.entries(files)) {
    const { importId, report } = await importText(database, name, text);
    expect(report.problem, name).toBeNull();
    if (importId !== null) ids.push(importId);
  }
  await matchPriceKeys(database, await createPriceBook());
  await activateImports(database, ids);
  return ids;
}

const spend = (bucket: Bucket | null = null, by: readonly Dimension[] = [], zone = 'UTC') =>
  readSpend(database, {
    bucket,
    by,
    filter: EVERYTHING,
    offsets: zoneOffsets(zone, '2025-01-01T00:00:00Z', '2027-01-01T00:00:00Z'),
  });

const codes = async (): Promise<readonly string[]> => (await totalFindings(database)).map(({ code }) => code);

const total = async (): Promise<SpendRow> => {
  const [row] = await spend();
  if (row === undefined) throw new Error('no total');
  return row;
};

describe('several views of one spend', () => {
  const usage = [
    USAGE_HEADER,
    usageRow('2025-10-05', '2025-10-06', 'gpt-4o-2024-08-06', 59_200, 10_646, 5760),
    usageRow('2025-10-06', '2025-10-07', 'gpt-4o-2024-08-06', 1000, 100, 0),
  ].join('\n');
  const cost = [
    COST_HEADER,
    '1759622400,1759708800,2025-10-05T00:00:00+00:00,2025-10-06T00:00:00+00:00,0.25,usd,"gpt-4o-2024-08-06, input",proj_a',
    '1759708800,1759795200,2025-10-06T00:00:00+00:00,2025-10-07T00:00:00+00:00,0.01,usd,"gpt-4o-2024-08-06, input",proj_a',
    '1759795200,1759881600,2025-10-07T00:00:00+00:00,2025-10-08T00:00:00+00:00,0.02,usd,"gpt-4o-2024-08-06, input",proj_a',
  ].join('\n');

  it('the usage and the cost file of a month count tokens once and money once', async () => {
    await load({ 'usage.csv': usage, 'cost.csv': cost });
    const { tokens, computedUsd, billedUsd } = await total();
    // 59,200 + 1,000 input, of which 5,760 cached; 10,646 + 100 output
    expect([tokens.in_fresh, tokens.in_cache_read, tokens.out_unsplit]).toEqual([54_440, 5760, 10_746]);
    // 54,440 * 2.50 + 5,760 * 1.25 + 10,746 * 10.00 per million = 0.1361 + 0.0072 + 0.10746
    expect(computedUsd).toBeCloseTo(0.25076, 12);
    expect(billedUsd).toBeCloseTo(0.28, 12);
    expect(await readBilled(database, EVERYTHING, [])).toEqual({ USD: '0.28' });
  });

  it('the same file opened twice is two imports, and only the active one counts', async () => {
    const ids = await load({ 'usage.csv': usage, 'again.csv': usage });
    await activateImports(database, ids.slice(0, 1));
    expect((await total()).tokens.in_fresh).toBe(54_440);
    await activateImports(database, []);
    expect((await readExtent(database)).rowCount).toBe(0);
    await activateImports(database, ids.slice(1));
    expect((await total()).tokens.in_fresh).toBe(54_440);
  });

  it('a gateway log beside the vendor’s own export of the same days adds no tokens, and says so', async () => {
    const gateway = JSON.stringify([
      {
        request_id: 'r1',
        startTime: '2025-10-05 10:00:00.000000',
        endTime: '2025-10-05 10:00:01.000000',
        model: 'gpt-4o-2024-08-06',
        custom_llm_provider: 'openai',
        spend: 0.001,
        prompt_tokens: 100,
        completion_tokens: 10,
        total_tokens: 110,
        call_type: 'acompletion',
        metadata: '{}',
      },
    ]);
    await load({ 'usage.csv': usage, 'gateway.json': gateway });
    expect((await total()).tokens.in_fresh).toBe(54_440);
    expect(await codes()).toContain('possible-overlap');
    // No invoice covers the day, so the gateway's estimate is the only money there is.
    expect((await total()).billedUsd).toBeCloseTo(0.001, 12);
  });
});

describe('what is unknown, and what is whole', () => {
  it('a bill without tokens has no computed cost, which is not 0', async () => {
    const row =
      '1759622400,1759708800,2025-10-05T00:00:00+00:00,2025-10-06T00:00:00+00:00,0.25,usd,"gpt-4o, input",proj_a';
    await load({ 'cost.csv': [COST_HEADER, row].join('\n') });
    const { computedUsd, billedUsd, tokens } = await total();
    expect([tokens.in_fresh, computedUsd, billedUsd]).toEqual([null, null, 0.25]);
  });

  it('10 requests of a month, spread over its 31 days, are 10 again', async () => {
    const row = '2025-10-01T00:00:00+00:00,2025-11-01T00:00:00+00:00,proj_a,10.0,gpt-4o,FALSE,1000.0,70.0,0.0';
    await load({ 'usage.csv': [USAGE_HEADER, row].join('\n') });
    const { requests, rowCount, tokens } = await total();
    expect([requests, rowCount, tokens.in_fresh, tokens.out_unsplit]).toEqual([10, 1, 1000, 70]);
  });

  it('rows that a later export replaces are in no count, priced or not', async () => {
    const day = (input: number): string =>
      [USAGE_HEADER, usageRow('2025-10-05', '2025-10-06', 'gpt-4o', input, 0, 0)].join('\n');
    await load({ 'first.csv': day(100), 'revised.csv': day(250) });
    expect((await total()).tokens.in_fresh).toBe(250);
    expect((await readExtent(database)).rowCount).toBe(1);
    const { days } = await readHistory(database, []);
    expect(days.map(({ tokens }) => tokens.in_fresh)).toEqual([250]);
  });
});

describe('prices of the day', () => {
  it('a price that fell is applied from its day on and never before', async () => {
    // gpt-5.6-luna cost 1 / 6 USD per million until 30 July 2026 and 0.20 / 1.20 from then
    await load({
      'usage.csv': [
        USAGE_HEADER,
        usageRow('2026-07-29', '2026-07-30', 'gpt-5.6-luna', 1_000_000, 1_000_000, 0),
        usageRow('2026-07-30', '2026-07-31', 'gpt-5.6-luna', 1_000_000, 1_000_000, 0),
      ].join('\n'),
    });
    const days = await spend('day');
    expect(days.map(({ bucket, computedUsd }) => [bucket, computedUsd])).toEqual([
      ['2026-07-29T00:00', 7],
      ['2026-07-30T00:00', 1.4],
    ]);
  });

  it('a daily total never falls off a long-context cliff', async () => {
    // 10 M * 1.25 + 1 M * 10 = 22.50; priced as one request it would be 10 M * 2.50 + 1 M * 15 = 40.00
    await load({
      'usage.csv': [
        USAGE_HEADER,
        usageRow('2026-03-01', '2026-03-02', 'gemini-2.5-pro', 10_000_000, 1_000_000, 0),
      ].join('\n'),
    });
    expect((await total()).unpricedTokens).toBe(0);
    expect((await total()).computedUsd).toBeCloseTo(22.5, 9);
  });

  it('an unknown model is unpriced, not free', async () => {
    await load({
      'usage.csv': [USAGE_HEADER, usageRow('2026-03-01', '2026-03-02', 'house-model-7', 500, 5, 0)].join('\n'),
    });
    const { computedUsd, unpricedTokens } = await total();
    expect(computedUsd).toBeNull();
    expect(unpricedTokens).toBe(505);
    expect(await readUnpriced(database)).toEqual([{ model: 'house-model-7', provider: 'openai', tokens: 505 }]);
    expect(await codes()).toContain('unpriced-model');
  });
});

describe('time', () => {
  it('days of the reporting zone are cut from hourly data; a UTC day stays what it is', async () => {
    const hour = (from: string, to: string): string =>
      `${from}+00:00,${to}+00:00,proj_a,1.0,gpt-4o-2024-08-06,FALSE,100.0,0.0,0.0`;
    await load({
      'hours.csv': [
        USAGE_HEADER,
        // 23:00 UTC on 5 October is 01:00 on the 6th in Berlin (summer time, two hours ahead)
        hour('2025-10-05T23:00:00', '2025-10-06T00:00:00'),
        hour('2025-10-05T21:00:00', '2025-10-05T22:00:00'),
        usageRow('2025-10-06', '2025-10-07', 'gpt-4o-2024-08-06', 7, 0, 0),
      ].join('\n'),
    });
    const byDay = async (zone: string) =>
      (await spend('day', [], zone)).map(({ bucket, tokens }) => [bucket?.slice(0, 10), tokens.in_fresh]);
    expect(await byDay('UTC')).toEqual([
      ['2025-10-05', 200],
      ['2025-10-06', 7],
    ]);
    expect(await byDay('Europe/Berlin')).toEqual([
      ['2025-10-05', 100],
      ['2025-10-06', 107],
    ]);
    expect((await total()).tokens.in_fresh).toBe(207);
  });

  it('dimensions that are missing are a group of their own', async () => {
    await load({
      'usage.csv': [
        USAGE_HEADER,
        usageRow('2025-10-05', '2025-10-06', 'gpt-4o', 10, 0, 0),
        usageRow('2025-10-05', '2025-10-06', 'gpt-4o', 5, 0, 0).replace('proj_a', ''),
      ].join('\n'),
    });
    const groups = await spend(null, ['project']);
    expect(groups.map(({ dimensions, tokens }) => [dimensions.project, tokens.in_fresh])).toEqual([
      ['proj_a', 10],
      [null, 5],
    ]);
  });
});
