import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { importPath, openPrepared, totals, type Totals } from './support.ts';

/**
 * Sample exports of real vendors that cannot be shipped with the project. The sums were worked out from the files
 * themselves, outside this code. Without the folder the tests are skipped by name.
 */
const folder = process.env.TOKENWRIGHT_REFERENCE_DATA;

type Expected = Totals & { readonly format: string; readonly rows: number };
const of = (format: string, rows: number, sums: Totals = {}): Expected => ({ format, rows, ...sums });
const usd = (amount: string): Totals => ({ billed: { USD: amount } });
const focus = (rows: number, amount: string): Expected => of('focus', rows, usd(amount));

const EXPECTED: Readonly<Record<string, Expected>> = {
  // 45230 + 8790 + 2340 and 23100 + 3420 + 890 in; 186 and 42 cents
  'anthropic-admin-api/claude_code_usage_report_docs_example.json': of('anthropic-claude-code-json', 2, {
    input: 83_770,
    output: 18_130,
    ...usd('2.28'),
  }),
  'anthropic-admin-api/cost_report_docs_shape.json': of('anthropic-cost-json', 2, usd('1.7378912')),
  'anthropic-admin-api/usage_report_messages_docs_example.json': of('anthropic-usage-json', 1, {
    input: 3_200,
    output: 500,
  }),
  'anthropic-console-cost-csv-2026/claude_api_cost_2026_03_shape.csv': of('anthropic-console-cost-csv', 3, usd('4')),
  'anthropic-console-cost-csv-2026/claude_api_cost_2026_08_shape.csv': of('anthropic-console-cost-csv', 6, usd('2.98')),
  // 46981 + 15969, 100000, 50000, 200000
  'anthropic-console-usage-csv/claude_api_tokens_2026_shape.csv': of('anthropic-console-usage-csv', 4, {
    input: 412_950,
    output: 33_932,
  }),
  'anthropic-enterprise-spend-report/spend-report_HEADER.csv': of('anthropic-spend-report-csv', 0),
  'azure-cost-export/EA_ActualCost_Small.csv': of('azure-cost', 11, usd('8.545007786742')),
  'azure-cost-export/EA_AmortizedCost_Small.csv': of('azure-cost', 28, usd('16.296932136637')),
  // thousands of tokens: 1629.5 + 831.74 + 17.33 in, 68.579 out
  'bedrock/cur2_aggregated_blog_example.csv': of('aws-cur', 4, { input: 2_478_570, output: 68_579, ...usd('15.822') }),
  'bedrock/cur2_by_project_blog_example.csv': of('aws-cur', 4, {
    input: 5_836_033,
    output: 31_102,
    ...usd('4.173256395'),
  }),
  'bedrock/model_invocation_logs.jsonl': of('bedrock-invocation-log', 3, { input: 2_020, output: 776, requests: 3 }),
  'claude-code-jsonl/assistant_line_v2_shape.jsonl': of('claude-code-jsonl', 1, {
    input: 67_739,
    output: 2_753,
    requests: 1,
  }),
  'claude-code-jsonl/ccusage_fixture_alpha.jsonl': of('claude-code-jsonl', 3, {
    input: 745,
    output: 250,
    requests: 3,
    ...usd('1.02'),
  }),
  'claude-code-jsonl/ccusage_fixture_beta.jsonl': of('claude-code-jsonl', 2, {
    input: 185,
    output: 60,
    requests: 2,
    ...usd('0.07'),
  }),
  'codex-jsonl/ccusage_fixture_session.jsonl': of('codex-jsonl', 2, { input: 3_500, output: 425, requests: 2 }),
  // the totals 740252 and 103000 less the outputs; both events are included in the plan
  'cursor/usage-events-2026-03.csv': of('cursor', 2, { input: 838_197, output: 5_055, requests: 2, ...usd('0') }),
  'deepseek/amount-2026-09_newschema.csv': of('deepseek-amount', 4, {
    input: 135_505_536,
    output: 3_419,
    requests: 1_318,
  }),
  'deepseek/amount-2026-8.csv': of('deepseek-amount', 8, { input: 1_014_420, output: 36_739, requests: 30 }),
  'deepseek/cost-2026-09_newschema.csv': of('deepseek-cost', 2, { billed: { CNY: '18.7445298' } }),
  // BilledCost; the EffectiveCost of the same rows is 14.97651418586
  'focus/focus_sample_1.0.csv': focus(1_000, '20.52022672899'),
  'focus/spec-saas-examples/saas_spend_agreements_a1.csv': focus(4, '1200'),
  'focus/spec-saas-examples/saas_spend_agreements_a2.csv': focus(13, '1200'),
  'focus/spec-saas-examples/saas_spend_agreements_b1.csv': focus(5, '1200'),
  'focus/spec-saas-examples/saas_spend_agreements_b2.csv': focus(14, '1200'),
  'focus/spec-saas-examples/simple_saas_agreements_a1.csv': focus(1, '10000'),
  'focus/spec-saas-examples/simple_saas_agreements_a2.csv': focus(1, '50000'),
  'focus/spec-saas-examples/simple_saas_agreements_a3.csv': focus(1, '1000'),
  'focus/spec-saas-examples/simple_saas_agreements_b.csv': focus(1, '50000'),
  'focus/spec-saas-examples/simple_saas_agreements_c.csv': focus(3, '35800'),
  'focus/spec-saas-examples/virtual_currency_pricing_model_a1.csv': focus(1, '200000'),
  'focus/spec-saas-examples/virtual_currency_pricing_model_a2.csv': focus(3, '0'),
  'focus/spec-saas-examples/virtual_currency_pricing_model_b1.csv': focus(1, '100000'),
  'focus/spec-saas-examples/virtual_currency_pricing_model_b2.csv': focus(3, '0'),
  'focus/spec-saas-examples/virtual_currency_pricing_model_b3.csv': focus(3, '0'),
  'focus/spec-saas-examples/virtual_currency_pricing_model_c.csv': focus(2, '53000'),
  'gcp-billing/rolled_up_rows_fixture.json': of('gcp-billing', 1, { input: 1_065_040, ...usd('-0.0001') }),
  'github-copilot/ai_credits_2026-06.csv': of('github-billing', 1, { input: 1_100, output: 50, ...usd('0') }),
  'github-copilot/premium_request_2025-10.csv': of('github-billing', 1, usd('0.144')),
  'github-copilot/premium_request_legacy_HEADER.csv': of('github-billing', 0),
  'helicone/export_HEADER.csv': of('helicone', 0),
  // the day's cost stands beside its two models
  'langfuse/metrics_daily_docs_example.json': of('langfuse-daily-json', 3, {
    input: 1_700,
    output: 1_850,
    ...usd('102.19'),
  }),
  'langfuse/observations_export_HEADER_derived_from_source.csv': of('langfuse-observations', 0),
  'litellm/spend_log_row_upstream_fixture_trimmed.json': of('litellm-spend-logs', 1, {
    input: 10,
    output: 20,
    requests: 1,
    ...usd('0.000225'),
  }),
  // the day's 111 prompt tokens: 37 of one model, 74 of others
  'litellm/user_daily_activity_docs_example.json': of('litellm-daily-activity-json', 2, {
    input: 111,
    output: 1_711,
    requests: 11,
    ...usd('0.0177072'),
  }),
  'openai-cost-csv/cost_2025-10-05_2025-10-12.csv': of('openai-cost-csv', 8, usd('2.98595375')),
  'openai-costs-api/costs_docs_example.json': of('openai-costs-json', 1, usd('0.06')),
  'openai-usage-api/audio_speeches_docs_example.json': of('openai-usage-json', 1, { requests: 1 }),
  'openai-usage-api/audio_transcriptions_docs_example.json': of('openai-usage-json', 1, { requests: 1 }),
  'openai-usage-api/code_interpreter_sessions_docs_example.json': of('openai-usage-json', 1),
  'openai-usage-api/completions_docs_example.json': of('openai-usage-json', 1, {
    input: 1_000,
    output: 500,
    requests: 5,
  }),
  'openai-usage-api/embeddings_docs_example.json': of('openai-usage-json', 1, { input: 16, requests: 2 }),
  'openai-usage-api/file_search_calls_docs_example.json': of('openai-usage-json', 1),
  'openai-usage-api/images_docs_example.json': of('openai-usage-json', 1, { requests: 2 }),
  'openai-usage-api/moderations_docs_example.json': of('openai-usage-json', 1, { input: 16, requests: 2 }),
  'openai-usage-api/vector_stores_docs_example.json': of('openai-usage-json', 1),
  'openai-usage-api/web_search_calls_docs_example.json': of('openai-usage-json', 1, { requests: 2 }),
  // 59200 + 46264 + 5783 + 80992 + 124784 + 22688 in; one bucket is empty
  'openai-usage-csv/completions_usage_2025-10-05_2025-10-12.csv': of('openai-usage-csv', 7, {
    input: 339_711,
    output: 549_459,
    requests: 53,
  }),
  'openai-usage-csv/completions_usage_EMPTY.csv': of('openai-usage-csv', 1),
  'openrouter/activity_daily_by_model.csv': of('openrouter-activity', 1, {
    input: 70_965_665,
    output: 3_009_973,
    requests: 4_115,
    ...usd('430.07'),
  }),
  'openrouter/activity_per_generation_HEADER.csv': of('openrouter-generations', 0),
  'openrouter/activity_per_generation_fixture_subset.csv': of('openrouter-generations', 1, {
    input: 10_389,
    output: 137,
    requests: 1,
    ...usd('0.0123'),
  }),
  'otlp/traces.jsonl': of('otlp-traces', 2, { input: 131, output: 39, requests: 2 }),
  'portkey/log_export_fields.csv': of('portkey', 0),
  'vercel-ai-gateway/report_group_by_tag.json': of('vercel-ai-gateway-tags', 2, {
    input: 85_000_000,
    output: 21_000_000,
    requests: 231_000,
    ...usd('13500'),
  }),
  'vercel-ai-gateway/report_group_by_user_day.json': of('vercel-ai-gateway', 2, {
    input: 4_820_000,
    output: 1_125_000,
    requests: 9_650,
    ...usd('1425'),
  }),
};

/** Files that say nothing of their time; they are read with a period given. */
const PERIOD = { from: '2026-08-01T00:00:00Z', to: '2026-09-01T00:00:00Z' };

const filesUnder = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();

describe.skipIf(folder === undefined)('the reference exports give their hand-checked totals', () => {
  const exports = join(folder ?? '', 'exports');
  let database: NodeDatabase;
  beforeAll(async () => {
    database = await openPrepared();
  });
  afterAll(() => {
    database.close();
  });

  test('no reference export is left out', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(filesUnder(exports));
  });

  test.each(Object.entries(EXPECTED))('%s', async (path, { format, rows, ...sums }) => {
    const { importId, report } = await importPath(database, join(exports, path), { period: PERIOD });
    expect(report).toMatchObject({ problem: null, format, rowsRead: rows, rowsKept: rows });
    expect(await totals(database, importId ?? 0)).toEqual({ input: 0, output: 0, requests: 0, billed: {}, ...sums });
  });

  test('the Azure trace of code completions', async () => {
    const path = join(folder ?? '', 'traces', 'AzureLLMInferenceTrace_code.csv');
    const { importId, report } = await importPath(database, path);
    expect(report).toMatchObject({ file: basename(path), format: 'azure-llm-trace', rowsKept: 8_819, rowsRefused: 0 });
    expect(await totals(database, importId ?? 0)).toMatchObject({ input: 18_059_974, output: 245_896 });
  });
});
