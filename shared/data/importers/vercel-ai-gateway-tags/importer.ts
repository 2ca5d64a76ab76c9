import type { TableImporter } from '../importer.ts';
import { VERCEL_COLUMNS, VERCEL_CONSTANTS, VERCEL_PROVIDES } from '../vercel-ai-gateway/importer.ts';
import { select } from '../vercel-ai-gateway/sql.ts';

/** Vercel's AI Gateway report by tag, in which a request with three tags stands three times. */
export const vercelAiGatewayTags: TableImporter = {
  id: 'vercel-ai-gateway-tags',
  title: 'Vercel AI Gateway report by tag',
  confidence: 'C',
  kind: 'table',
  signatures: [['tag', 'market_cost', 'total_cost', 'request_count']],
  jsonRows: '$.results.*',
  columns: VERCEL_COLUMNS,
  provides: VERCEL_PROVIDES,
  constants: VERCEL_CONSTANTS,
  fileNotes: { 'tag-fan-out': 'a request with several tags is in it once for each; its sum is more than was spent' },
  select,
};
