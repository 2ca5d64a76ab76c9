import { at, has, isObject, list, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, RecordProblem, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

const METRICS = [
  'spend',
  'prompt_tokens',
  'completion_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'api_requests',
] as const;

function recognise(start: unknown): boolean {
  const [first] = list(start, 'results');
  return has(first, 'date', 'breakdown') && has(member(first, 'metrics'), 'api_requests');
}

const metric = (metrics: unknown, name: string): number => Number(member(metrics, name) ?? 0);

/** A day as a row for each model, and one for what the models leave of the day. */
function* records(day: unknown): Generator<SourceRecord | RecordProblem> {
  const metrics = member(day, 'metrics');
  if (!isObject(metrics)) {
    yield { problem: 'not-a-record' };
    return;
  }
  const models = at(day, 'breakdown.models');
  const rest = new Map(METRICS.filter((name) => has(metrics, name)).map((name) => [name, metric(metrics, name)]));
  for (const [model, entry] of Object.entries(isObject(models) ? models : {})) {
    // Newer versions put the figures of a model one level deeper.
    const own = member(entry, 'metrics') ?? entry;
    for (const [name, left] of rest) rest.set(name, left - metric(own, name));
    yield {
      date: scalar(member(day, 'date')),
      model,
      ...Object.fromEntries(METRICS.map((name) => [name, scalar(member(own, name))])),
    };
  }
  if ([...rest].some(([name, left]) => name !== 'spend' && left !== 0)) {
    yield { date: scalar(member(day, 'date')), ...Object.fromEntries(rest) };
  }
}

/** LiteLLM's `/user/daily/activity`. */
export const litellmDailyActivityJson: JsonImporter = {
  id: 'litellm-daily-activity-json',
  title: 'LiteLLM daily activity (JSON)',
  confidence: 'A',
  kind: 'json',
  columns: ['date', 'model', ...METRICS],
  path: '$.results.*',
  recognise,
  recognisedBy: 'results with metrics.api_requests and a breakdown',
  records: () => records,
  provides: [
    'period_start',
    'period_end',
    'model_raw',
    'requests',
    'in_fresh',
    'in_cache_read',
    'in_cache_write_unknown',
    'in_unsplit',
    'out_unsplit',
    'billed_amount',
  ],
  constants: {
    fact: 'both',
    grain: 'day',
    billed_currency: 'USD',
    billed_basis: 'estimate',
    charge_class: 'usage',
  },
  select,
};
