import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** Portkey's log export, whose columns the user picks. `request` and `response` hold prompts and are never read. */
export const portkey: TableImporter = {
  id: 'portkey',
  title: 'Portkey logs',
  confidence: 'C',
  kind: 'table',
  signatures: [['ai_org', 'ai_model', 'req_units']],
  columns: {
    id: 'id',
    created_at: 'created_at',
    ai_org: 'ai_org',
    ai_model: 'ai_model',
    req_units: 'req_units',
    res_units: 'res_units',
    cost: 'cost',
    cost_currency: 'cost_currency',
    prompt_slug: 'prompt_slug',
    metadata: 'metadata',
  },
  localTimes: ['created_at'],
  provides: [
    'period_start',
    'period_end',
    'provider',
    'route',
    'feature',
    'user_key',
    'request_id',
    'tags',
    'model_raw',
    'in_unsplit',
    'out_unsplit',
    'billed_amount',
    'billed_currency',
  ],
  constants: { fact: 'both', grain: 'request', requests: '1', billed_basis: 'estimate', charge_class: 'usage' },
  duplicateKey: 'request_id',
  fileNotes: {
    'unit-unclear':
      'its costs may be in cents, which is not documented; compare them with list prices, or read the file by a mapping with the scale 0.01',
  },
  select,
};
