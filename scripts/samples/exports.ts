import { addDays, dayIndex } from '../../shared/units/months.ts';
import type { WorkloadDay } from './company.ts';
import type { DatedPrices } from './prices.ts';

/** Writers of exports in their real layouts, documented in shared/data/importers/<source>/README.md. */
const SECONDS_PER_DAY = 86_400;

const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [header, ...rows].map((cells) => cells.map(field).join(',')).join('\n') + '\n';

const field = (value: string | number): string => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const float = (count: number): string => `${String(count)}.0`;
const seconds = (day: WorkloadDay['day']): number => dayIndex(day) * SECONDS_PER_DAY;
const midnight = (day: WorkloadDay['day']): string => `${day}T00:00:00+00:00`;

const OPENAI_TIME = ['start_time', 'end_time', 'start_time_iso', 'end_time_iso'] as const;
const openaiTime = ({ day }: WorkloadDay): readonly (string | number)[] => {
  const next = addDays(day, 1);
  return [seconds(day), seconds(next), midnight(day), midnight(next)];
};

/** OpenAI's dashboard export: input includes cached tokens, counts are written as floats. */
export function openaiUsage(days: readonly WorkloadDay[]): string {
  const header = [
    ...OPENAI_TIME,
    'project_id',
    'num_model_requests',
    'user_id',
    'api_key_id',
    'model',
    'batch',
    'service_tier',
    'input_tokens',
    'output_tokens',
    'input_cached_tokens',
    'input_uncached_tokens',
    'input_text_tokens',
    'output_text_tokens',
    'input_cached_text_tokens',
    'input_audio_tokens',
    'input_cached_audio_tokens',
    'output_audio_tokens',
    'input_image_tokens',
    'input_cached_image_tokens',
    'output_image_tokens',
  ];
  const rows = days.map((use) => {
    const { workload, requests, freshInput, cacheRead, output } = use;
    const none = float(0);
    return [
      ...openaiTime(use),
      workload.project,
      float(requests),
      'user-platform',
      workload.apiKey,
      workload.model,
      workload.isBatch ? 'TRUE' : 'FALSE',
      'default',
      float(freshInput + cacheRead),
      float(output),
      float(cacheRead),
      float(freshInput),
      float(freshInput),
      float(output),
      float(cacheRead),
      ...Array.from({ length: 6 }, () => none),
    ];
  });
  return csv(header, rows);
}

/** OpenAI's cost export, grouped by line item and project: one row a class of tokens. */
export function openaiCosts(days: readonly WorkloadDay[], prices: DatedPrices): string {
  const header = [
    ...OPENAI_TIME,
    'amount_value',
    'amount_currency',
    'line_item',
    'project_id',
    'organization_id',
    'organization_name',
  ];
  const rows = days.flatMap((use) => {
    const { workload, day } = use;
    const rates = prices(workload.model, 'openai', workload.isBatch ? 'batch' : 'standard', day);
    const name = workload.model;
    const lines = [
      [`${name}, input`, use.freshInput * rates.input],
      [`${name}, cached input`, use.cacheRead * rates.cacheRead],
      [`${name}, output`, use.output * rates.output],
    ] as const;
    return lines
      .filter(([, amount]) => amount > 0)
      .map(([line, amount]) => [
        ...openaiTime(use),
        (amount / 1e6).toFixed(16),
        'usd',
        line,
        workload.project,
        'org-larkfield',
        'Larkfield',
      ]);
  });
  return csv(header, rows);
}

/** Anthropic's Console usage export: the classes are disjoint, one row a day, model, key and workspace. */
export function anthropicUsage(days: readonly WorkloadDay[]): string {
  const header = [
    'usage_date_utc',
    'model_version',
    'api_key',
    'workspace',
    'usage_type',
    'context_window',
    'usage_input_tokens_no_cache',
    'usage_input_tokens_cache_write_5m',
    'usage_input_tokens_cache_write_1h',
    'usage_input_tokens_cache_read',
    'usage_output_tokens',
    'web_search_count',
    'inference_geo',
    'speed',
  ];
  const rows = days.map(({ workload, day, freshInput, cacheRead, cacheWrite, output }) => [
    day,
    workload.model,
    workload.apiKey,
    workload.project,
    'standard',
    '≤ 200k',
    freshInput,
    cacheWrite,
    0,
    cacheRead,
    output,
    0,
    'global',
    '',
  ]);
  return csv(header, rows);
}

const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  'claude-sonnet-4-5-20250929': 'Claude Sonnet 4.5',
  'claude-sonnet-5': 'Claude Sonnet 5',
  'claude-opus-4-8': 'Claude Opus 4.8',
  'claude-haiku-4-5-20251001': 'Claude Haiku 4.5',
};

/** Anthropic's Console cost export: dollars rounded to cents, display names instead of model ids. */
export function anthropicCosts(days: readonly WorkloadDay[], prices: DatedPrices): string {
  const header = [
    'usage_date_utc',
    'model',
    'workspace',
    'api_key',
    'usage_type',
    'context_window',
    'token_type',
    'cost_usd',
    'list_price_usd',
    'cost_type',
    'inference_geo',
    'speed',
  ];
  const rows = days.flatMap((use) => {
    const { workload, day } = use;
    const rates = prices(workload.model, 'anthropic', 'standard', day);
    const lines = [
      ['input_no_cache', use.freshInput * rates.input],
      ['input_cache_read', use.cacheRead * rates.cacheRead],
      ['input_cache_write_5m', use.cacheWrite * rates.cacheWrite],
      ['output', use.output * rates.output],
    ] as const;
    return lines
      .filter(([, amount]) => amount > 0)
      .map(([kind, amount]) => {
        const dollars = (amount / 1e6).toFixed(2);
        const name = DISPLAY_NAMES[workload.model] ?? workload.model;
        return [
          day,
          name,
          workload.project,
          workload.apiKey,
          'message',
          '≤ 200k',
          kind,
          dollars,
          dollars,
          'token',
          'global',
          '',
        ];
      });
  });
  return csv(header, rows);
}
