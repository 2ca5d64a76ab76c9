import { has, list, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, RecordProblem, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

const FIELDS = ['model', 'inputUsage', 'outputUsage', 'countObservations', 'totalCost'] as const;

function recognise(start: unknown): boolean {
  const [first] = list(start, 'data');
  return has(first, 'date', 'countTraces', 'usage');
}

/** A day as a row for each model, and one for the cost that the models leave of the day's. */
function* records(day: unknown): Generator<SourceRecord | RecordProblem> {
  if (!has(day, 'date', 'usage')) {
    yield { problem: 'not-a-record' };
    return;
  }
  const date = scalar(member(day, 'date'));
  let rest = Number(member(day, 'totalCost') ?? 0);
  for (const entry of list(day, 'usage')) {
    rest -= Number(member(entry, 'totalCost') ?? 0);
    yield { date, ...Object.fromEntries(FIELDS.map((name) => [name, scalar(member(entry, name))])) };
  }
  if (Math.abs(rest) > 1e-9) yield { date, totalCost: rest };
}

/** Langfuse's daily metrics. */
export const langfuseDailyJson: JsonImporter = {
  id: 'langfuse-daily-json',
  title: 'Langfuse daily metrics (JSON)',
  confidence: 'A',
  kind: 'json',
  columns: ['date', ...FIELDS],
  path: '$.data.*',
  recognise,
  recognisedBy: 'days with countTraces and a list of usage',
  records: () => records,
  provides: ['period_start', 'period_end', 'model_raw', 'requests', 'in_unsplit', 'out_unsplit', 'billed_amount'],
  constants: {
    fact: 'both',
    grain: 'day',
    billed_currency: 'USD',
    billed_basis: 'estimate',
    charge_class: 'usage',
  },
  select,
};
