import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** Microsoft's public traces of LLM requests. */
export const azureLlmTrace: TableImporter = {
  id: 'azure-llm-trace',
  title: 'Azure LLM inference trace',
  confidence: 'A',
  kind: 'table',
  signatures: [['TIMESTAMP', 'ContextTokens', 'GeneratedTokens']],
  columns: {
    timestamp: 'TIMESTAMP',
    context_tokens: 'ContextTokens',
    generated_tokens: 'GeneratedTokens',
    images: 'NumImages',
  },
  provides: ['period_start', 'period_end', 'in_unsplit', 'out_unsplit', 'other_qty', 'other_unit'],
  constants: { fact: 'usage', grain: 'request', requests: '1' },
  select,
};
