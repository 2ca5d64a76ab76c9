import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** The public traces of Mooncake and of Qwen-Bailian. */
export const mooncakeTrace: TableImporter = {
  id: 'mooncake-trace',
  title: 'Mooncake or Qwen-Bailian trace',
  confidence: 'B',
  kind: 'table',
  signatures: [['timestamp', 'input_length', 'output_length', 'hash_ids']],
  columns: { timestamp: 'timestamp', input_length: 'input_length', output_length: 'output_length', chat_id: 'chat_id' },
  provides: ['period_start', 'period_end', 'session_id', 'in_unsplit', 'out_unsplit'],
  constants: { fact: 'usage', grain: 'request', requests: '1' },
  fileNotes: { 'relative-time': 'its times count from the start of the trace; they are shown from 2000-01-01' },
  select,
};
