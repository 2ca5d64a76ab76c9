import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** What rows of GPU hours give, whoever wrote them. */
export const GPU_PROVIDES = [
  'period_start',
  'period_end',
  'grain',
  'project',
  'team',
  'feature',
  'tags',
  'other_qty',
  'billed_amount',
  'billed_currency',
] as const;

export const GPU_CONSTANTS = {
  fact: 'charge',
  provider: 'self-hosted',
  route: 'self-hosted',
  other_unit: 'gpu-hours',
  charge_class: 'usage',
} as const;

/** GPU hours that a company keeps itself: one row a workload and day (or period). */
export const gpuUsage: TableImporter = {
  id: 'gpu-usage',
  title: 'GPU hours and utilisation',
  confidence: 'A',
  kind: 'table',
  signatures: [['gpu_type', 'gpu_hours', 'cost']],
  columns: {
    start: ['date', 'day', 'start', 'period_start', 'start_time'],
    end: ['end', 'period_end', 'end_time'],
    gpu_type: ['gpu_type', 'gpu'],
    gpu_hours: 'gpu_hours',
    utilisation: ['utilisation', 'utilization', 'gpu_utilisation', 'gpu_utilization'],
    cost: 'cost',
    currency: 'currency',
    workload: 'workload',
    priority: 'priority',
    kind: 'kind',
    project: ['project', 'namespace'],
    team: 'team',
  },
  localTimes: ['start', 'end'],
  provides: GPU_PROVIDES,
  constants: { ...GPU_CONSTANTS, billed_basis: 'net' },
  select,
};
