import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** Cursor's usage events. */
export const cursor: TableImporter = {
  id: 'cursor',
  title: 'Cursor usage export (CSV)',
  confidence: 'C',
  kind: 'table',
  signatures: [['Input (w/ Cache Write)', 'Cache Read', 'Total Tokens']],
  columns: {
    date: 'Date',
    user_name: 'User',
    agent_id: 'Cloud Agent ID',
    kind: 'Kind',
    model: 'Model',
    with_write: 'Input (w/ Cache Write)',
    without_write: 'Input (w/o Cache Write)',
    cache_read: 'Cache Read',
    output: 'Output Tokens',
    total: 'Total Tokens',
    cost: ['Cost', 'Cost to you'],
  },
  localTimes: ['date'],
  provides: [
    'period_start',
    'period_end',
    'user_key',
    'session_id',
    'model_raw',
    'in_fresh',
    'in_cache_read',
    'in_cache_write_unknown',
    'in_unsplit',
    'out_unsplit',
    'billed_amount',
  ],
  constants: {
    fact: 'both',
    grain: 'request',
    provider: 'cursor',
    route: 'direct',
    requests: '1',
    billed_currency: 'USD',
    billed_basis: 'net',
    charge_class: 'usage',
  },
  rowNotes: {
    'covered-by-credit': 'events are included in the plan: their cost is no money you pay',
    'inclusion-unclear':
      'rows have input columns that do not add up to their total in any known way; their input is unsplit',
  },
  select,
};
