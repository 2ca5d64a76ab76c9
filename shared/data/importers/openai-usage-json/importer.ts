import { at, has, isObject, list, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, RecordProblem, SourceRecord } from '../importer.ts';
import { OPENAI_USAGE_COLUMNS, OPENAI_USAGE_PROVIDES } from '../openai-usage-csv/importer.ts';
import { select } from '../openai-usage-csv/sql.ts';

const COLUMNS = Object.keys(OPENAI_USAGE_COLUMNS);

function recognise(start: unknown): boolean {
  const buckets = list(start, 'data').filter((bucket) => member(bucket, 'object') === 'bucket');
  if (member(start, 'object') !== 'page' || buckets.length === 0) return false;
  const [first] = buckets.flatMap((bucket) => list(bucket, 'results'));
  return String(member(first, 'object')).startsWith('organization.usage.');
}

/** A page without results could be one of costs too; that makes no difference. */
const isEmpty = (start: unknown): boolean =>
  member(start, 'object') === 'page' &&
  Array.isArray(member(start, 'data')) &&
  list(start, 'data').every((bucket) => member(bucket, 'object') === 'bucket' && list(bucket, 'results').length === 0);

/** Results of one bucket, each with the bucket's time. */
function* records(bucket: unknown): Generator<SourceRecord | RecordProblem> {
  if (!has(bucket, 'start_time', 'results')) {
    yield { problem: 'not-a-record' };
    return;
  }
  const times = { start_time_iso: isoTime(bucket, 'start_time'), end_time_iso: isoTime(bucket, 'end_time') };
  for (const result of list(bucket, 'results')) {
    if (!isObject(result)) yield { problem: 'not-a-record' };
    else yield { ...Object.fromEntries(COLUMNS.map((name) => [name, scalar(at(result, name))])), ...times };
  }
}

/** The unix seconds of a bucket as text; the `_iso` twins are missing in some answers. */
export function isoTime(bucket: unknown, name: string): string | null {
  const seconds = Number(member(bucket, name) ?? Number.NaN);
  return Math.abs(seconds) < 1e11 ? new Date(seconds * 1000).toISOString() : null;
}

/** Pages of OpenAI's Usage API, one or several in a file, of all its result types. */
export const openaiUsageJson: JsonImporter = {
  id: 'openai-usage-json',
  title: 'OpenAI Usage API (JSON)',
  confidence: 'A',
  kind: 'json',
  columns: COLUMNS,
  path: '$.data.*',
  recognise,
  isEmpty,
  recognisedBy: 'a page of buckets with results of organization.usage',
  records: () => records,
  provides: OPENAI_USAGE_PROVIDES,
  constants: { fact: 'usage', provider: 'openai', route: 'direct' },
  select,
};
