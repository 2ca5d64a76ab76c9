import { describe, expect, it } from 'vitest';
import { defaultParameters, fillDefaults, findDefault, LEVER_DEFAULTS } from '../../shared/catalog/levers/defaults.ts';
import { leverDefinition, LEVERS } from '../../shared/engine/levers/registry.ts';
import type { LeverParameters } from '../../shared/engine/types.ts';
import { leverSchema } from '../../shared/model/levers/leverSchema.ts';
import { lever } from '../engine/build.ts';

const numbersWithDefault = LEVERS.flatMap(({ kind, parameters }) =>
  Object.entries(parameters).flatMap(([key, descriptor]) =>
    descriptor.kind === 'number' && descriptor.hasDefault ? [{ kind, key, descriptor }] : [],
  ),
);

/** What only the user can know. */
const ENTERED: Readonly<Record<string, LeverParameters>> = {
  'volume-growth': { rate: 0.5 },
  'context-growth': { turnsNow: 4, turnsThen: 8, tokensPerTurn: 500 },
  'provisioned-throughput': { units: 10, mtokPerUnitMonth: 208.05 },
  'spend-cap': { capUsdPerMonth: 1000 },
  ...Object.fromEntries(
    LEVERS.filter(({ parameters }) => parameters.model !== undefined).map(({ kind }) => [kind, { model: 'a/b' }]),
  ),
};

describe('the defaults of levers', () => {
  it.each(numbersWithDefault)('have a sourced row for $kind.$key', ({ kind, key, descriptor }) => {
    const row = findDefault(kind, key);
    expect(row?.source).toBeTruthy();
    expect(row?.unit).toBe(descriptor.unit);
    expect(row?.value).toBeGreaterThanOrEqual(descriptor.min);
    expect(row?.value).toBeLessThanOrEqual(descriptor.max);
  });

  it('name only levers and parameters that exist', () => {
    const others = LEVER_DEFAULTS.filter(
      ({ lever: kind }) => !['uncertainty', 'provider-terms', 'effort'].includes(kind),
    );
    const lost = others.filter(
      ({ lever: kind, parameter }) => leverDefinition(kind)?.parameters[parameter] === undefined,
    );
    expect(lost.map(({ lever: kind, parameter }) => `${kind}.${parameter}`)).toEqual([]);
  });

  it('estimate the effort of kinds that exist', () => {
    const kinds = LEVER_DEFAULTS.filter(({ lever: kind }) => kind === 'effort').map(({ parameter }) => parameter);
    expect(kinds.filter((kind) => leverDefinition(kind) === undefined)).toEqual([]);
  });

  it('are one row for each case', () => {
    const keys = LEVER_DEFAULTS.map(({ lever: kind, parameter, variant }) => `${kind}.${parameter}.${variant ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('make a new lever whose ranges are their low and high', () => {
    expect(defaultParameters('prompt-caching')).toEqual({
      cacheableShare: { p10: 0.2, p50: 0.6, p90: 0.85 },
      hitRate: { p10: 0.2, p50: 0.5, p90: 0.9 },
      storageUsdPerMtokHour: { p10: 0.5, p50: 0.5, p90: 4.5 },
    });
  });

  it('fill in what a short document leaves out, and nothing else', () => {
    const short = lever('prompt-caching', { cacheableShare: 0.3, lifetime: '1h' });
    expect(fillDefaults(short).parameters).toEqual({
      cacheableShare: 0.3,
      lifetime: '1h',
      hitRate: 0.5,
      storageUsdPerMtokHour: 0.5,
    });
  });

  it.each(LEVERS.map(({ kind }) => [kind]))('pass the schema of %s', (kind) => {
    const parameters = { ...defaultParameters(kind), ...ENTERED[kind] };
    expect(leverSchema.safeParse(lever(kind, parameters)).error?.issues ?? []).toEqual([]);
  });
});
