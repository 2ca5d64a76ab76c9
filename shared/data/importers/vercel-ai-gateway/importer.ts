import type { SourceColumns, TableImporter } from '../importer.ts';
import { select } from './sql.ts';

export const VERCEL_COLUMNS = {
  day: 'day',
  model: 'model',
  user_id: 'user',
  tag: 'tag',
  total_cost: 'total_cost',
  input: 'input_tokens',
  output: 'output_tokens',
  cached: 'cached_input_tokens',
  cache_write: 'cache_creation_input_tokens',
  reasoning: 'reasoning_tokens',
  requests: 'request_count',
} as const satisfies SourceColumns;

export const VERCEL_PROVIDES = [
  'period_start',
  'period_end',
  'grain',
  'user_key',
  'tags',
  'model_raw',
  'requests',
  'in_fresh',
  'in_cache_read',
  'in_cache_write_unknown',
  'out_visible',
  'out_reasoning',
  'billed_amount',
] as const;

export const VERCEL_CONSTANTS = {
  fact: 'both',
  provider: 'vercel',
  route: 'vercel',
  billed_currency: 'USD',
  billed_basis: 'net',
  charge_class: 'usage',
} as const;

/** Vercel's AI Gateway report by day and model, user or provider. */
export const vercelAiGateway: TableImporter = {
  id: 'vercel-ai-gateway',
  title: 'Vercel AI Gateway report',
  confidence: 'C',
  kind: 'table',
  signatures: [['market_cost', 'total_cost', 'request_count']],
  excludes: ['tag'],
  jsonRows: '$.results.*',
  columns: VERCEL_COLUMNS,
  provides: VERCEL_PROVIDES,
  constants: VERCEL_CONSTANTS,
  fileNotes: { 'other-view': 'total_cost is counted; market_cost is the list price of the same use' },
  select,
};
