import { has, isObject, list, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, RecordProblem, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

const FIELDS = [
  'amount',
  'currency',
  'cost_type',
  'description',
  'model',
  'service_tier',
  'context_window',
  'inference_geo',
  'token_type',
  'workspace_id',
] as const;

function recognise(start: unknown): boolean {
  const buckets = list(start, 'data').filter((bucket) => has(bucket, 'starting_at', 'results'));
  const [first] = buckets.flatMap((bucket) => list(bucket, 'results'));
  return typeof member(first, 'amount') === 'string' && has(first, 'currency');
}

function* records(bucket: unknown): Generator<SourceRecord | RecordProblem> {
  if (!has(bucket, 'starting_at', 'results')) {
    yield { problem: 'not-a-record' };
    return;
  }
  for (const result of list(bucket, 'results')) {
    if (!isObject(result)) {
      yield { problem: 'not-a-record' };
      continue;
    }
    yield {
      starting_at: scalar(member(bucket, 'starting_at')),
      ending_at: scalar(member(bucket, 'ending_at')),
      ...Object.fromEntries(FIELDS.map((name) => [name, scalar(result[name])])),
    };
  }
}

/** Pages of Anthropic's Admin API, cost_report. Its amounts are cents. */
export const anthropicCostJson: JsonImporter = {
  id: 'anthropic-cost-json',
  title: 'Anthropic cost report (JSON)',
  confidence: 'A',
  kind: 'json',
  columns: ['starting_at', 'ending_at', ...FIELDS],
  path: '$.data.*',
  recognise,
  recognisedBy: 'buckets with starting_at and results with an amount as text and a currency',
  records: () => records,
  provides: [
    'period_start',
    'period_end',
    'grain',
    'region',
    'service_tier',
    'context_band',
    'project',
    'model_raw',
    'other_unit',
    'billed_amount',
    'billed_currency',
  ],
  constants: {
    fact: 'charge',
    provider: 'anthropic',
    route: 'direct',
    billed_basis: 'net',
    charge_class: 'usage',
  },
  fileNotes: { 'missing-charges': 'a cost report never holds the cost of Priority Tier' },
  rowNotes: { 'excess-digits': 'amounts have more than 12 decimals and were rounded to 12' },
  select,
};
