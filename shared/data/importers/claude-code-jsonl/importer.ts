import { at, has, isObject, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

/** Column -> where it lies in a line. The message's content is not among them. */
const FIELDS = {
  timestamp: 'timestamp',
  session_id: 'sessionId',
  cwd: 'cwd',
  request_id: 'requestId',
  uuid: 'uuid',
  cost: 'costUSD',
  message_id: 'message.id',
  model: 'message.model',
  input: 'message.usage.input_tokens',
  output: 'message.usage.output_tokens',
  cache_read: 'message.usage.cache_read_input_tokens',
  cache_write: 'message.usage.cache_creation_input_tokens',
  write_5m: 'message.usage.cache_creation.ephemeral_5m_input_tokens',
  write_1h: 'message.usage.cache_creation.ephemeral_1h_input_tokens',
  service_tier: 'message.usage.service_tier',
  speed: 'message.usage.speed',
} as const;

const isAnswer = (line: unknown): boolean =>
  has(line, 'timestamp', 'sessionId') && has(at(line, 'message.usage'), 'input_tokens');

/** Lines of users, tools and summaries carry no use; `<synthetic>` answers never reached a model. */
function* records(line: unknown): Generator<SourceRecord> {
  if (!isObject(line) || !isAnswer(line) || at(line, 'message.model') === '<synthetic>') return;
  yield Object.fromEntries(Object.entries(FIELDS).map(([column, path]) => [column, scalar(at(line, path))]));
}

/** The session logs that Claude Code keeps on a machine. */
export const claudeCodeJsonl: JsonImporter = {
  id: 'claude-code-jsonl',
  title: 'Claude Code session log',
  confidence: 'A',
  kind: 'json',
  columns: Object.keys(FIELDS),
  path: '$',
  recognise: (start) => isAnswer(start) && member(start, 'message') !== undefined,
  recognisedBy: 'lines with a session and message.usage',
  records: () => records,
  provides: [
    'period_start',
    'period_end',
    'service_tier',
    'project',
    'session_id',
    'request_id',
    'model_raw',
    'in_fresh',
    'in_cache_read',
    'in_cache_write_5m',
    'in_cache_write_1h',
    'in_cache_write_unknown',
    'out_unsplit',
    'billed_amount',
  ],
  constants: {
    fact: 'both',
    grain: 'request',
    requests: '1',
    provider: 'anthropic',
    route: 'direct',
    feature: 'Claude Code',
    billed_currency: 'USD',
    billed_basis: 'estimate',
    charge_class: 'usage',
  },
  duplicateKey: 'request_id',
  acrossRows: true,
  select,
};
