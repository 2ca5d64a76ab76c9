import type { Notes, SourceColumns, TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** The fields of OpenAI's cost results, the same in the dashboard's CSV and in the Costs API. */
export const OPENAI_COST_COLUMNS = {
  start_time_iso: 'start_time_iso',
  end_time_iso: 'end_time_iso',
  amount_value: 'amount_value',
  amount_currency: 'amount_currency',
  line_item: 'line_item',
  project_id: 'project_id',
  api_key_id: 'api_key_id',
  user_id: 'user_id',
  organization_id: 'organization_id',
  quantity: 'quantity',
  quantity_unit: 'quantity_unit',
} as const satisfies SourceColumns;

export const OPENAI_COST_PROVIDES = [
  'period_start',
  'period_end',
  'grain',
  'account',
  'project',
  'feature',
  'user_key',
  'api_key',
  'model_raw',
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
  'billed_amount',
  'billed_currency',
] as const;

export const OPENAI_COST_CONSTANTS = {
  fact: 'charge',
  provider: 'openai',
  route: 'direct',
  billed_basis: 'net',
  charge_class: 'usage',
} as const;

export const OPENAI_COST_NOTES: Notes = {
  'excess-digits': 'amounts have more than 12 decimals and were rounded to 12',
};

/** The cost CSV of OpenAI's dashboard. */
export const openaiCostCsv: TableImporter = {
  id: 'openai-cost-csv',
  title: 'OpenAI cost export (CSV)',
  confidence: 'A',
  kind: 'table',
  signatures: [['start_time_iso', 'amount_value', 'amount_currency']],
  columns: OPENAI_COST_COLUMNS,
  provides: OPENAI_COST_PROVIDES,
  constants: OPENAI_COST_CONSTANTS,
  rowNotes: OPENAI_COST_NOTES,
  select,
};
