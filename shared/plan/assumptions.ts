import { findDefault } from '../catalog/levers/defaults.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import { describeValue } from '../engine/sentences.ts';
import type { ParameterValue, Scenario } from '../engine/types.ts';
import type { Assumption } from './results.ts';

/** Every setting of every lever, with the source of those that were left at their default. */
export function assumptionsOf(scenarios: readonly Scenario[]): readonly Assumption[] {
  return scenarios.flatMap((scenario) =>
    scenario.levers.flatMap((lever) => {
      const definition = leverDefinition(lever.kind);
      return Object.entries(definition?.parameters ?? {}).flatMap(([key, descriptor]) => {
        const given = lever.parameters[key];
        const row = findDefault(lever.kind, key);
        if (given === undefined && row === undefined) return [];
        const isDefault = row !== undefined && (given === undefined || centralOf(given) === row.value);
        return [
          {
            scenario: scenario.name,
            lever: definition?.title ?? lever.kind,
            parameter: descriptor.label,
            value: describeValue(given ?? row?.value, descriptor),
            source: isDefault ? row.source : 'Set by the planner',
            date: isDefault ? row.date : '',
          },
        ];
      });
    }),
  );
}

/** The middle of a range; a plain value is its own. */
export const centralOf = (value: ParameterValue): unknown =>
  typeof value === 'object' && 'p10' in value ? value.p50 : value;
