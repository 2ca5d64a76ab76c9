import { at, has, isObject, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

const COUNTS = ['input_tokens', 'cached_input_tokens', 'output_tokens', 'reasoning_output_tokens'] as const;
type Counts = Readonly<Record<(typeof COUNTS)[number], number>>;

function recognise(start: unknown): boolean {
  const [type, payload] = [member(start, 'type'), member(start, 'payload')];
  if (type === 'event_msg') return member(payload, 'type') === 'token_count';
  return type === 'session_meta' && has(payload, 'id', 'cli_version');
}

const counts = (usage: unknown): Counts | null =>
  isObject(usage)
    ? (Object.fromEntries(COUNTS.map((name) => [name, Number(member(usage, name) ?? 0)])) as Counts) // one entry a name
    : null;

const isSame = (left: Counts, right: Counts | null): boolean =>
  right !== null && COUNTS.every((name) => left[name] === right[name]);

/** What was used since the totals before; totals that fell began again at zero. */
function difference(total: Counts, before: Counts | null): Counts {
  const hasFallen = before === null || COUNTS.some((name) => total[name] < before[name]);
  if (hasFallen) return total;
  return Object.fromEntries(COUNTS.map((name) => [name, total[name] - before[name]])) as Counts; // one entry a name
}

/**
 * The model stands in an event of its own and holds for those after it. The totals grow with the session; an event that
 * repeats them, or has none (a heartbeat of the rate limit), used nothing.
 */
function sessionReader(): (line: unknown) => Generator<SourceRecord> {
  let model: unknown = null;
  let session: unknown = null;
  let folder: unknown = null;
  let before: Counts | null = null;
  return function* (line) {
    const payload = member(line, 'payload');
    if (member(line, 'type') === 'session_meta') session = member(payload, 'id');
    if (member(line, 'type') === 'turn_context') {
      model = member(payload, 'model') ?? model;
      folder = member(payload, 'cwd') ?? folder;
    }
    if (member(payload, 'type') !== 'token_count') return;
    const total = counts(at(payload, 'info.total_token_usage'));
    const last = counts(at(payload, 'info.last_token_usage'));
    if (total !== null && isSame(total, before)) return;
    const used = last ?? (total === null ? null : difference(total, before));
    before = total ?? before;
    if (used === null) return;
    yield {
      ...used,
      timestamp: scalar(member(line, 'timestamp')),
      model: scalar(at(payload, 'info.model') ?? model),
      session: scalar(session),
      folder: scalar(folder),
      total: total === null ? null : total.input_tokens + total.output_tokens,
    };
  };
}

/** The session logs that the Codex CLI keeps on a machine. */
export const codexJsonl: JsonImporter = {
  id: 'codex-jsonl',
  title: 'Codex session log',
  confidence: 'A',
  kind: 'json',
  columns: [...COUNTS, 'timestamp', 'model', 'session', 'folder', 'total'],
  path: '$',
  recognise,
  recognisedBy: 'event_msg lines with token_count',
  records: sessionReader,
  provides: [
    'period_start',
    'period_end',
    'project',
    'session_id',
    'request_id',
    'model_raw',
    'in_fresh',
    'in_cache_read',
    'out_visible',
    'out_reasoning',
  ],
  constants: {
    fact: 'usage',
    grain: 'request',
    requests: '1',
    provider: 'openai',
    route: 'direct',
    feature: 'Codex',
  },
  duplicateKey: 'request_id',
  select,
};
