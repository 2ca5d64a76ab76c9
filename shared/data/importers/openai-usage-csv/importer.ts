import type { TableImporter, SourceColumns } from '../importer.ts';
import { select } from './sql.ts';

/** The fields of OpenAI's usage results, the same in the dashboard's CSV and in the Usage API. */
export const OPENAI_USAGE_COLUMNS = {
  start_time_iso: 'start_time_iso',
  end_time_iso: 'end_time_iso',
  project_id: 'project_id',
  num_model_requests: 'num_model_requests',
  user_id: 'user_id',
  api_key_id: 'api_key_id',
  model: 'model',
  batch: 'batch',
  service_tier: 'service_tier',
  input_tokens: 'input_tokens',
  output_tokens: 'output_tokens',
  input_cached_tokens: 'input_cached_tokens',
  input_cache_write_tokens: 'input_cache_write_tokens',
  input_audio_tokens: 'input_audio_tokens',
  input_image_tokens: 'input_image_tokens',
  output_audio_tokens: 'output_audio_tokens',
  output_image_tokens: 'output_image_tokens',
  images: 'images',
  characters: 'characters',
  seconds: 'seconds',
  usage_bytes: 'usage_bytes',
  num_sessions: 'num_sessions',
  num_requests: 'num_requests',
  object: 'object',
} as const satisfies SourceColumns;

export const OPENAI_USAGE_PROVIDES = [
  'period_start',
  'period_end',
  'grain',
  'service_tier',
  'project',
  'feature',
  'user_key',
  'api_key',
  'model_raw',
  'requests',
  'in_fresh',
  'in_cache_read',
  'in_cache_write_unknown',
  'in_audio',
  'in_image',
  'out_unsplit',
  'out_audio',
  'out_image',
  'other_qty',
  'other_unit',
] as const;

/** The usage CSV of OpenAI's dashboard. */
export const openaiUsageCsv: TableImporter = {
  id: 'openai-usage-csv',
  title: 'OpenAI usage export (CSV)',
  confidence: 'A',
  kind: 'table',
  signatures: [
    ['start_time_iso', 'input_tokens', 'input_cached_tokens', 'num_model_requests'],
    ['start_time_iso', 'end_time_iso', 'num_model_requests'],
    // Capabilities that count no requests of a model: vector stores, code interpreter, file searches.
    ['start_time_iso', 'end_time_iso', 'usage_bytes'],
    ['start_time_iso', 'end_time_iso', 'num_sessions'],
    ['start_time_iso', 'end_time_iso', 'num_requests'],
  ],
  wholeHeaders: [['start_time', 'end_time', 'start_time_iso', 'end_time_iso']],
  columns: OPENAI_USAGE_COLUMNS,
  provides: OPENAI_USAGE_PROVIDES,
  constants: { fact: 'usage', provider: 'openai', route: 'direct' },
  select,
};
