import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** The public BurstGPT trace. */
export const burstgptTrace: TableImporter = {
  id: 'burstgpt-trace',
  title: 'BurstGPT trace',
  confidence: 'B',
  kind: 'table',
  signatures: [['Timestamp', 'Model', 'Request tokens', 'Response tokens', 'Total tokens', 'Log Type']],
  columns: {
    timestamp: 'Timestamp',
    model: 'Model',
    request_tokens: 'Request tokens',
    response_tokens: 'Response tokens',
    total_tokens: 'Total tokens',
    log_type: 'Log Type',
    session_id: 'Session ID',
  },
  provides: ['period_start', 'period_end', 'feature', 'session_id', 'model_raw', 'in_unsplit', 'out_unsplit'],
  constants: { fact: 'usage', grain: 'request', requests: '1' },
  fileNotes: { 'relative-time': 'its times count from the start of the trace; they are shown from 2000-01-01' },
  select,
};
