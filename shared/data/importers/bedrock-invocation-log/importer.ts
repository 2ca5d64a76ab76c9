import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** Bedrock's model invocation logs. The bodies hold prompts and answers and are never read. */
export const bedrockInvocationLog: TableImporter = {
  id: 'bedrock-invocation-log',
  title: 'Bedrock invocation logs',
  confidence: 'A',
  kind: 'table',
  signatures: [['schemaType', 'requestId', 'modelId', 'accountId']],
  columns: {
    timestamp: 'timestamp',
    account_id: 'accountId',
    region: ['inferenceRegion', 'region'],
    request_id: 'requestId',
    model_id: 'modelId',
    principal: 'identity.arn',
    metadata: 'requestMetadata',
    input: 'input.inputTokenCount',
    cache_read: 'input.cacheReadInputTokenCount',
    cache_write: 'input.cacheWriteInputTokenCount',
    output: 'output.outputTokenCount',
  },
  provides: [
    'period_start',
    'period_end',
    'region',
    'account',
    'user_key',
    'request_id',
    'tags',
    'model_raw',
    'in_fresh',
    'in_cache_read',
    'in_cache_write_unknown',
    'out_unsplit',
  ],
  constants: { fact: 'usage', grain: 'request', requests: '1', provider: 'aws', route: 'bedrock' },
  duplicateKey: 'request_id',
  select,
};
