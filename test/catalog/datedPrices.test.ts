import { describe, expect, test } from 'vitest';
import { priceDocument } from '../../shared/catalog/documents/priceDocument.ts';
import { at, base, book, query } from './support.ts';

/** Every known change, on the last day of the old price and the first of the new: input, cached input, output. */
const BOUNDARIES: readonly [string, string, string, readonly (number | null)[], string, readonly (number | null)[]][] =
  [
    ['gpt-5.6-sol', 'openai', '2026-08-20', [5, 0.5, 30], '2026-08-21', [4, 0.4, 20]],
    ['gpt-5.6-luna', 'openai', '2026-07-29', [1, 0.1, 6], '2026-07-30', [0.2, 0.02, 1.2]],
    ['gpt-5.6-terra', 'openai', '2026-07-29', [2.5, 0.25, 15], '2026-07-30', [2, 0.2, 12]],
    ['o3', 'openai', '2025-06-09', [10, 2.5, 40], '2025-06-10', [2, 0.5, 8]],
    ['claude-3-5-haiku', 'anthropic', '2024-12-02', [1, 0.1, 5], '2024-12-03', [0.8, 0.08, 4]],
    ['claude-sonnet-5', 'anthropic', '2026-08-31', [2, 0.2, 10], '2026-09-01', [2, 0.2, 10]],
    ['claude-sonnet-5-5', 'anthropic', '2026-10-06', [2, 0.2, 10], '2026-10-07', [2, 0.1, 10]],
    ['gemini-3.6-flash', 'google', '2026-08-12', [1.5, 0.15, 7.5], '2026-08-13', [0.75, 0.075, 3.75]],
    ['gemini-3.6-flash', 'google', '2026-12-31', [0.75, 0.075, 3.75], '2027-01-01', [1.5, 0.15, 7.5]],
    ['gemini-3.7-flash', 'google', '2026-12-31', [0.75, 0.075, 3.75], '2027-01-01', [1.5, 0.15, 7.5]],
    ['gemini-3.8-flash', 'google', '2026-12-31', [0.75, 0.075, 3.75], '2027-01-01', [1.5, 0.15, 7.5]],
    ['deepseek-chat', 'deepseek', '2025-09-28', [0.56, 0.07, 1.68], '2025-09-29', [0.28, 0.028, 0.42]],
    ['deepseek-chat', 'deepseek', '2026-04-23', [0.28, 0.028, 0.42], '2026-04-24', [0.14, 0.0028, 0.28]],
    ['mistral-large-latest', 'mistral', '2025-12-01', [2, null, 6], '2025-12-02', [0.5, 0.05, 1.5]],
    ['mistral-medium-latest', 'mistral', '2026-06-15', [0.4, 0.04, 2], '2026-06-16', [1.5, 0.15, 7.5]],
    ['us.openai.gpt-5.6-luna', 'aws', '2026-07-29', [1.1, 0.11, 6.6], '2026-07-30', [0.22, 0.022, 1.32]],
  ];

describe('a price on each side of a change', () => {
  test.each(BOUNDARIES)('%s at %s', (name, provider, lastDay, before, firstDay, after) => {
    expect(base(name, provider, lastDay)).toEqual(before);
    expect(base(name, provider, firstDay)).toEqual(after);
  });

  test('the instant before midnight still has the old price', () => {
    expect(base('gpt-5.6-sol', 'openai', '2026-08-20T23:59:59Z')).toEqual([5, 0.5, 30]);
    expect(base('gpt-5.6-sol', 'openai', '2026-08-21T00:00:00Z')).toEqual([4, 0.4, 20]);
  });

  test('the 200k cliff of Claude 4.6 is gone from 2026-03-13 on, on Anthropic and on Vertex', () => {
    for (const [name, provider] of [
      ['claude-opus-4-6', 'anthropic'],
      ['claude-sonnet-4-6', 'anthropic'],
      ['claude-opus-4-6', 'vertex_ai'],
    ] as const) {
      const thresholds = (day: string) => at(name, provider, day).map(({ aboveTokens }) => aboveTokens);
      expect(thresholds('2026-03-13'), name).toEqual([0]);
      if (name === 'claude-opus-4-6') expect(thresholds('2026-03-12'), name).toEqual([0, 200_000]);
    }
  });

  test('the promised price of gpt-5.6-sol is kept after its last promised day, with a doubt', () => {
    expect(at('gpt-5.6-sol', 'openai', '2026-11-21')[0]?.doubt).toBeNull();
    expect(at('gpt-5.6-sol', 'openai', '2026-11-22')[0]?.doubt).toContain('2026-11-21');
    expect(priceDocument(book, { name: 'gpt-5.6-sol', provider: 'openai', at: '2026-11-22' })).toMatchObject({
      status: 'assumed',
      usdPerMtok: { input: 4, cacheRead: 0.4, cacheWrite5m: 5, output: 20 },
    });
  });

  test('a model before its first price has none, and a finding says since when there is one', () => {
    const document = priceDocument(book, { name: 'claude-opus-5', provider: 'anthropic', at: '2026-07-23' });
    expect(document.usdPerMtok.input).toBeNull();
    expect(document.findings).toMatchObject([{ code: 'price-before-first-rate' }]);
    expect(document.findings[0]?.message).toContain('2026-07-24');
  });

  test('a model after its retirement keeps its last price with a finding', () => {
    const document = priceDocument(book, { name: 'claude-3-7-sonnet', provider: 'anthropic', at: '2026-02-19' });
    expect(document.usdPerMtok.input).toBe(3);
    expect(document.findings.map(({ code }) => code)).toContain('retired-model');
  });
});

describe('prices by the hour', () => {
  test('deepseek-v4-flash: four parts of the day from 2026-08-17, one before', () => {
    expect(base('deepseek-v4-flash', 'deepseek', '2026-08-16')).toEqual([0.14, 0.0028, 0.28]);
    // Peak is 01:00 to 04:00 and 06:00 to 10:00 UTC.
    const peak = [0.44, 0.014, 1.32];
    const offPeak = [0.22, 0.007, 0.66];
    const hours: readonly (readonly [string, readonly number[]])[] = [
      ['00:59', offPeak],
      ['01:00', peak],
      ['03:59', peak],
      ['04:00', offPeak],
      ['05:59', offPeak],
      ['06:00', peak],
      ['09:59', peak],
      ['10:00', offPeak],
      ['23:59', offPeak],
    ];
    for (const [time, rates] of hours) {
      expect(base('deepseek-v4-flash', 'deepseek', `2026-08-17T${time}:00Z`), time).toEqual(rates);
    }
  });

  test('deepseek-chat in 2025: half price from 16:30 to 00:30 UTC, over midnight', () => {
    expect(base('deepseek-chat', 'deepseek', '2025-06-01T16:29:00Z')).toEqual([0.27, 0.07, 1.1]);
    expect(base('deepseek-chat', 'deepseek', '2025-06-01T16:30:00Z')).toEqual([0.135, 0.035, 0.55]);
    expect(base('deepseek-chat', 'deepseek', '2025-06-01T00:29:00Z')).toEqual([0.135, 0.035, 0.55]);
    expect(base('deepseek-chat', 'deepseek', '2025-06-01T00:30:00Z')).toEqual([0.27, 0.07, 1.1]);
  });

  test('a day without a time gives the dearer price, the cheaper one beside it, and a finding', () => {
    const document = priceDocument(book, { name: 'deepseek-v4-pro', provider: 'deepseek', at: '2026-09-01' });
    expect(document.usdPerMtok).toMatchObject({ input: 1.32, cacheRead: 0.044, output: 3.96 });
    expect(document.offPeakUsdPerMtok).toMatchObject({ input: 0.66, cacheRead: 0.022, output: 1.98 });
    expect(document.findings.map(({ code }) => code)).toContain('clock-price');
  });

  test('every minute of every day has exactly one base price', () => {
    const periods = book.rates(book.match(query('deepseek-v4-flash', 'deepseek')));
    for (let minute = 0; minute < 1440; minute += 1) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      expect(() => base('deepseek-v4-flash', 'deepseek', `2026-09-01T${time}:00Z`)).not.toThrow();
    }
    expect(periods.length).toBeGreaterThan(1);
  });
});

describe('long context', () => {
  test('claude-haiku-5-5 costs five times as much above 100,000 tokens', () => {
    const [low, high] = at('claude-haiku-5-5', 'anthropic', '2026-11-01');
    expect(low).toMatchObject({ aboveTokens: 0, usdPerMtok: { in_fresh: 0.1, in_cache_read: 0.01, out_visible: 0.5 } });
    expect(high).toMatchObject({
      aboveTokens: 100_000,
      usdPerMtok: {
        in_fresh: 0.5,
        in_cache_read: 0.05,
        in_cache_write_5m: 0.625,
        in_cache_write_1h: 1,
        out_visible: 2.5,
      },
    });
  });

  test('10 M input and 1 M output tokens of gemini-2.5-pro in one row cost 22.50, not 40.00', () => {
    // Base rates: 10 x 1.25 + 1 x 10 = 22.50. The cliff's: 10 x 2.50 + 1 x 15 = 40.00.
    const [low, high] = at('gemini-2.5-pro', 'google', '2026-07-24');
    const cost = (rates = low?.usdPerMtok) => 10 * (rates?.in_fresh ?? NaN) + (rates?.out_visible ?? NaN);
    expect(cost()).toBe(22.5);
    expect(cost(high?.usdPerMtok)).toBe(40);
    expect(high?.aboveTokens).toBe(200_000);
  });

  test('a line that says long context has its long-context price in the document', () => {
    const document = priceDocument(book, {
      name: 'gpt-5.5, input, long context',
      provider: 'openai',
      at: '2026-07-24',
    });
    expect(document.usdPerMtok).toMatchObject({ input: 10, cacheRead: 1, output: 45 });
    expect(document.longContext).toMatchObject({ aboveTokens: 271_999, usdPerMtok: { input: 10 } });
  });
});
