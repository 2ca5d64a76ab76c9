import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../shared/catalog/csv.ts';
import { gpuFamily, gpuPrices, gpuThroughputs, medianGpuPrice } from '../../shared/catalog/gpu/gpu.ts';

const REFERENCE = process.env.TOKENWRIGHT_REFERENCE_DATA;
const reference = REFERENCE === undefined ? null : `${REFERENCE}/gpu.csv`;

describe('GPU offers', () => {
  test('102 offers and 105 measurements, each dated and sourced', () => {
    expect(gpuPrices).toHaveLength(102);
    expect(gpuThroughputs).toHaveLength(105);
    for (const { source, date } of [...gpuPrices, ...gpuThroughputs]) {
      expect(source).toMatch(/https?:\/\//);
      expect(date).toMatch(/^20(25|26)-/);
    }
  });

  test.skipIf(reference === null || !existsSync(reference))(
    'every row of the reference table is there (TOKENWRIGHT_REFERENCE_DATA)',
    () => {
      const rows = readCsv(readFileSync(reference ?? '', 'utf8')).records.map(({ values }) => values);
      const prices = rows.filter((row) => row.row_type === 'price').map((row) => Number(row.price_per_gpu_hour_usd));
      const speeds = rows.filter((row) => row.row_type !== 'price').map((row) => Number(row.tokens_per_second_per_gpu));
      expect(gpuPrices.map(({ usdPerGpuHour }) => usdPerGpuHour)).toEqual(prices);
      expect(gpuThroughputs.map(({ tokensPerSecondPerGpu }) => tokensPerSecondPerGpu)).toEqual(speeds);
    },
  );

  test('no price is far from what GPUs cost', () => {
    for (const { usdPerGpuHour } of gpuPrices) expect(usdPerGpuHour > 0.3 && usdPerGpuHour < 15).toBe(true);
  });

  test.each([
    ['H100-SXM-80GB', 'H100'],
    ['NVIDIA H100-SXM-80GB', 'H100'],
    ['MI300X', 'MI300X'],
    ['GB200-NVL72', 'GB200'],
  ])('%s is of the family %s', (gpu, family) => {
    expect(gpuFamily(gpu)).toBe(family);
  });

  test('the middle offer of a family', () => {
    // H200 spot has the one offer of AWS.
    expect(medianGpuPrice('h200', 'spot')).toBe(3.3999);
    // B200 on demand: 5.98, 6.69, 6.79, 8.60 -> (6.69 + 6.79) / 2.
    expect(medianGpuPrice('B200', 'on-demand')).toBeCloseTo(6.74, 12);
    expect(medianGpuPrice('unheard-of', 'spot')).toBeNull();
  });
});
