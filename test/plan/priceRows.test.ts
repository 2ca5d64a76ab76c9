import { describe, expect, it } from 'vitest';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import type { PriceMatch } from '../../shared/catalog/types.ts';
import { priceRows } from '../../shared/plan/priceRows.ts';
import { modelPrices } from '../../shared/plan/priceSeries.ts';
import type { Month } from '../../shared/units/months.ts';

const book = await createPriceBook();
const june = ['2025-06' as Month];
const matchOf = (name: string, provider: string, route: string | null = null): PriceMatch =>
  book.match({ name, provider, route, region: null, serviceTier: null });
const rowsOf = (key: string, match: PriceMatch) => priceRows(new Map([[key, match]]), book, june);
const rateOf = (key: string, match: PriceMatch): number =>
  modelPrices(book, key, match, june).rates.in_fresh[0] ?? Number.NaN;

describe('the price rows behind a month', () => {
  it('are the rate that the month is computed at', () => {
    const match = matchOf('gpt-4.1', 'openai');
    expect(rowsOf('openai/gpt-4.1', match).map((row) => row.inputUsdPerMtok)).toEqual([
      rateOf('openai/gpt-4.1', match),
    ]);
  });

  it('tell both prices of a model whose price changes with the hour', () => {
    // DeepSeek in June 2025: 0.27 for 16 hours, 0.135 for 8: on average 0.225.
    const match = matchOf('deepseek-chat', 'deepseek');
    const rows = rowsOf('deepseek/deepseek-chat', match);
    expect(rows.map(({ inputUsdPerMtok, clock }) => [inputUsdPerMtok, clock?.fromMinute])).toEqual([
      [0.27, 30],
      [0.135, 990],
    ]);
    expect(rateOf('deepseek/deepseek-chat', match)).toBeCloseTo((0.27 * 16 + 0.135 * 8) / 24, 9);
  });

  it('are of the seller that the plan pays', () => {
    const match = matchOf('anthropic.claude-sonnet-4-20250514-v1:0', 'anthropic', 'bedrock');
    const [row] = rowsOf('anthropic/claude-sonnet-4', match);
    expect(row?.inputUsdPerMtok).toBe(rateOf('anthropic/claude-sonnet-4', match));
    expect(row?.source).toBe(book.rates(match).find(({ aboveTokens }) => aboveTokens === 0)?.source);
  });
});
