import type { MappedField } from '../../../shared/model/mapping.ts';

export const FIELD_LABELS: Readonly<Record<MappedField, string>> = {
  period_start: 'Time, or start of the time',
  period_end: 'End of the time',
  provider: 'Provider',
  route: 'Route',
  region: 'Region',
  service_tier: 'Service tier',
  context_band: 'Context band',
  account: 'Account',
  project: 'Project',
  team: 'Team',
  feature: 'Feature',
  environment: 'Environment',
  customer: 'Customer',
  user_key: 'User',
  api_key: 'API key',
  session_id: 'Session',
  request_id: 'Request id',
  model_raw: 'Model',
  requests: 'Requests',
  input: 'Input tokens',
  in_cache_read: 'Cached input tokens',
  in_cache_write_5m: 'Cache writes, 5 minutes',
  in_cache_write_1h: 'Cache writes, 1 hour',
  in_cache_write_unknown: 'Cache writes',
  in_audio: 'Audio input tokens',
  in_image: 'Image input tokens',
  output: 'Output tokens',
  out_reasoning: 'Reasoning tokens',
  out_audio: 'Audio output tokens',
  out_image: 'Image output tokens',
  other_qty: 'Other quantity',
  other_unit: 'Unit of the other quantity',
  billed_amount: 'Amount billed',
  billed_currency: 'Currency',
};

/** Words by which columns are commonly named; the first that fits an unused field is proposed. */
const PATTERNS: readonly (readonly [RegExp, MappedField])[] = [
  [/reason/, 'out_reasoning'],
  [/cache.*(read|hit)|cached/, 'in_cache_read'],
  [/cache.*(writ|creat)/, 'in_cache_write_unknown'],
  [/(input|prompt).*tok|tok.*(input|prompt)|^(input|prompt)$/, 'input'],
  [/(output|completion).*tok|tok.*(output|completion)|^(output|completion)$/, 'output'],
  [/^(model|model.*name|deployment)/, 'model_raw'],
  [/(end|until|to).*(time|date)|^(end|until)/, 'period_end'],
  [/time|date|day|month|start/, 'period_start'],
  [/currency/, 'billed_currency'],
  [/cost|spend|amount|price|charge/, 'billed_amount'],
  [/request.*id/, 'request_id'],
  [/requests|calls|count/, 'requests'],
  [/provider|vendor/, 'provider'],
  [/team|group/, 'team'],
  [/project|workspace/, 'project'],
  [/user|email/, 'user_key'],
  [/key/, 'api_key'],
  [/customer|tenant/, 'customer'],
  [/environment|^env$/, 'environment'],
  [/feature|app/, 'feature'],
];

/** What each column probably means, no meaning twice. Example: `day, prompt_tokens` gives `period_start, input`. */
export function guessFields(columns: readonly string[]): readonly (MappedField | '')[] {
  const used = new Set<MappedField>();
  return columns.map((column) => {
    const found = PATTERNS.find(([pattern, field]) => pattern.test(column.toLowerCase()) && !used.has(field));
    if (found === undefined) return '';
    used.add(found[1]);
    return found[1];
  });
}
