import type { Totals } from './support.ts';

/**
 * What each fixture's own total columns say, added by hand: the classes must give the same. Sources that overlap
 * (OpenAI's input includes cached tokens) are given by their inclusive total, disjoint ones by the sum of their parts.
 */
export const SOURCE_TOTALS: Readonly<Record<string, Totals>> = {
  'anthropic-console-cost-csv/2024-03.csv': { billed: { USD: '2.35' } },
  'anthropic-console-cost-csv/2024-07-header-only.csv': {},
  'anthropic-console-cost-csv/2024-10.csv': { billed: { USD: '5.28' } }, // 0.08 + 5.20
  'anthropic-console-cost-csv/2025-12.csv': { billed: { USD: '1.4' } }, // 1.10 + 0.30
  'anthropic-console-cost-csv/2026-08.csv': { billed: { USD: '0.29' } }, // 0.19 + 0.10, not the list price 1.00
  // 4000 + 900 + 100 + 7000, then 250000, then 10 + 20 + 30 + 40
  'anthropic-console-usage-csv/tokens-2026.csv': { input: 262_100, output: 6_650 },
  'anthropic-console-usage-csv/tokens-one-write-column.csv': { input: 390, output: 45 }, // 300 + 70 + 20
  // 123.78912 and 50 cents; the third amount, 1e-13 dollars, is below twelve decimals
  'anthropic-cost-json/report.json': { billed: { USD: '1.7378912' } },
  // 1500 + 200 + 500 + 1000, then 250000 + 90
  'anthropic-usage-json/pages.json': { input: 253_290, output: 560 },
  'focus/focus-1.0-null-words.csv': { billed: { USD: '0.123457589012' } }, // 0.0000008 + 0.123456789012
  // 600 x 1000 and 1.2 x 1M in, 80000 out; 1.50 + 0.30 + 2.00 - 0.25 - 5.00 + 0.70 + 9.00
  'focus/focus-1.2.csv': { input: 1_800_000, output: 80_000, billed: { USD: '8.25' } },
  'focus/focus-1.3-azure.csv': { input: 200_000, billed: { EUR: '0.5' } }, // 200 x 1K
  // The purchase is billed; the use it pays for (effective 490) is not billed again. Its "Token" is no LLM token.
  'focus/focus-saas-quirks.csv': { billed: { USD: '10000' } },
  // 41500 + 433 in, 9000 + 1000 out, (125.5 + 10) cents; the second row has more cached than input and is refused
  'generic/gateway.csv': { input: 41_933, output: 10_000, requests: 15, billed: { EUR: '1.355' } },
  'generic/nested.jsonl': { input: 500, output: 30, requests: 1 }, // 100 beside 400; the same id twice counts once
  'litellm-spend-logs/copy.csv': { input: 37, output: 9, requests: 1, billed: { USD: '0.00001095' } },
  // 1200, then 31 + 1253 (cache beside the input), then 2300; the answer from the response cache used no tokens
  'litellm-spend-logs/logs.json': { input: 4_784, output: 70, requests: 4, billed: { USD: '0.009525' } },
  'litellm-spend-logs/logs.jsonl': { input: 30, output: 10, requests: 2, billed: { USD: '0.003' } },
  'openai-cost-csv/costs.csv': { billed: { USD: '2.445874' } }, // 0.895874 + 1.25 + 0.30
  // 30 + 0 + 2000 + 5 x 1000 + 60 + 70 in; 900 + 40 out; the 39 decimals of the third amount end at the twelfth
  'openai-costs-json/page.json': { input: 7_160, output: 940, billed: { USD: '1.993461289012' } },
  'openai-usage-csv/completions.csv': { input: 47_400, output: 11_600, requests: 17 }, // 41000 + 700 + 700 + 5000
  'openai-usage-csv/empty-bucket.csv': {},
  'openai-usage-csv/no-usage.csv': {},
  'openai-usage-json/empty.json': {},
  'openai-usage-json/pages.json': { input: 2_106, output: 920, requests: 26 }, // 2000 + 10 + 64 + 32
};
