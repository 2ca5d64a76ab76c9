import { findDefault } from '../catalog/levers/defaults.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import type { ParameterDescriptor } from '../engine/levers/descriptors.ts';
import type { Lever, ParameterValue, Scenario, Scope } from '../engine/types.ts';
import { compact, MISSING, monthName, percent } from '../units/format.ts';
import type { Assumption } from './results.ts';

/** A parameter's central value as people read it. */
export function parameterText(descriptor: ParameterDescriptor, value: ParameterValue | undefined): string {
  if (value === undefined) return MISSING;
  if (typeof value === 'string') {
    const option = descriptor.kind === 'choice' ? descriptor.options.find((one) => one.value === value) : undefined;
    return option?.label ?? value.split('/').at(-1) ?? value;
  }
  if (typeof value === 'number') return numberText(descriptor, value);
  if ('probability' in value) return `${numberText(descriptor, value.value)}, ${percent(value.probability, 0)} likely`;
  return `${numberText(descriptor, value.p10)} to ${numberText(descriptor, value.p90)}`;
}

function numberText(descriptor: ParameterDescriptor, value: number): string {
  if (descriptor.kind !== 'number') return String(value);
  switch (descriptor.unit) {
    case 'share':
      return percent(value, Math.abs(value) < 0.1 ? 1 : 0);
    case 'factor':
      return `x ${compact(value)}`;
    case 'usd':
    case 'usd-per-month':
    case 'usd-per-hour':
    case 'usd-per-request':
    case 'usd-per-mtok':
    case 'usd-per-mtok-hour':
      return `${compact(value)} USD`;
    case 'months':
    case 'days':
    case 'hours':
    case 'tokens':
    case 'count':
    case 'mtok':
    case 'mtok-per-month':
    case 'tokens-per-second':
      return compact(value);
    default:
      return descriptor.unit satisfies never;
  }
}

/** A scope in words. Example: `Support chat`, or `everything`. */
export function scopeText(scope: Scope): string {
  const parts = Object.values(scope).map((values) => values.map((value) => value.split('/').at(-1)).join(' and '));
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

/** The decision of a lever as a sentence, from its template. */
export function leverSentence(lever: Lever): string {
  const definition = leverDefinition(lever.kind);
  if (definition === undefined) return lever.kind;
  return definition.sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'scope') return scopeText(lever.scope);
    if (name === 'start') return monthName(lever.start);
    const descriptor = definition.parameters[name];
    if (descriptor === undefined) return name;
    const given = lever.parameters[name];
    const neutral = descriptor.kind === 'number' ? descriptor.neutral : undefined;
    return parameterText(descriptor, given ?? neutral);
  });
}

/** Every setting of every lever, with the source of those that were left at their default. */
export function assumptionsOf(scenarios: readonly Scenario[]): readonly Assumption[] {
  return scenarios.flatMap((scenario) =>
    scenario.levers.flatMap((lever) => {
      const definition = leverDefinition(lever.kind);
      return Object.entries(definition?.parameters ?? {}).flatMap(([key, descriptor]) => {
        const given = lever.parameters[key];
        const row = findDefault(lever.kind, key);
        if (given === undefined && row === undefined) return [];
        const value = given ?? row?.value;
        const isDefault = row !== undefined && (given === undefined || isCentralOf(given, row.value));
        return [
          {
            scenario: scenario.name,
            lever: definition?.title ?? lever.kind,
            parameter: descriptor.label,
            value: parameterText(descriptor, value),
            range: typeof given === 'object' && 'p10' in given ? parameterText(descriptor, given) : '',
            source: isDefault ? row.source : 'Set by the planner',
            date: isDefault ? row.date : '',
          },
        ];
      });
    }),
  );
}

const isCentralOf = (given: ParameterValue, value: number): boolean =>
  given === value || (typeof given === 'object' && 'p10' in given && given.p50 === value);
