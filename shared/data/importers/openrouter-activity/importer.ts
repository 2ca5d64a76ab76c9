import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** OpenRouter's activity by day and model, as CSV or from `/api/v1/activity`. */
export const openrouterActivity: TableImporter = {
  id: 'openrouter-activity',
  title: 'OpenRouter daily activity',
  confidence: 'B',
  kind: 'table',
  signatures: [
    ['Date', 'Slug', 'Usage', 'BYOK Usage', 'Requests'],
    ['date', 'model_permaslug', 'usage', 'byok_usage_inference', 'requests'],
  ],
  jsonRows: '$.data.*',
  columns: {
    date: ['Date', 'date'],
    model: ['Slug', 'model_permaslug', 'model'],
    cost: ['Usage', 'usage'],
    byok_cost: ['BYOK Usage', 'byok_usage_inference'],
    requests: ['Requests', 'requests'],
    prompt: ['Prompt Tokens', 'prompt_tokens'],
    completion: ['Completion Tokens', 'completion_tokens'],
    reasoning: ['Reasoning Tokens', 'reasoning_tokens'],
  },
  provides: [
    'period_start',
    'period_end',
    'model_raw',
    'requests',
    'in_unsplit',
    'out_visible',
    'out_reasoning',
    'out_unsplit',
    'billed_amount',
  ],
  constants: {
    fact: 'both',
    grain: 'day',
    provider: 'openrouter',
    route: 'openrouter',
    billed_currency: 'USD',
    billed_basis: 'net',
    charge_class: 'usage',
  },
  rowNotes: { 'missing-charges': 'rows have use with provider keys of your own, whose bill is not in this file' },
  select,
};
