import type { LeverDefinition } from './levers/definition.ts';
import type { NumberParameter } from './levers/descriptors.ts';
import type { ChanceEvent, ParameterValue, Range, LeverParameters } from './types.ts';

export type LeverValues = Record<string, number | string>;

export const isRange = (value: ParameterValue): value is Range => typeof value === 'object' && 'p10' in value;
export const isChance = (value: ParameterValue): value is ChanceEvent =>
  typeof value === 'object' && 'probability' in value;

/** Middle of a range: as given, else half-way, on a logarithmic scale for a lognormal range. Example: 2 to 8 -> 4. */
export function middleOf({ p10, p50, p90, shape }: Range): number {
  if (p50 !== undefined) return p50;
  return shape === 'lognormal' ? Math.sqrt(p10 * p90) : (p10 + p90) / 2;
}

/**
 * The value that stands for an uncertain parameter in the central result: the middle of a range, the expectation of a
 * chance event. Example: an uplift of 0.3 with probability 0.4 counts as 0.12.
 */
export function centralValue(value: ParameterValue | undefined, descriptor: NumberParameter): number {
  if (value === undefined || typeof value === 'string') return descriptor.absent;
  if (typeof value === 'number') return value;
  if (isRange(value)) return middleOf(value);
  return value.probability * value.value + (1 - value.probability) * descriptor.neutral;
}

/** Keeps a value inside the range that its descriptor allows; a value that is no number does nothing. */
export const clip = (value: number, { min, max, neutral }: NumberParameter): number =>
  Number.isNaN(value) ? neutral : Math.min(max, Math.max(min, value));

/** Central values of every parameter of a lever, and the labels of those that had to be clipped. */
export function centralValues(
  definition: LeverDefinition,
  parameters: LeverParameters,
): { values: LeverValues; clipped: string[] } {
  const values: LeverValues = {};
  const clipped: string[] = [];
  for (const [key, descriptor] of Object.entries(definition.parameters)) {
    const given = parameters[key];
    if (descriptor.kind === 'number') {
      const central = centralValue(given, descriptor);
      values[key] = clip(central, descriptor);
      if (values[key] !== central) clipped.push(descriptor.label);
    } else if (descriptor.kind === 'choice') {
      const isOption = descriptor.options.some((option) => option.value === given);
      values[key] = isOption && typeof given === 'string' ? given : (descriptor.options[0]?.value ?? '');
    } else {
      values[key] = typeof given === 'string' ? given : '';
    }
  }
  return { values, clipped };
}
