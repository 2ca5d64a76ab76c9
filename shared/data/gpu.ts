import { z } from 'zod';
import type { ReadableDatabase } from './database.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import { gpuHours, gpuWorkloads, usageViewExists } from './sql/gpu.ts';
import type { Dimension } from './usageColumns.ts';

const text = z.string().nullable();
const number = z.number().nullable();
const workloadRow = z.object({
  project: text,
  team: text,
  workload: text,
  gpu_type: text,
  kind: text,
  priority: text,
  currency: text,
  gpu_hours: number,
  cost: number,
  known_hours: number,
  used_hours: number,
  known_cost: number,
  used_cost: number,
});

/**
 * Where a workload stands between what it has been given and what it uses (after OpenCost's two by two):
 * much given and little used is a problem of utilisation; much of both asks whether the model is the right one; little
 * given and much used is cheap to host and a poor fit to grow; little of both is fine.
 */
export type GpuQuadrant = 'utilisation-problem' | 'wrong-model' | 'poor-fit' | 'fine';

/** GPU hours and money of one workload on one type of GPU. Null is unknown. */
export type GpuWorkload = {
  readonly project: string | null;
  readonly team: string | null;
  readonly workload: string | null;
  readonly gpuType: string | null;
  /** `inference`, `training`, or `idle` for capacity that nobody asked for. */
  readonly kind: string | null;
  readonly priority: string | null;
  readonly currency: string | null;
  readonly gpuHours: number | null;
  readonly cost: number | null;
  /** Share of the hours that were used, where the source tells. */
  readonly utilisation: number | null;
  /** Cost x (1 - utilisation) over the rows that tell. Example: 100 USD at 40 % are 60 USD idle. */
  readonly idleCost: number | null;
  readonly usedCost: number | null;
  readonly quadrant: GpuQuadrant | null;
};

/** All GPU workloads, dearest first, each placed against the middle one of its currency. */
export async function readGpuWorkloads(database: ReadableDatabase): Promise<readonly GpuWorkload[]> {
  if (!(await hasUsage(database))) return [];
  const rows = z.array(workloadRow).parse(await database.query(gpuWorkloads));
  return placed(
    rows.map((row) => ({
      project: row.project,
      team: row.team,
      workload: row.workload,
      gpuType: row.gpu_type,
      kind: row.kind,
      priority: row.priority,
      currency: row.currency,
      gpuHours: row.gpu_hours,
      cost: row.cost,
      utilisation: ratio(row.used_hours, row.known_hours),
      idleCost: row.known_cost === null || row.used_cost === null ? null : row.known_cost - row.used_cost,
      usedCost: row.used_cost,
      quadrant: null,
    })),
  );
}

const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;

/**
 * Places workloads by allocated and used cost, each high when above the median of those with a known use in its currency.
 * Idle capacity has no workload to place. Example: costs 10, 20, 90 with uses 9, 2, 30 have the medians 20 and 9: the
 * third is `wrong-model`, and a fourth of 80 used at 5 would be a `utilisation-problem`.
 */
export function placed(workloads: readonly GpuWorkload[]): readonly GpuWorkload[] {
  const isPlaced = ({ kind, cost, usedCost }: GpuWorkload): boolean =>
    kind !== 'idle' && cost !== null && usedCost !== null;
  return workloads.map((workload) => {
    const { cost, usedCost } = workload;
    if (!isPlaced(workload) || cost === null || usedCost === null) return workload;
    const peers = workloads.filter((peer) => isPlaced(peer) && peer.currency === workload.currency);
    const isDear = cost > median(peers.map((peer) => peer.cost ?? 0));
    const isBusy = usedCost > median(peers.map((peer) => peer.usedCost ?? 0));
    return { ...workload, quadrant: quadrantOf(isDear, isBusy) };
  });
}

function quadrantOf(isDear: boolean, isBusy: boolean): GpuQuadrant {
  if (isDear) return isBusy ? 'wrong-model' : 'utilisation-problem';
  return isBusy ? 'poor-fit' : 'fine';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

async function hasUsage(database: ReadableDatabase): Promise<boolean> {
  const [found] = await database.query(usageViewExists);
  return z.object({ views: z.number() }).parse(found).views > 0;
}

const hoursRow = z.object({ bucket: z.string(), member: text, gpu_hours: z.number(), usd: number });

/** GPU hours of one hour or day of one member, and what they cost in USD; null where they are billed otherwise. */
export type GpuHoursRow = {
  /** `YYYY-MM-DDTHH:MM` in the reporting zone. */
  readonly bucket: string;
  readonly member: string | null;
  readonly gpuHours: number;
  readonly usd: number | null;
};

/**
 * GPU hours by hour (or by day, for a day and a month) and one dimension, oldest first. Rows that are longer than the
 * period are left out: they do not say when in it the hours were.
 */
export async function readGpuHours(
  database: ReadableDatabase,
  options: {
    readonly period: 'hour' | 'day' | 'month';
    readonly by: Dimension | null;
    readonly offsets: readonly ZoneOffset[];
  },
): Promise<readonly GpuHoursRow[]> {
  if (!(await hasUsage(database))) return [];
  const rows = z.array(hoursRow).parse(await database.query(gpuHours(options)));
  return rows.map(({ bucket, member, gpu_hours, usd }) => ({ bucket, member, gpuHours: gpu_hours, usd }));
}
