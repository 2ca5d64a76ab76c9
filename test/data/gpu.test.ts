import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { NodeDatabase } from '../../electron/duckdb.ts';
import { placed, readGpuHours, readGpuWorkloads, type GpuWorkload } from '../../shared/data/gpu.ts';
import { replayGuardrail } from '../../shared/plan/guardrails.ts';
import { activate, FIXTURES, importText, openPrepared, usageRows } from './support.ts';

let database: NodeDatabase;
const opened: NodeDatabase[] = [];
beforeEach(async () => {
  database = await openPrepared();
  opened.push(database);
});
afterAll(() => {
  for (const one of opened) one.close();
});

const load = async (path: string) => {
  const { importId, report } = await importText(database, path, readFileSync(join(FIXTURES, path), 'utf8'));
  await activate(database, importId);
  return { importId: importId ?? 0, report };
};

test('a project without GPUs has no workloads', async () => {
  expect(await readGpuWorkloads(database)).toEqual([]);
});

test('idle cost is what was paid and not used; an unknown use stays unknown', async () => {
  const { report } = await load('gpu-usage/gpus.csv');
  expect(report).toMatchObject({ format: 'gpu-usage', rowsKept: 3, rowsRefused: 1 });
  expect(report.refusals).toEqual([{ reason: 'too-large', count: 1, lines: [5] }]);
  const workloads = await readGpuWorkloads(database);
  expect(workloads.map(({ workload, gpuHours, cost }) => [workload, gpuHours, cost])).toEqual([
    ['chat-serving', 48, 150.24],
    ['nightly-finetune', 24, 75.12],
    ['embeddings', 10.5, 13.65],
  ]);
  const [chat, tune, embeddings] = workloads;
  // 150.24 x 60 % and 75.12 x 15 %
  expect(chat?.idleCost).toBeCloseTo(90.144, 9);
  expect(tune?.idleCost).toBeCloseTo(11.268, 9);
  expect([embeddings?.idleCost, embeddings?.utilisation, embeddings?.quadrant]).toEqual([null, null, null]);
  expect(chat?.utilisation).toBeCloseTo(0.4, 12);
});

test('an average of GPUs becomes hours; idle nodes are idle in full', async () => {
  const { importId, report } = await load('opencost-allocation/export.csv');
  expect(report.findings.map(({ code }) => code)).toContain('unit-unclear');
  const workloads = await readGpuWorkloads(database);
  expect(workloads.find(({ kind }) => kind === 'idle')).toMatchObject({
    idleCost: 75.12,
    utilisation: 0,
    quadrant: null,
  });
  const rows = await usageRows(database, importId);
  expect(rows.map(({ other_qty }) => other_qty)).toEqual([48, 24, 0]);
});

test('the allocation API tells hours and utilisation', async () => {
  await load('opencost-allocation/allocation.json');
  const [llama] = await readGpuWorkloads(database);
  expect(llama).toMatchObject({
    project: 'serving',
    workload: 'llama-chat',
    team: 'search',
    gpuHours: 48,
    utilisation: 0.25,
  });
  expect(llama?.idleCost).toBeCloseTo(107.9925, 9); // 143.99 x 75 %
});

test('the two by two', () => {
  const of = (workload: string, cost: number, usedCost: number): GpuWorkload => ({
    project: null,
    team: null,
    workload,
    gpuType: 'H100',
    kind: 'inference',
    priority: null,
    currency: 'USD',
    gpuHours: 1,
    cost,
    utilisation: usedCost / cost,
    idleCost: cost - usedCost,
    usedCost,
    quadrant: null,
  });
  // medians: cost (30 + 80) / 2 = 55, used (5 + 25) / 2 = 15
  const quadrants = placed([of('a', 100, 90), of('b', 80, 5), of('c', 30, 25), of('d', 10, 1)]);
  expect(quadrants.map(({ quadrant }) => quadrant)).toEqual(['wrong-model', 'utilisation-problem', 'poor-fit', 'fine']);
});

test('GPU hours by day and member; an hour says nothing that only days know', async () => {
  await load('gpu-usage/gpus.csv');
  expect(await readGpuHours(database, { period: 'day', by: 'team', offsets: [] })).toEqual([
    { bucket: '2026-05-01T00:00', member: 'research', gpuHours: 24, usd: 75.12 },
    { bucket: '2026-05-01T00:00', member: 'search', gpuHours: 48, usd: 150.24 },
    { bucket: '2026-05-02T00:00', member: 'search', gpuHours: 10.5, usd: 13.65 },
  ]);
  expect(await readGpuHours(database, { period: 'hour', by: null, offsets: [] })).toEqual([]);
});

test('a limit on GPU hours is tried on the past', async () => {
  await load('gpu-usage/gpus.csv');
  const rule = { id: 'g', name: 'GPU', per: 'team', measure: 'gpuHours', limit: 40, period: 'day' } as const;
  const replay = await replayGuardrail(database, [], rule);
  // Of search's 48 hours on the first day 8 come after the limit; of 82.5 hours in all that is 9.7 %.
  expect(replay.blockedGpuHours).toBeCloseTo(8, 12);
  expect(replay.stops).toEqual([{ member: 'search', period: '2026-05-01', time: '2026-05-01' }]);
  expect(replay.sentence).toMatch(/^This limit would have blocked 9\.7\s% of GPU hours and saved 10\.5\s%$/u);
  const hourly = await replayGuardrail(database, [], { ...rule, period: 'hour' });
  expect(hourly.sentence).toBe('The data has no GPU hours by the hour: this limit cannot be tried on it');
});

test('a project without files has nothing to try a limit on', async () => {
  const rule = { id: 'g', name: 'GPU', per: 'all', measure: 'gpuHours', limit: 1, period: 'month' } as const;
  expect((await replayGuardrail(database, [], rule)).blockedGpuHours).toBe(0);
});
