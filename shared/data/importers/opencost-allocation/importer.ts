import { GPU_CONSTANTS, GPU_PROVIDES } from '../gpu-usage/importer.ts';
import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

/** Allocations of OpenCost and Kubecost: the daily CSV export, or answers of the allocation API. */
export const opencostAllocation: TableImporter = {
  id: 'opencost-allocation',
  title: 'OpenCost and Kubecost allocation',
  confidence: 'B',
  kind: 'table',
  signatures: [
    ['Date', 'GPUs', 'GPUCost', 'TotalCost'],
    ['gpuHours', 'gpuCost', 'totalCost'],
  ],
  jsonRows: '$.data.*.*',
  columns: {
    start: ['Date', 'start', 'window.start'],
    end: ['end', 'window.end'],
    gpus: ['GPUs', 'gpuCount'],
    gpu_hours: 'gpuHours',
    gpu_cost: ['GPUCost', 'gpuCost'],
    gpu_adjustment: 'gpuCostAdjustment',
    total_cost: ['TotalCost', 'totalCost'],
    utilisation: ['gpuEfficiency', 'gpuAllocation.gpuUsageAverage', 'GPUUsageAverage'],
    gpu_type: ['gpuAllocation.gpuDevice', 'GPUDevice', 'properties.labels.nvidia_com_gpu_product'],
    name: ['Name', 'name'],
    namespace: ['Namespace', 'properties.namespace'],
    controller: ['ControllerName', 'properties.controller'],
    pod: ['Pod', 'properties.pod'],
    team: ['properties.labels.team', 'Label_team'],
    labels: 'properties.labels',
  },
  columnsByPrefix: { label_columns: ['Label_'] },
  provides: GPU_PROVIDES,
  constants: { ...GPU_CONSTANTS, billed_basis: 'list' },
  fileNotes: {
    'unit-unclear':
      'it names no currency; its costs are read as US dollars at list price, as OpenCost writes them by default',
  },
  select,
};
