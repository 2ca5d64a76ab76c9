import { describe, expect, test } from 'vitest';
import { priceDocument } from '../../shared/catalog/documents/priceDocument.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import type { CustomRate, PriceCorrections } from '../../shared/catalog/prices/corrections.ts';
import { readCustomRates, writeCustomRates } from '../../shared/catalog/prices/customRatesCsv.ts';
import { periodsAt } from '../../shared/catalog/prices/periods.ts';
import { daysUnchecked, isStale } from '../../shared/catalog/prices/staleness.ts';
import type { Day } from '../../shared/units/months.ts';
import { book, query } from './support.ts';

const corrected = (changes: Partial<PriceCorrections>) => createPriceBook({ ...NO_CORRECTIONS, ...changes });
const rate = (changes: Partial<CustomRate>): CustomRate => ({
  provider: 'openai',
  model: 'gpt-4o',
  region: null,
  tier: null,
  class: 'input',
  usdPerMtok: 2,
  from: null,
  to: null,
  aboveTokens: 0,
  source: 'contract',
  ...changes,
});

describe('aliases', () => {
  test('an opaque name becomes what the user says, with the region that the target names', async () => {
    const own = await corrected({
      aliases: [
        { name: 'prod-chat', model: 'azure/eu/gpt-4.1', provider: null },
        {
          name: 'arn:aws:bedrock:us-east-1:1:application-inference-profile/0xum',
          model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
          provider: null,
        },
      ],
    });
    expect(own.match(query(' Prod-Chat ', 'azure'))).toMatchObject({ status: 'exact', model: 'gpt-4.1', region: 'eu' });
    expect(own.match(query('arn:aws:bedrock:us-east-1:1:application-inference-profile/0xum'))).toMatchObject({
      status: 'exact',
      model: 'claude-sonnet-4-5',
      provider: 'aws',
    });
    expect(own.version).toContain('own corrections');
  });
});

describe('contracts', () => {
  test('20 % off in 2026 H2 cuts the price into three periods', async () => {
    const own = await corrected({
      discounts: [{ provider: 'anthropic', model: null, from: '2026-09-01', to: '2027-01-01', share: 0.2 }],
    });
    const input = (day: string) =>
      periodsAt(own.rates(own.match(query('claude-opus-5', 'anthropic'))), day)[0]?.usdPerMtok.in_fresh;
    // 5 x (1 - 0.20) = 4.
    expect([input('2026-08-31'), input('2026-09-01'), input('2026-12-31'), input('2027-01-01')]).toEqual([5, 4, 4, 5]);
    const other = own.rates(own.match(query('gpt-5', 'openai')));
    expect(periodsAt(other, '2026-10-01')[0]?.usdPerMtok.in_fresh).toBe(1.25);
  });

  test('a contract and a service tier multiply', async () => {
    const own = await corrected({ discounts: [{ provider: null, model: 'gpt-5', from: null, to: null, share: 0.1 }] });
    const match = own.match(query('gpt-5', 'openai', { serviceTier: 'batch' }));
    // 1.25 x 0.5 x 0.9 = 0.5625.
    expect(periodsAt(own.rates(match), '2026-10-01')[0]?.usdPerMtok.in_fresh).toBeCloseTo(0.5625, 12);
  });

  test('an expected change applies from its day and says so in the source', async () => {
    const own = await corrected({
      plannedChanges: [
        { provider: 'openai', model: 'gpt-5', from: '2027-03-01', times: 0.7, note: 'successor expected' },
      ],
    });
    const periods = own.rates(own.match(query('gpt-5', 'openai')));
    expect(periodsAt(periods, '2027-02-28')[0]?.usdPerMtok.out_visible).toBe(10);
    expect(periodsAt(periods, '2027-03-01')[0]).toMatchObject({ usdPerMtok: { out_visible: 7 } });
    expect(periodsAt(periods, '2027-03-01')[0]?.source).toContain('successor expected');
  });
});

describe('own rates', () => {
  test('an own rate replaces its class from its day on; tiers follow from it', async () => {
    const own = await corrected({ rates: [rate({ from: '2026-06-01' })] });
    const on = (day: string, serviceTier: string | null = null) =>
      periodsAt(own.rates(own.match(query('gpt-4o', 'openai', { serviceTier }))), day)[0]?.usdPerMtok;
    expect(on('2026-05-31')).toMatchObject({ in_fresh: 2.5, out_visible: 10 });
    expect(on('2026-06-01')).toMatchObject({ in_fresh: 2, in_cache_read: 1.25, out_visible: 10 });
    expect(on('2026-06-01', 'batch')).toMatchObject({ in_fresh: 1, out_visible: 5 });
  });

  test('an own rate of a tier replaces its class at that tier only', async () => {
    const own = await corrected({ rates: [rate({ tier: 'batch', class: 'output', usdPerMtok: 4 })] });
    const on = (serviceTier: string | null) =>
      periodsAt(own.rates(own.match(query('gpt-4o', 'openai', { serviceTier }))), '2026-06-01')[0]?.usdPerMtok;
    expect(on(null)).toMatchObject({ in_fresh: 2.5, out_visible: 10 });
    expect(on('batch')).toMatchObject({ in_fresh: 1.25, in_cache_read: 0.625, out_visible: 4 });
  });

  test('a tier that the provider does not offer has the price that the user gives it', async () => {
    const own = await corrected({ rates: [rate({ tier: 'scale', usdPerMtok: 1.1 })] });
    const match = own.match(query('gpt-4o', 'openai', { serviceTier: 'scale' }));
    expect(own.rates(match)[0]?.usdPerMtok).toMatchObject({ in_fresh: 1.1, out_visible: null });
  });

  test('a model that nobody else knows has the price that the user gives it', async () => {
    const own = await corrected({
      rates: [
        rate({ provider: 'our-cluster', model: 'house-llm-70b', usdPerMtok: 0.3 }),
        rate({ provider: 'our-cluster', model: 'house-llm-70b', class: 'output', usdPerMtok: 0.9 }),
      ],
    });
    const document = priceDocument(own, { name: 'house-llm-70b', provider: 'our-cluster', at: '2026-11-21' });
    expect(document).toMatchObject({
      status: 'exact',
      model: 'house-llm-70b',
      provider: 'our-cluster',
      usdPerMtok: { input: 0.3, cacheRead: null, output: 0.9 },
    });
    expect(own.models()).toContain('our-cluster/house-llm-70b');
  });
});

describe('a file of own rates', () => {
  const header = 'provider,model,region,tier,class,usd_per_mtok,from,to,above_tokens,source\n';
  const read = (rows: string) => readCustomRates(header + rows, book, '2026-11-21');

  test('what is written is read again', () => {
    const rates = [
      rate({}),
      rate({ class: 'output', usdPerMtok: 8.5, from: '2026-01-01', to: '2027-01-01', tier: 'batch' }),
      rate({
        provider: 'aws',
        model: 'claude-opus-5',
        region: 'global',
        usdPerMtok: 4.5,
        source: 'quote "Q3", page 2',
      }),
      rate({ aboveTokens: 200_000, usdPerMtok: 4 }),
    ];
    expect(readCustomRates(writeCustomRates(rates), book, '2026-11-21')).toEqual({ rates, refusals: [] });
  });

  test('a rate per 1,000 tokens is refused with what to do', () => {
    const { rates, refusals } = read('openai,gpt-4o,,,input,0.0025,,,,\nopenai,gpt-4o,,,output,9,,,,\n');
    expect(rates.map(({ usdPerMtok }) => usdPerMtok)).toEqual([9]);
    expect(refusals).toMatchObject([{ line: 2 }]);
    expect(refusals[0]?.reason).toContain('Is it per 1,000 tokens?');
  });

  test('also for a model that the book does not know', () => {
    const { refusals } = read('our-cluster,house-llm,,,input,0.0003,,,,\n');
    expect(refusals[0]?.reason).toContain('less than any model costs');
  });

  test('is held against every list price of its time, not only that of its first day', () => {
    // No list has a price on the first day; from 2026-07-24 on opus 5 is listed at 5: 0.005 is 0.001 times that.
    const before = read('anthropic,claude-opus-5,,,input,0.005,2026-01-01,,,\n');
    expect(before.refusals[0]?.reason).toMatch(/0\.0010 times the listed 5 .*per 1,000 tokens/);
    // luna fell from 1 to 0.2: 45 is within 50 times of the first price, and 225 times the later one.
    const later = read('openai,gpt-5.6-luna,,,input,45,2026-07-01,,,\n');
    expect(later.refusals[0]?.reason).toMatch(/times the listed 0\.2 per million tokens/);
    // While only the first price held, 45 USD is within bounds, however odd.
    expect(read('openai,gpt-5.6-luna,,,input,45,2026-07-10,2026-07-20,,\n').refusals).toEqual([]);
  });

  test('in a file per 1,000 tokens takes the rows of unknown models with it', () => {
    const { rates, refusals } = read('openai,gpt-4o,,,input,0.0025,,,,\nour-cluster,house-llm,,,input,0.015,,,,\n');
    expect(rates).toEqual([]);
    expect(refusals[1]?.reason).toContain('the other rows of this file are per 1,000 tokens');
  });

  test('a column per 1,000 tokens is named', () => {
    const file = 'provider,model,class,usd_per_1k_tokens\nopenai,gpt-4o,input,0.0025\n';
    expect(readCustomRates(file, book, '2026-11-21').refusals[0]?.reason).toContain(
      'usd_per_1k_tokens looks like a price per 1,000 tokens',
    );
  });

  test('a rate per billion tokens is refused', () => {
    expect(read('openai,gpt-4o,,,input,2500,,,,\n').refusals[0]?.reason).toContain('per billion');
  });

  test.each([
    ['openai,gpt-4o,,,inputs,2,,,,', 'class "inputs"'],
    ['openai,gpt-4o,,,input,two,,,,', 'not a rate'],
    ['openai,gpt-4o,,,input,-2,,,,', 'not a rate'],
    ['openai,gpt-4o,,,input,2,1.1.2026,,,', 'a date'],
    ['openai,gpt-4o,,,input,2,,,1.5,', 'above_tokens'],
    ['openai,gpt-4o,mars,,input,2,,,,', 'region'],
    ['openai,,,,input,2,,,,', 'model is empty'],
  ])('%s is refused: %s', (line, reason) => {
    const { rates, refusals } = read(`${line}\n`);
    expect(rates).toEqual([]);
    expect(refusals[0]?.reason).toContain(reason);
  });

  test('a cached rate outside the bounds of every price list is refused', () => {
    const { rates, refusals } = read('our-cluster,m,,,input,1,,,,\nour-cluster,m,,,cacheRead,0.9,,,,\n');
    expect(rates).toHaveLength(1);
    expect(refusals).toMatchObject([{ line: 3 }]);
  });

  test('a file without the columns says which one is missing', () => {
    expect(readCustomRates('model,price\nx,1\n', book, '2026-11-21').refusals).toEqual([
      { line: 1, reason: 'the column provider is missing' },
    ]);
    expect(readCustomRates('', book, '2026-11-21').refusals).toHaveLength(1);
  });

  test('text that a spreadsheet would run is written as text', () => {
    expect(writeCustomRates([rate({ source: '=HYPERLINK("x")' })])).toContain('"\'=HYPERLINK(""x"")"');
  });
});

describe('staleness', () => {
  const today = '2026-11-22' as Day;

  test.each([
    ['2026-09-23', 60, false],
    ['2026-09-22', 61, true],
    [null, null, true],
  ])('checked on %s is %s days ago', (checkedOn, days, stale) => {
    expect(daysUnchecked(checkedOn, today)).toBe(days);
    expect(isStale(checkedOn, today)).toBe(stale);
  });

  test('a document asked for on a day says so', () => {
    const request = { name: 'gpt-4o', provider: 'openai', at: '2026-07-24' };
    const codes = (day: Day) => priceDocument(book, { ...request, today: day }).findings.map(({ code }) => code);
    expect(codes('2026-11-22' as Day)).not.toContain('stale-price');
    expect(codes('2026-12-01' as Day)).toContain('stale-price');
  });
});
