import type { TableImporter } from '../importer.ts';
import {
  LITELLM_DAILY_COLUMNS,
  LITELLM_DAILY_CONSTANTS,
  LITELLM_DAILY_NOTES,
  LITELLM_DAILY_PEOPLE,
  LITELLM_DAILY_PROVIDES,
} from '../litellm-daily-spend/importer.ts';
import { select } from '../litellm-daily-spend/sql.ts';

/** LiteLLM's daily table by tag, in which a request with three tags stands three times. */
export const litellmDailyTagSpend: TableImporter = {
  id: 'litellm-daily-tag-spend',
  title: 'LiteLLM daily spend by tag',
  confidence: 'A',
  kind: 'table',
  signatures: [['date', 'tag', 'api_key', 'model_group', 'cache_read_input_tokens', 'api_requests', 'spend']],
  columns: LITELLM_DAILY_COLUMNS,
  provides: LITELLM_DAILY_PROVIDES,
  constants: LITELLM_DAILY_CONSTANTS,
  fileNotes: { 'tag-fan-out': 'a request with several tags is in it once for each; its sum is more than was spent' },
  people: LITELLM_DAILY_PEOPLE,
  rowNotes: LITELLM_DAILY_NOTES,
  select,
};
