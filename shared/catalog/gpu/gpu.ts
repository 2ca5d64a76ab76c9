import { z } from 'zod';
import prices from './prices.json' with { type: 'json' };
import throughput from './throughput.json' with { type: 'json' };

const date = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/);

const priceRow = z.strictObject({
  /** With its form and memory where the source says them, `H100-SXM-80GB`. */
  gpu: z.string(),
  /** `modelled` is a cost of ownership that somebody worked out, not an offer. */
  kind: z.enum(['on-demand', 'spot', 'average', 'starting-at', 'modelled']),
  count: z.number().int().positive(),
  usdPerGpuHour: z.number().positive(),
  offer: z.string(),
  date,
  source: z.string(),
  note: z.string().nullable(),
});

const throughputRow = z.strictObject({
  gpu: z.string(),
  count: z.number().int().positive(),
  model: z.string(),
  precision: z.string().nullable(),
  scenario: z.string().nullable(),
  tokensPerSecond: z.number().positive(),
  tokensPerSecondPerGpu: z.number().positive(),
  measuredBy: z.string().nullable(),
  date,
  source: z.string(),
  note: z.string().nullable(),
});

/** What an hour of one GPU costs in one offer, USD. */
export type GpuPrice = Readonly<z.infer<typeof priceRow>>;
/** How many tokens a machine made per second with one model, in one measurement. */
export type GpuThroughput = Readonly<z.infer<typeof throughputRow>>;

/** Every known offer, dated and sourced, for what a self-hosted model costs. */
export const gpuPrices: readonly GpuPrice[] = prices.map((row) => priceRow.parse(row));

/** Every known measurement, dated and sourced: a ceiling, since production load seldom reaches it. */
export const gpuThroughputs: readonly GpuThroughput[] = throughput.map((row) => throughputRow.parse(row));

/** The chip without form and memory: `H100-SXM-80GB` and `NVIDIA H100-NVL-94GB` are both H100. */
export const gpuFamily = (gpu: string): string =>
  gpu
    .replace(/^(NVIDIA|AMD)\s+/i, '')
    .split('-')[0]
    ?.toUpperCase() ?? gpu;

/**
 * The middle offer of a family among one kind of offers; null where there is none.
 * Example: offers at 2.69, 3.99 and 6.88 give 3.99; an even count gives the mean of the middle two.
 */
export function medianGpuPrice(family: string, kind: GpuPrice['kind']): number | null {
  const offers = gpuPrices
    .filter((price) => price.kind === kind && gpuFamily(price.gpu) === family.toUpperCase())
    .map(({ usdPerGpuHour }) => usdPerGpuHour)
    .toSorted((left, right) => left - right);
  const middle = offers.length / 2;
  const [low, high] = [offers[Math.ceil(middle) - 1], offers[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
