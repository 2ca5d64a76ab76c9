import { at, has, isObject, list, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, RecordProblem, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

/** Field of a result -> where it lies in it. */
const FIELDS = {
  uncached_input_tokens: 'uncached_input_tokens',
  cache_read_input_tokens: 'cache_read_input_tokens',
  cache_write_5m: 'cache_creation.ephemeral_5m_input_tokens',
  cache_write_1h: 'cache_creation.ephemeral_1h_input_tokens',
  output_tokens: 'output_tokens',
  web_search_requests: 'server_tool_use.web_search_requests',
  model: 'model',
  api_key_id: 'api_key_id',
  workspace_id: 'workspace_id',
  account_id: 'account_id',
  service_account_id: 'service_account_id',
  service_tier: 'service_tier',
  context_window: 'context_window',
  inference_geo: 'inference_geo',
  speed: 'speed',
} as const;

function recognise(start: unknown): boolean {
  const buckets = list(start, 'data').filter((bucket) => has(bucket, 'starting_at', 'results'));
  const [first] = buckets.flatMap((bucket) => list(bucket, 'results'));
  return has(first, 'uncached_input_tokens');
}

/**
 * A report whose buckets are all empty could be one of costs too, and that of Claude Code gives a page without any for a
 * day on which nobody used it; without rows that makes no difference.
 */
const isEmpty = (start: unknown): boolean =>
  !has(start, 'object') &&
  Array.isArray(member(start, 'data')) &&
  (list(start, 'data').length === 0 ? has(start, 'has_more') : list(start, 'data').every(isEmptyBucket));

const isEmptyBucket = (bucket: unknown): boolean =>
  has(bucket, 'starting_at', 'results') && list(bucket, 'results').length === 0;

function* records(bucket: unknown): Generator<SourceRecord | RecordProblem> {
  if (!has(bucket, 'starting_at', 'results')) {
    yield { problem: 'not-a-record' };
    return;
  }
  for (const result of list(bucket, 'results')) {
    if (!isObject(result)) {
      yield { problem: 'not-a-record' };
      continue;
    }
    yield {
      starting_at: scalar(member(bucket, 'starting_at')),
      ending_at: scalar(member(bucket, 'ending_at')),
      ...Object.fromEntries(Object.entries(FIELDS).map(([alias, path]) => [alias, scalar(at(result, path))])),
    };
  }
}

/** Pages of Anthropic's Admin API, usage_report/messages. */
export const anthropicUsageJson: JsonImporter = {
  id: 'anthropic-usage-json',
  title: 'Anthropic usage report (JSON)',
  confidence: 'A',
  kind: 'json',
  columns: ['starting_at', 'ending_at', ...Object.keys(FIELDS)],
  path: '$.data.*',
  recognise,
  isEmpty,
  recognisedBy: 'buckets with starting_at and results with uncached_input_tokens',
  records: () => records,
  provides: [
    'period_start',
    'period_end',
    'grain',
    'region',
    'service_tier',
    'context_band',
    'project',
    'user_key',
    'api_key',
    'model_raw',
    'in_fresh',
    'in_cache_read',
    'in_cache_write_5m',
    'in_cache_write_1h',
    'out_unsplit',
    'other_qty',
    'other_unit',
  ],
  constants: { fact: 'usage', provider: 'anthropic', route: 'direct' },
  select,
};
