import { z } from 'zod';
import type { TierShares } from '../types.ts';
import adjustments from './adjustments.json' with { type: 'json' };
import { tierShareBreach } from './bounds.ts';
import type { PriceClass } from './rows.ts';
import { mapRates, timesRate } from './sheets.ts';
import type { Sheet } from './sheets.ts';

const tierRow = z.strictObject({
  provider: z.string(),
  models: z.array(z.string()),
  tier: z.enum(['batch', 'flex', 'priority', 'fast']),
  times: z.number(),
  classes: z.enum(['all', 'in-out']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  source: z.string(),
  checkedOn: z.string(),
});
const regionRow = z.strictObject({
  provider: z.string(),
  models: z.array(z.string()),
  except: z.array(z.string()),
  regions: z.array(z.string()),
  times: z.number().min(1).max(1.5),
  source: z.string(),
  checkedOn: z.string(),
  doubt: z.string().nullable().default(null),
});
const cacheWriteRow = z.strictObject({
  vendor: z.string(),
  models: z.array(z.string()),
  class: z.enum(['cacheWrite5m', 'cacheWrite1h']),
  timesInput: z.number().min(1).max(2.05),
  onlyWith: z.enum(['cacheRead']),
  source: z.string(),
  checkedOn: z.string(),
});

type Compiled<Row> = Row & { readonly pattern: RegExp };

function modelPattern(models: readonly string[]): RegExp {
  const escaped = models.map((model) => model.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  return new RegExp(`^(${escaped.join('|')})$`);
}

const compiled = <Row extends { readonly models: readonly string[] }>(row: Row): Compiled<Row> => ({
  ...row,
  pattern: modelPattern(row.models),
});

const TIERS = adjustments.tiers.map((row) => compiled(tierRow.parse(row)));
const REGIONS = adjustments.regions.map((row) => {
  const parsed = compiled(regionRow.parse(row));
  return { ...parsed, exceptions: modelPattern(parsed.except) };
});
const WRITES = adjustments.cacheWrites.map((row) => compiled(cacheWriteRow.parse(row)));

/** Tier rows whose share cannot be right; a shipped book has none. */
export const tierBreaches = (): readonly string[] =>
  TIERS.flatMap(({ provider, models, tier, times }) => {
    const breach = tierShareBreach(tier, times);
    return breach === null ? [] : [`${provider}/${models.join(', ')}: ${breach}`];
  });

const tierRowFor = (provider: string, model: string, tier: string) =>
  TIERS.find((row) => row.provider === provider && row.tier === tier && row.pattern.test(model)) ?? null;

/** Share of the standard price that each tier costs; null where the provider does not offer it for the model. */
export const tierSharesOf = (provider: string, model: string): TierShares => ({
  batch: tierRowFor(provider, model, 'batch')?.times ?? null,
  flex: tierRowFor(provider, model, 'flex')?.times ?? null,
  priority: tierRowFor(provider, model, 'priority')?.times ?? null,
});

const IN_AND_OUT: ReadonlySet<PriceClass> = new Set(['input', 'output', 'reasoning']);

/**
 * A sheet at a service tier; null where the provider has no price for the tier.
 * Example: gpt-5 at batch is 1.25 -> 0.625, cached 0.125 -> 0.0625, output 10 -> 5.
 */
export function atTier(sheet: Sheet, provider: string, model: string, tier: string): Sheet | null {
  if (tier === 'standard') return sheet;
  const row = tierRowFor(provider, model, tier);
  if (row === null) return null;
  const isDiscounted = (priceClass: PriceClass): boolean => row.classes === 'all' || IN_AND_OUT.has(priceClass);
  const rates = mapRates(sheet.rates, (rate, priceClass) =>
    isDiscounted(priceClass) ? timesRate(rate, row.times) : rate,
  );
  return { ...sheet, rates, source: `${sheet.source}; ${tier} x${row.times.toPrecision(3)}: ${row.source}` };
}

/** What a region costs as a multiple of the standard list, with the rule it comes from. */
export type RegionFactor = { readonly times: number; readonly source: string; readonly doubt: string | null };

/** Null where the region costs what the standard list says. Example: Anthropic in `us` is 1.1 from Opus 4.6 on. */
export function regionFactor(provider: string, model: string, region: string | null): RegionFactor | null {
  if (region === null || region === 'global') return null;
  const row = REGIONS.find(
    (candidate) =>
      candidate.provider === provider &&
      (candidate.regions.includes('*') || candidate.regions.includes(region)) &&
      candidate.pattern.test(model) &&
      !candidate.exceptions.test(model),
  );
  return row === undefined ? null : { times: row.times, source: row.source, doubt: row.doubt };
}

export function inRegion(sheet: Sheet, factor: RegionFactor | null): Sheet {
  if (factor === null) return sheet;
  return {
    ...sheet,
    rates: mapRates(sheet.rates, (rate) => timesRate(rate, factor.times)),
    source: `${sheet.source}; region x${String(factor.times)}: ${factor.source}`,
    doubt: sheet.doubt ?? factor.doubt,
  };
}

/** Fills in write prices that follow from the vendor's rule where a reseller's list leaves them out (Bedrock, 1 hour). */
export function withCacheWrites(sheet: Sheet, vendor: string | null, model: string): Sheet {
  const missing = WRITES.filter(
    (row) =>
      row.vendor === vendor &&
      row.pattern.test(model) &&
      sheet.rates[row.class] === null &&
      sheet.rates[row.onlyWith] !== null,
  );
  const input = sheet.rates.input;
  if (missing.length === 0 || input === null) return sheet;
  const filled = Object.fromEntries(missing.map((row) => [row.class, timesRate(input, row.timesInput)]));
  return { ...sheet, rates: { ...sheet.rates, ...filled } };
}

/** Vendors that price cache writes apart: a list of theirs without a write price does not mean that writing is cheap. */
export const chargesForWrites = (vendor: string | null, model: string): boolean =>
  WRITES.some((row) => row.vendor === vendor && row.pattern.test(model));
