import { CLASS_INDEX, type PricedModel } from '../prices.ts';
import { at } from '../series.ts';
import type { ParameterValue } from '../types.ts';
import { defineLever } from './definition.ts';
import { choice, quantity, share } from './descriptors.ts';

const hasCachePrice = (served: PricedModel): boolean =>
  served.rates[CLASS_INDEX.in_cache_read]?.some((rate) => !Number.isNaN(rate)) ?? false;

const isZero = (value: ParameterValue | undefined): boolean => value === undefined || value === 0;

/**
 * Repeated prefixes are read from the provider's cache: input multiplier m = (1-c) + c*(h*r + (1-h)*w), with c the
 * cacheable share of today's fresh input, h the hit rate, r and w the read and write prices over the input price.
 * Example: c 0.6, h 0.9, r 0.1, w 1.25 give 0.4 + 0.6*(0.09 + 0.125) = 0.529.
 */
export const promptCaching = defineLever({
  kind: 'prompt-caching',
  title: 'Cache prompts',
  stage: 'classes',
  scopeBy: 'workload',
  sentence: 'Cache {cacheableShare} of the input of {scope} with {hitRate} hits from {start}',
  risk: 1,
  parameters: {
    cacheableShare: share('Cacheable input', 'Share of today’s fresh input that repeats as a prefix.', {
      hasDefault: true,
    }),
    hitRate: share('Hit rate', 'Share of the cacheable tokens that are read instead of written.', { hasDefault: true }),
    lifetime: choice('Lifetime', 'How long an entry lives after its last use; longer costs more to write.', {
      '5m': '5 minutes',
      '1h': '1 hour',
    }),
    storedMtok: quantity('mtok', 'Tokens kept in storage', 'Only for caches that are billed by the hour.'),
    storageHours: quantity('hours', 'Hours kept per month', 'Hours in a month for which the entries are kept.', {
      max: 744,
    }),
    storageUsdPerMtokHour: quantity('usd-per-mtok-hour', 'Storage price', 'Price of one million tokens for one hour.', {
      hasDefault: true,
    }),
  },
  conflicts: [],
  check(parameters) {
    return !isZero(parameters.hitRate) && isZero(parameters.cacheableShare)
      ? ['A hit rate needs a cacheable share: say which part of the input repeats.']
      : [];
  },
  obstacle: (_, served) => (hasCachePrice(served) ? null : `${served.key} has no price for cached input`),
  apply(values, factors, context) {
    const write = values.lifetime === '5m' ? factors.newWrite5m : factors.newWrite1h;
    for (let month = 0; month < context.monthCount; month += 1) {
      const still = 1 - at(factors.newRead, month) - at(factors.newWrite5m, month) - at(factors.newWrite1h, month);
      const cached = still * at(context.dose, month) * values.cacheableShare;
      factors.newRead[month] = at(factors.newRead, month) + cached * values.hitRate;
      write[month] = at(write, month) + cached * (1 - values.hitRate);
    }
  },
  charge(values, line, context) {
    const perMonth = values.storedMtok * values.storageHours * values.storageUsdPerMtokHour;
    for (let month = 0; month < context.monthCount; month += 1) {
      line.recurringUsd[month] = at(line.recurringUsd, month) + at(context.dose, month) * perMonth;
    }
  },
});
