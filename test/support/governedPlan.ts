import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './product.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export const METRICS = `date,metric,value,dimension
2026-10,resolved_ticket,1000,
2026-10-03,merged_change,40,
2026-10-20,merged_change,60,
2026-09,revenue_usd,100000,
2026-10,reopened_change,15,
yesterday,resolved_ticket,5,
2026-10,resolved_ticket,many,
`;

/** The sample company with everything that governance asks for. */
export async function governedPlan(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(root, 'samples'), folder, { recursive: true });
  const path = join(folder, 'plan.json');
  const plan = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(join(folder, 'metrics.csv'), METRICS);
  await writeFile(
    path,
    JSON.stringify({
      ...plan,
      reporting: { timezone: 'UTC', fiscalYearStart: 4 },
      budgets: [{ id: 'h2', name: 'Second half', from: '2026-07', to: '2026-12', amountUsd: 100_000 }],
      chargeback: {
        by: 'project',
        sharedCosts: [
          { name: 'platform', usdPerMonth: 900, method: 'proportional', to: ['proj_support_chat', 'proj_marketing'] },
        ],
      },
      guardrails: [
        { id: 'cap', name: 'Cap a day', per: 'all', limit: 600, period: 'day' },
        { id: 'wide', name: 'Cap nobody meets', per: 'project', limit: 1e9, period: 'month' },
      ],
      businessMetrics: {
        files: ['metrics.csv'],
        outputMetric: 'merged_change',
        benefit: {
          metric: 'resolved_ticket',
          minutesPerUnit: 600,
          usdPerHour: 60,
          adoption: 0.5,
          realisedShare: 0.4,
          oneOffUsd: 50_000,
        },
        reworkMetric: 'reopened_change',
        revenueMetric: 'revenue_usd',
      },
    }),
  );
  return path;
}
