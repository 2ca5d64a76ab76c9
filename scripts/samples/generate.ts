import { anthropicCosts, anthropicUsage, openaiCosts, openaiUsage } from './exports.ts';
import { createChance } from './chance.ts';
import { companyDays, FIRST_DAY, LAST_DAY } from './company.ts';
import { gatewayLog } from './gateway.ts';
import { datedPrices } from './prices.ts';
import type { Day } from '../../shared/units/months.ts';

const SEED = 20_261_031;
/** Invoices are kept for the last three months only, as companies do when they begin to look. */
const INVOICED_FROM = '2026-08-01' as Day;

/** All files of the sample company by name. The same code writes the same bytes. */
export async function sampleFiles(): Promise<Readonly<Record<string, string>>> {
  const days = companyDays(createChance(SEED));
  const of = (vendor: 'openai' | 'anthropic') => days.filter(({ workload }) => workload.vendor === vendor);
  const invoiced = (vendor: 'openai' | 'anthropic') => of(vendor).filter(({ day }) => day >= INVOICED_FROM);
  const prices = await datedPrices();
  const span = `${FIRST_DAY}_${LAST_DAY}`;
  const invoicedSpan = `${INVOICED_FROM}_${LAST_DAY}`;
  return {
    [`openai_completions_usage_${span}.csv`]: openaiUsage(of('openai')),
    [`openai_cost_${invoicedSpan}.csv`]: openaiCosts(invoiced('openai'), prices),
    [`claude_api_tokens_${span}.csv`]: anthropicUsage(of('anthropic')),
    [`claude_api_cost_${invoicedSpan}.csv`]: anthropicCosts(invoiced('anthropic'), prices),
    'litellm_spend_logs_2026-10-19.jsonl': gatewayLog(createChance(SEED + 1)),
  };
}
