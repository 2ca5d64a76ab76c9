import { z } from 'zod';
import type { NumberParameter } from '../../engine/levers/descriptors.ts';
import { leverDefinition } from '../../engine/levers/registry.ts';
import type { Lever, LeverParameters, ParameterValue } from '../../engine/types.ts';
import rows from './defaults.json' with { type: 'json' };

const rowSchema = z.strictObject({
  /** Kind of lever, or `uncertainty`, `provider-terms` and `effort` (person-weeks by kind) for what is not one. */
  lever: z.string().min(1),
  parameter: z.string().min(1),
  /** The case it holds for; null for the general one. */
  variant: z.string().min(1).nullable(),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string().min(1),
  source: z.string().min(1),
  /** Day on which the source was read or says it holds. */
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  note: z.string(),
});

/** One sourced default: what a new lever starts with, its usual range and where both come from. */
export type LeverDefault = Readonly<z.infer<typeof rowSchema>>;

/** Every shipped row. Users' own rows are put in front of them by the caller. */
export const LEVER_DEFAULTS: readonly LeverDefault[] = z.array(rowSchema).parse(rows);

/** The first row for a parameter; undefined where the catalogue has none. */
export function findDefault(
  lever: string,
  parameter: string,
  variant: string | null = null,
  from: readonly LeverDefault[] = LEVER_DEFAULTS,
): LeverDefault | undefined {
  return from.find((row) => row.lever === lever && row.parameter === parameter && row.variant === variant);
}

const clipTo = (value: number, { min, max }: NumberParameter): number => Math.min(max, Math.max(min, value));

/** A row as the value of a parameter: with its range where the parameter may have one and the row knows it. */
export function valueOfDefault({ value, low, high }: LeverDefault, descriptor: NumberParameter): ParameterValue {
  if (!descriptor.mayRange || low === null || high === null || low > value || high < value) return value;
  return { p10: clipTo(low, descriptor), p50: value, p90: clipTo(high, descriptor) };
}

/** The parameters with which a new lever of a kind begins. Models and amounts that nobody can know are left out. */
export function defaultParameters(kind: string, from: readonly LeverDefault[] = LEVER_DEFAULTS): LeverParameters {
  return withDefaults(kind, {}, from, valueOfDefault);
}

/** A lever whose missing parameters take the central value of their default row, so that a short document means the same. */
export const fillDefaults = (lever: Lever, from: readonly LeverDefault[] = LEVER_DEFAULTS): Lever => ({
  ...lever,
  parameters: withDefaults(lever.kind, lever.parameters, from, ({ value }) => value),
});

function withDefaults(
  kind: string,
  given: LeverParameters,
  from: readonly LeverDefault[],
  valueOf: (row: LeverDefault, descriptor: NumberParameter) => ParameterValue,
): LeverParameters {
  const filled: Record<string, ParameterValue | undefined> = { ...given };
  for (const [key, descriptor] of Object.entries(leverDefinition(kind)?.parameters ?? {})) {
    if (descriptor.kind !== 'number' || !descriptor.hasDefault || filled[key] !== undefined) continue;
    const row = findDefault(kind, key, null, from);
    if (row !== undefined) filled[key] = valueOf(row, descriptor);
  }
  return filled;
}

/** Whether a provider takes its batch and flex discount on cached tokens as well; unknown providers do not. */
export const stacksWithCache = (provider: string, from: readonly LeverDefault[] = LEVER_DEFAULTS): boolean =>
  findDefault('provider-terms', 'stacksWithCache', provider, from)?.value === 1;
