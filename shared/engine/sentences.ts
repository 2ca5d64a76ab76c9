import {
  compact,
  cents,
  compactUsd,
  compactUsdRange,
  monthName,
  percent,
  ratePerMtok,
  smallUsd,
} from '../units/format.ts';
import type { NumberParameter, ParameterDescriptor } from './levers/descriptors.ts';
import { leverDefinition } from './levers/registry.ts';
import { isRange } from './parameters.ts';
import { splitKey } from './scope.ts';
import type { Lever, ParameterValue, Scope } from './types.ts';

/** A number with its unit as people read it. Examples: 0.5 as a share -> `50 %`; 2 as a factor -> `2 times`. */
export function formatParameter(value: number, { unit }: Pick<NumberParameter, 'unit'>): string {
  switch (unit) {
    case 'share':
      return percent(value, Number.isInteger(Math.round(value * 1e6) / 1e4) ? 0 : 1);
    case 'factor':
      return `${compact(value)} times`;
    case 'usd':
      return compactUsd(value);
    case 'usd-per-month':
      return `${compactUsd(value)} a month`;
    case 'usd-per-hour':
      return `${cents(value)} USD an hour`;
    case 'usd-per-request':
      return `${smallUsd(value)} USD a request`;
    case 'usd-per-mtok':
      return `${ratePerMtok(value)} USD per million tokens`;
    case 'usd-per-mtok-hour':
      return `${ratePerMtok(value)} USD per million tokens and hour`;
    case 'mtok':
      return `${compact(value)} million tokens`;
    case 'mtok-per-month':
      return `${compact(value)} million tokens a month`;
    case 'tokens':
      return `${compact(value)} tokens`;
    case 'tokens-per-second':
      return `${compact(value)} tokens a second`;
    case 'months':
    case 'days':
    case 'hours':
      return `${compact(value)} ${unit}`;
    case 'count':
      return compact(value);
    default:
      return unit satisfies never;
  }
}

/** A parameter as a person says it, ranges as `20 % to 40 %`. */
export function describeValue(value: ParameterValue | undefined, descriptor: ParameterDescriptor): string {
  switch (descriptor.kind) {
    case 'model':
      return typeof value === 'string' && value !== '' ? splitKey(value).name : 'a model';
    case 'choice':
      return (descriptor.options.find((option) => option.value === value) ?? descriptor.options[0])?.label ?? '';
    case 'number': {
      if (value === undefined || typeof value === 'string') return formatParameter(descriptor.absent, descriptor);
      if (typeof value === 'number') return formatParameter(value, descriptor);
      if (isRange(value))
        return `${formatParameter(value.p10, descriptor)} to ${formatParameter(value.p90, descriptor)}`;
      return `${formatParameter(value.value, descriptor)} with a chance of ${percent(value.probability, 0)}`;
    }
    default:
      return descriptor satisfies never;
  }
}

/** A scope in words. Examples: no dimension -> `everything`; team Support and model haiku -> `Support, haiku`. */
export function describeScope(scope: Scope): string {
  const parts = Object.values(scope).map((values) => values.join(' and '));
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

/**
 * What a lever does, as a sentence without a full stop.
 * Example: `Route all but 50 % of Support to claude-haiku-5-5 from Jan 2027`.
 */
export function leverSentence(lever: Lever): string {
  const definition = leverDefinition(lever.kind);
  if (definition === undefined) return lever.kind;
  return definition.sentence.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    if (key === 'scope') return describeScope(lever.scope);
    if (key === 'start') return monthName(lever.start);
    const descriptor = definition.parameters[key];
    return descriptor === undefined ? key : describeValue(lever.parameters[key], descriptor);
  });
}

/**
 * What a lever is worth, as a sentence without a full stop; `perYear` and the range are differences in cost, negative for
 * a saving. Example: -41,000 with -55,000 to -28,000 -> `saves 41 k USD a year, P10 to P90 28 to 55 k USD`.
 */
export function valueSentence(
  perYearUsd: number,
  range: { readonly p10Usd: number; readonly p90Usd: number } | null,
): string {
  const isSaving = perYearUsd < 0;
  const size = compactUsd(Math.abs(perYearUsd));
  const verb = isSaving ? 'saves' : 'costs';
  if (range === null) return `${verb} ${size} a year`;
  const [low, high] = isSaving ? [-range.p90Usd, -range.p10Usd] : [range.p10Usd, range.p90Usd];
  return `${verb} ${size} a year, P10 to P90 ${compactUsdRange(low, high)}`;
}
