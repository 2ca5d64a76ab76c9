import type { Notes, SourceColumns, TableImporter } from '../importer.ts';
import { select } from './sql.ts';

export const LITELLM_DAILY_COLUMNS = {
  date: 'date',
  api_key: 'api_key',
  model: ['model', 'model_group'],
  custom_llm_provider: 'custom_llm_provider',
  prompt_tokens: 'prompt_tokens',
  completion_tokens: 'completion_tokens',
  cache_read: 'cache_read_input_tokens',
  cache_write: 'cache_creation_input_tokens',
  spend: 'spend',
  api_requests: 'api_requests',
  user_id: 'user_id',
  team_id: 'team_id',
  organization_id: 'organization_id',
  end_user_id: 'end_user_id',
  agent_id: 'agent_id',
  tag: 'tag',
} as const satisfies SourceColumns;

export const LITELLM_DAILY_PROVIDES = [
  'period_start',
  'period_end',
  'provider',
  'route',
  'account',
  'team',
  'feature',
  'customer',
  'user_key',
  'api_key',
  'tags',
  'model_raw',
  'requests',
  'in_fresh',
  'in_cache_read',
  'in_cache_write_unknown',
  'out_unsplit',
  'billed_amount',
] as const;

export const LITELLM_DAILY_CONSTANTS = {
  fact: 'both',
  grain: 'day',
  billed_currency: 'USD',
  billed_basis: 'estimate',
  charge_class: 'usage',
} as const;

export const LITELLM_DAILY_NOTES: Notes = {
  'inclusion-unclear':
    'rows have more cached tokens than input, so their input was read as excluding them; other rows of the same proxy version may mean the same',
};

/** An end user is a person, though it stands in the column of customers. */
export const LITELLM_DAILY_PEOPLE = ['customer'] as const;

/** LiteLLM's daily tables by user, team, organization, end user or agent. */
export const litellmDailySpend: TableImporter = {
  id: 'litellm-daily-spend',
  title: 'LiteLLM daily spend tables',
  confidence: 'A',
  kind: 'table',
  signatures: [['date', 'api_key', 'model_group', 'cache_read_input_tokens', 'api_requests', 'spend']],
  excludes: ['tag'],
  columns: LITELLM_DAILY_COLUMNS,
  provides: LITELLM_DAILY_PROVIDES,
  constants: LITELLM_DAILY_CONSTANTS,
  people: LITELLM_DAILY_PEOPLE,
  rowNotes: LITELLM_DAILY_NOTES,
  select,
};
