import type { ReactElement } from 'react';
import type { GpuQuadrant, GpuWorkload } from '../../../shared/data/gpu.ts';
import { cents, count, MISSING, percent } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';

/** What to ask of a workload by where it stands in the two by two of use and allocation. */
const VERDICTS: Readonly<Record<GpuQuadrant, string>> = {
  'utilisation-problem': 'Much given, little used: raise utilisation',
  'wrong-model': 'Much given, much used: try a smaller model',
  'poor-fit': 'Little given, much used: cheap to host, no room to grow',
  fine: 'Little given, little used',
};

const money = (value: number | null, { currency }: GpuWorkload): string =>
  value === null ? MISSING : `${cents(value)} ${currency ?? ''}`.trim();

const COLUMNS: readonly DataColumn<GpuWorkload>[] = [
  { key: 'workload', header: 'Workload', sortBy: (row) => row.workload, text: (row) => row.workload ?? 'not named' },
  { key: 'gpu', header: 'GPU', sortBy: (row) => row.gpuType, text: (row) => row.gpuType ?? MISSING, width: 100 },
  { key: 'kind', header: 'Kind', sortBy: (row) => row.kind, text: (row) => row.kind ?? MISSING, width: 100 },
  {
    key: 'hours',
    header: 'GPU hours',
    isNumber: true,
    sortBy: (row) => row.gpuHours,
    text: (row) => count(row.gpuHours),
    width: 110,
  },
  {
    key: 'used',
    header: 'Utilisation',
    isNumber: true,
    sortBy: (row) => row.utilisation,
    text: (row) => percent(row.utilisation),
    width: 110,
  },
  { key: 'cost', header: 'Cost', isNumber: true, sortBy: (row) => row.cost, text: (row) => money(row.cost, row) },
  {
    key: 'idle',
    header: 'Idle cost',
    isNumber: true,
    sortBy: (row) => row.idleCost,
    text: (row) => money(row.idleCost, row),
  },
  {
    key: 'verdict',
    header: 'Use against allocation',
    sortBy: (row) => row.quadrant,
    text: (row) => (row.quadrant === null ? MISSING : VERDICTS[row.quadrant]),
    width: 320,
  },
];

/** Own GPUs: what was paid, what was used, and where each workload stands. */
export function GpuTable(): ReactElement | null {
  const workloads = useWorkbench((state) => state.dataset.summary?.gpuWorkloads);
  if (workloads === undefined || workloads.length === 0) return null;
  return (
    <Card title="GPU hours">
      <DataTable
        label="GPU hours"
        columns={COLUMNS}
        rows={workloads}
        rowKey={(row) =>
          JSON.stringify([row.project, row.team, row.workload, row.gpuType, row.kind, row.priority, row.currency])
        }
        heightPx={240}
      />
    </Card>
  );
}
