import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** DeepSeek's costs by day, model and wallet. */
export const deepseekCost: TableImporter = {
  id: 'deepseek-cost',
  title: 'DeepSeek cost export',
  confidence: 'B',
  kind: 'table',
  signatures: [['user_id', 'model', 'wallet_type', 'cost', 'currency']],
  columns: {
    user_id: 'user_id',
    utc_date: 'utc_date',
    start_time_iso: 'start_time_iso',
    end_time_iso: 'end_time_iso',
    model: 'model',
    wallet_type: 'wallet_type',
    cost: 'cost',
    currency: 'currency',
  },
  provides: ['period_start', 'period_end', 'grain', 'account', 'model_raw', 'billed_amount', 'billed_currency'],
  constants: { fact: 'charge', provider: 'deepseek', route: 'direct', billed_basis: 'net', charge_class: 'usage' },
  rowNotes: { 'covered-by-credit': 'rows were paid from granted balance, which is no money of yours' },
  select,
};
