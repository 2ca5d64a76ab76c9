import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** The cost CSV of Anthropic's Console, all headers since 2024. Its amounts are dollars, rounded to cents. */
export const anthropicConsoleCostCsv: TableImporter = {
  id: 'anthropic-console-cost-csv',
  title: 'Anthropic Console cost export (CSV)',
  confidence: 'A',
  kind: 'table',
  signatures: [['usage_date_utc', 'model', 'token_type', 'cost_usd']],
  columns: {
    usage_date_utc: 'usage_date_utc',
    model: 'model',
    workspace: 'workspace',
    api_key: 'api_key',
    usage_type: 'usage_type',
    context_window: 'context_window',
    token_type: 'token_type',
    cost_usd: 'cost_usd',
    cost_type: 'cost_type',
    inference_geo: 'inference_geo',
    speed: 'speed',
  },
  provides: [
    'period_start',
    'period_end',
    'region',
    'service_tier',
    'context_band',
    'project',
    'api_key',
    'model_raw',
    'other_unit',
    'billed_amount',
  ],
  constants: {
    fact: 'charge',
    grain: 'day',
    provider: 'anthropic',
    route: 'direct',
    billed_currency: 'USD',
    billed_basis: 'net',
    charge_class: 'usage',
  },
  fileNotes: { 'rounded-amounts': 'the Console rounds every row to cents; the API report is exact' },
  select,
};
