import type { CompiledScenario } from '../engine/compile.ts';
import type { LeverValues } from '../engine/parameters.ts';
import { isRange } from '../engine/parameters.ts';
import { parameterQuantile, type QuantileFunction } from './distributions.ts';

/** One uncertain parameter of one lever. */
export type UncertainParameter = {
  readonly lever: number;
  readonly key: string;
  readonly quantile: QuantileFunction;
  /** Parameters with the same shock move together. */
  readonly shock: string;
};

/** Every parameter of a scenario that is a range or a chance event. */
export function uncertainParameters(compiled: CompiledScenario): UncertainParameter[] {
  return compiled.levers.flatMap(({ lever, definition, context }) =>
    Object.entries(definition.parameters).flatMap(([key, descriptor]) => {
      if (descriptor.kind !== 'number') return [];
      const value = lever.parameters[key];
      const quantile = parameterQuantile(value, descriptor);
      if (quantile === null || value === undefined) return [];
      const shared = isRange(value) ? value.shock : undefined;
      const shock = shared === undefined ? `${lever.id}.${key}` : `shared.${shared}`;
      return [{ lever: context.index, key, quantile, shock }];
    }),
  );
}

/** Values of every lever for one draw, given where in its distribution each shock falls. */
export type ValueDraw = {
  readonly values: readonly LeverValues[];
  readonly draw: (shareOf: (shock: string) => number) => void;
};

/** A set of lever values that is overwritten by each draw; parameters without a range keep their central value. */
export function createValueDraw(compiled: CompiledScenario, parameters: readonly UncertainParameter[]): ValueDraw {
  const values = compiled.levers.map((lever) => ({ ...lever.values }));
  return {
    values,
    draw: (shareOf) => {
      for (const { lever, key, quantile, shock } of parameters) {
        const target = values[lever];
        if (target !== undefined) target[key] = quantile(shareOf(shock));
      }
    },
  };
}
