import { cacheBreakEvenReads } from '../engine/breakEven.ts';
import { matchesScope } from '../engine/scope.ts';
import { at } from '../engine/series.ts';
import type { Baseline, Lever } from '../engine/types.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

/**
 * From which repeated call a cached prefix pays, at the write and read prices of the models in its scope in the first month:
 * n* = (w - 1) / (1 - r) reads a write, rounded up, of the model for which it takes longest. Null for another lever, and
 * where no model in the scope has a cache price.
 * Example: writes at 1.25 and reads at 0.1 times the input price: 0.28, so `pays from the first repeated call`.
 */
export function cachePays(baseline: Baseline, lever: Lever): string | null {
  if (lever.kind !== 'prompt-caching') return null;
  const write = lever.parameters.lifetime === '1h' ? 'in_cache_write_1h' : 'in_cache_write_5m';
  const inScope = baseline.segments.filter(({ labels }) => matchesScope(lever.scope, labels));
  const reads = [...new Set(inScope.map(({ priceKey }) => priceKey))].flatMap((key) => {
    const rates = baseline.prices.get(key)?.rates;
    if (rates === undefined) return [];
    const input = at(rates.in_fresh, 0);
    const needed = cacheBreakEvenReads(at(rates[write], 0) / input, at(rates.in_cache_read, 0) / input);
    return Number.isFinite(needed) ? [Math.max(1, Math.ceil(needed - 1e-9))] : [];
  });
  if (reads.length === 0) return null;
  const most = Math.max(...reads);
  const ordinal = ORDINALS[most - 1] ?? `${String(most)}th`;
  return `pays from the ${ordinal} repeated call`;
}
