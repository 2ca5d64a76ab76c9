import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** DeepSeek's amounts: one row a day, model, key and kind of token. */
export const deepseekAmount: TableImporter = {
  id: 'deepseek-amount',
  title: 'DeepSeek usage export',
  confidence: 'B',
  kind: 'table',
  signatures: [
    ['user_id', 'utc_date', 'type', 'price', 'amount', 'api_key_name'],
    ['user_id', 'start_time_iso', 'type', 'price', 'amount', 'api_key_name'],
  ],
  columns: {
    user_id: 'user_id',
    utc_date: 'utc_date',
    start_time_iso: 'start_time_iso',
    end_time_iso: 'end_time_iso',
    model: 'model',
    api_key_name: 'api_key_name',
    type: 'type',
    amount: 'amount',
  },
  provides: [
    'period_start',
    'period_end',
    'grain',
    'account',
    'api_key',
    'model_raw',
    'requests',
    'in_fresh',
    'in_cache_read',
    'out_unsplit',
    'other_qty',
    'other_unit',
  ],
  constants: { fact: 'usage', provider: 'deepseek', route: 'direct' },
  select,
};
