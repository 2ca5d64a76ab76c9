import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** The file's name is the only place of the period: `spend-report-<uuid>-2026-03-01-to-2026-03-31.csv`, both included. */
function nameConstants(fileName: string): Readonly<Record<string, string>> {
  const [, from, to] = /(\d{4}-\d{2}-\d{2})-to-(\d{4}-\d{2}-\d{2})/.exec(fileName) ?? [];
  if (from === undefined || to === undefined) return {};
  const last = Date.parse(`${to}T00:00:00Z`);
  if (Number.isNaN(last)) return {};
  return { period_start: from, period_end: new Date(last + 86_400_000).toISOString() };
}

/** The spend report of a Claude Team or Enterprise plan. */
export const anthropicSpendReportCsv: TableImporter = {
  id: 'anthropic-spend-report-csv',
  title: 'Claude Enterprise spend report (CSV)',
  confidence: 'B',
  kind: 'table',
  signatures: [['total_prompt_tokens', 'total_completion_tokens', 'total_net_spend_usd']],
  columns: {
    email: ['user_email', 'email'],
    product: 'product',
    model: 'model',
    model_family: 'model_family',
    requests: 'total_requests',
    prompt_tokens: 'total_prompt_tokens',
    completion_tokens: 'total_completion_tokens',
    net_spend: 'total_net_spend_usd',
  },
  nameConstants,
  provides: [
    'period_start',
    'period_end',
    'grain',
    'feature',
    'user_key',
    'model_raw',
    'requests',
    'in_unsplit',
    'out_unsplit',
    'billed_amount',
  ],
  constants: {
    fact: 'both',
    provider: 'anthropic',
    route: 'direct',
    billed_currency: 'USD',
    billed_basis: 'net',
    charge_class: 'usage',
  },
  fileNotes: {
    'missing-charges': 'on seat plans only the spend above the seats is in it',
    'coarse-period': 'every row stands for the whole period of the file',
  },
  select,
};
