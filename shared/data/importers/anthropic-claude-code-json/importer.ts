import { at, has, list, member, scalar } from '../../source/jsonValues.ts';
import type { JsonImporter, RecordProblem, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

function recognise(start: unknown): boolean {
  const [first] = list(start, 'data');
  return has(first, 'actor', 'model_breakdown');
}

/** One actor's day: a row for each model. */
function* records(day: unknown): Generator<SourceRecord | RecordProblem> {
  if (!has(day, 'date', 'actor', 'model_breakdown')) {
    yield { problem: 'not-a-record' };
    return;
  }
  for (const part of list(day, 'model_breakdown')) {
    yield {
      date: scalar(member(day, 'date')),
      organization_id: scalar(member(day, 'organization_id')),
      email_address: scalar(at(day, 'actor.email_address')),
      api_key_name: scalar(at(day, 'actor.api_key_name')),
      customer_type: scalar(member(day, 'customer_type')),
      model: scalar(member(part, 'model')),
      input: scalar(at(part, 'tokens.input')),
      output: scalar(at(part, 'tokens.output')),
      cache_read: scalar(at(part, 'tokens.cache_read')),
      cache_creation: scalar(at(part, 'tokens.cache_creation')),
      amount: scalar(at(part, 'estimated_cost.amount')),
      currency: scalar(at(part, 'estimated_cost.currency')),
    };
  }
}

/** Pages of Anthropic's Admin API, usage_report/claude_code. */
export const anthropicClaudeCodeJson: JsonImporter = {
  id: 'anthropic-claude-code-json',
  title: 'Anthropic Claude Code report (JSON)',
  confidence: 'A',
  kind: 'json',
  columns: [
    'date',
    'organization_id',
    'email_address',
    'api_key_name',
    'customer_type',
    'model',
    'input',
    'output',
    'cache_read',
    'cache_creation',
    'amount',
    'currency',
  ],
  path: '$.data.*',
  recognise,
  recognisedBy: 'days with an actor and a model_breakdown',
  records: () => records,
  provides: [
    'period_start',
    'period_end',
    'provider',
    'account',
    'feature',
    'user_key',
    'api_key',
    'model_raw',
    'in_fresh',
    'in_cache_read',
    'in_cache_write_unknown',
    'out_unsplit',
    'billed_amount',
    'billed_currency',
  ],
  constants: {
    fact: 'both',
    grain: 'day',
    route: 'direct',
    billed_basis: 'estimate',
    charge_class: 'usage',
  },
  rowNotes: {
    'covered-by-credit': 'rows are of subscriptions: the seats are paid, their estimate is no money you pay',
  },
  fileNotes: { 'other-view': 'for API customers its tokens are in the usage report too; only one of the two counts' },
  select,
};
