import { at, has, isObject, list, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, RecordProblem, SourceRecord } from '../importer.ts';
import {
  OPENAI_COST_COLUMNS,
  OPENAI_COST_CONSTANTS,
  OPENAI_COST_NOTES,
  OPENAI_COST_PROVIDES,
} from '../openai-cost-csv/importer.ts';
import { select } from '../openai-cost-csv/sql.ts';
import { isoTime } from '../openai-usage-json/importer.ts';

const COLUMNS = Object.keys(OPENAI_COST_COLUMNS);

function recognise(start: unknown): boolean {
  const results = list(start, 'data').flatMap((bucket) => list(bucket, 'results'));
  return member(start, 'object') === 'page' && member(results[0], 'object') === 'organization.costs.result';
}

function* records(bucket: unknown): Generator<SourceRecord | RecordProblem> {
  if (!has(bucket, 'start_time', 'results')) {
    yield { problem: 'not-a-record' };
    return;
  }
  for (const result of list(bucket, 'results')) {
    if (!isObject(result)) {
      yield { problem: 'not-a-record' };
      continue;
    }
    yield {
      ...Object.fromEntries(COLUMNS.map((name) => [name, scalar(result[name])])),
      amount_value: scalar(at(result, 'amount.value')),
      amount_currency: scalar(at(result, 'amount.currency')),
      start_time_iso: isoTime(bucket, 'start_time'),
      end_time_iso: isoTime(bucket, 'end_time'),
    };
  }
}

/** Pages of OpenAI's Costs API, one or several in a file. */
export const openaiCostsJson: JsonImporter = {
  id: 'openai-costs-json',
  title: 'OpenAI Costs API (JSON)',
  confidence: 'A',
  kind: 'json',
  columns: COLUMNS,
  path: '$.data.*',
  recognise,
  recognisedBy: 'a page of buckets with organization.costs.result',
  records: () => records,
  provides: OPENAI_COST_PROVIDES,
  constants: OPENAI_COST_CONSTANTS,
  rowNotes: OPENAI_COST_NOTES,
  select,
};
