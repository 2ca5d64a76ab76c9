import type { Totals } from './support.ts';

/**
 * What each fixture's own total columns say, added by hand: the classes must give the same. Sources that overlap
 * (OpenAI's input includes cached tokens) are given by their inclusive total, disjoint ones by the sum of their parts.
 */
export const SOURCE_TOTALS: Readonly<Record<string, Totals>> = {
  'gpu-usage/gpus.csv': { billed: { USD: '239.01' } }, // 150.24 + 75.12 + 13.65; 140 % is refused
  'opencost-allocation/export.csv': { billed: { USD: '230.11' } }, // 153.99 + 75.12 + 1
  'opencost-allocation/allocation.json': { billed: { USD: '219.11' } }, // 143.99 + 75.12
  'anthropic-claude-code-json/page.json': { input: 10_340, output: 436, billed: { USD: '1.885' } }, // 186 + 2.5 cents, and a subscription's 1
  'anthropic-claude-code-json/first-day-empty.json': { input: 10_320, output: 430, billed: { USD: '1.885' } }, // 1000 + 9000 + 250 + 70, 400 + 30
  'anthropic-spend-report-csv/spend-report-0f1e2d3c-2026-03-01-to-2026-03-31.csv': {
    input: 4_020_000,
    output: 94_000,
    requests: 128,
    billed: { USD: '31.65' },
  },
  // 200,000 in and 250,000 + 100,000 out; 0.012 + 0.002 + 2.5 + 1 + 24 + 0.24 + 3.25
  'azure-cost/ea-actual.csv': { input: 200_000, output: 350_000, billed: { USD: '31.004' } },
  'azure-cost/mca-amortized.csv': { input: 10_000, billed: { EUR: '0.8013' } },
  'azure-llm-trace/code.csv': { input: 7_988, output: 18, requests: 2 },
  // 100k + 500k + 40k + 0.5M + 1000k + 1 in; the tax, the credit and the virtual machine are in the sum
  'aws-cur/cur2.csv': { input: 2_140_001, output: 10_000, billed: { USD: '8.3579' } },
  'aws-cur/legacy.csv': { input: 1_000_000, billed: { USD: '0.05' } }, // net, not the unblended 0.06
  'bedrock-invocation-log/logs.jsonl': { input: 2_302, output: 506, requests: 3 }, // 1500 + 700 + 90, 12, none
  'burstgpt-trace/burst.csv': { input: 1_559, output: 18, requests: 2 },
  // 5 + 6738 + 60996 once, 200 + 50 + 20; the growing copies and the synthetic answer do not count
  'claude-code-jsonl/session.jsonl': { input: 68_009, output: 2_828, requests: 2, billed: { USD: '0.34' } },
  'codex-jsonl/rollout.jsonl': { input: 3_540, output: 435, requests: 3 }, // the totals 3500 and 425, then 40 and 10
  'cursor/older.csv': { input: 120, output: 30, requests: 1, billed: { USD: '0' } },
  // the totals 74024 + 10300 + 850 + 999 less the outputs 205 + 300 + 50 + 40
  'cursor/usage-events.csv': { input: 85_578, output: 595, requests: 5, billed: { USD: '0.35' } },
  'deepseek-amount/amount-2026-09.csv': { input: 5_000, output: 300 },
  'deepseek-amount/amount-2026-7.csv': { input: 48_871, output: 14_044, requests: 12 }, // 24448 + 24423
  'deepseek-cost/cost-2026-09.csv': { billed: { CNY: '18.7445298' } }, // the granted 1.44712352 is no money
  'deepseek-cost/cost-2026-7.csv': { billed: { USD: '0.25' } },
  // 0.30 - 0.15, 0.50, 0.03, 0.10, 0.40, 2.00, 0.19
  'gcp-billing/flattened.csv': { input: 1_400_000, output: 270_000, billed: { USD: '3.37' } },
  'gcp-billing/nested.jsonl': { output: 150_000, billed: { EUR: '1' } },
  'gcp-billing/rollup.json': { input: 1_000_000, billed: { USD: '0.75' } },
  'github-billing/ai-credits.csv': { input: 1_120, output: 50, billed: { USD: '0.02' } },
  'github-billing/legacy.csv': {},
  'github-billing/premium-requests.csv': { billed: { USD: '0.224' } }, // 0.144 + 0 + 0.08
  'helicone/export.csv': { input: 120, output: 30, requests: 1, billed: { USD: '0.0009' } },
  'helicone/export.jsonl': { input: 1_005, output: 27, requests: 2, billed: { USD: '0.003' } }, // 100, then 5 + 900
  'langfuse-daily-json/daily.json': { input: 1_700, output: 350, requests: 20, billed: { USD: '1.5' } },
  // 300 + 200, then 900 with its 600 cached inside, then 64; the span and the repeated id do not count
  'langfuse-observations/observations.csv': { input: 1_464, output: 220, requests: 3, billed: { USD: '0.0061' } },
  'langfuse-observations/observations.jsonl': { input: 100, output: 5, requests: 1, billed: { USD: '0.01' } },
  'litellm-daily-activity-json/activity.json': { input: 1_500, output: 240, requests: 11, billed: { USD: '0.07' } },
  'litellm-daily-spend/team.csv': { input: 6_040, output: 760, requests: 14, billed: { USD: '0.0315' } }, // 5000, 40 + 1000
  'litellm-daily-tag-spend/tags.csv': { input: 10_000, output: 1_400, requests: 24, billed: { USD: '0.055' } },
  'mooncake-trace/bailian.jsonl': { input: 300, output: 20, requests: 1 },
  'mooncake-trace/conversation.jsonl': { input: 7_000, output: 540, requests: 2 },
  'openrouter-activity/activity.json': { input: 50, output: 25, requests: 5, billed: { USD: '0.75' } },
  'openrouter-activity/daily.csv': { input: 70_966_665, output: 3_010_473, requests: 4_125, billed: { USD: '431.57' } },
  'openrouter-generations/activity.csv': { input: 12_389, output: 637, requests: 2, billed: { USD: '0.0128' } },
  'openrouter-generations/generation.json': { input: 100, output: 50, requests: 1, billed: { USD: '0.02' } },
  'otlp-traces/traces.jsonl': { input: 196, output: 46, requests: 3 }, // 31, 100, 5 + 60; not the agent's 131
  'portkey/logs.jsonl': { input: 210, output: 95, requests: 2, billed: { USD: '0.36' } },
  'vercel-ai-gateway/by-user.json': { input: 4_820, output: 1_125, requests: 96, billed: { USD: '13.75' } },
  'vercel-ai-gateway-tags/by-tag.json': { input: 850, output: 210, requests: 23, billed: { USD: '13' } },
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
  'anthropic-usage-json/no-buckets.json': {},
  'anthropic-usage-json/pages.json': { input: 253_290, output: 560 },
  'focus/focus-1.0-null-words.csv': { billed: { USD: '0.123457589012' } }, // 0.0000008 + 0.123456789012
  // 600 x 1000 and 1.2 x 1M in, 80000 out; 1.50 + 0.30 + 2.00 - 0.25 - 5.00 + 0.70 + 9.00
  'focus/focus-1.2.csv': { input: 1_800_000, output: 80_000, billed: { USD: '8.25' } },
  'focus/focus-1.3-azure.csv': { input: 1_200_000, output: 2_000_000, billed: { EUR: '8' } }, // 200 and 1000 x 1K, 2 x 1M
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
  'openai-usage-csv/code-interpreter.csv': {},
  'openai-usage-csv/empty-bucket.csv': {},
  'openai-usage-csv/file-searches.csv': {},
  'openai-usage-csv/no-usage.csv': {},
  'openai-usage-csv/vector-stores.csv': {},
  'openai-usage-json/empty.json': {},
  'openai-usage-json/list-of-pages.json': { input: 300, output: 80, requests: 4 }, // 100 + 200
  'openai-usage-json/no-buckets.json': {},
  'openai-usage-json/pages.json': { input: 2_106, output: 920, requests: 26 }, // 2000 + 10 + 64 + 32
};
