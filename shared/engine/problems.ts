import type { ModelParameter } from './levers/descriptors.ts';
import { leverDefinition } from './levers/registry.ts';
import { describeValue } from './sentences.ts';
import type { Lever, Scenario } from './types.ts';

/** Something in a scenario that cannot be calculated, with the lever and the field to mark. */
export type ScenarioProblem = { readonly lever: string; readonly key: string; readonly message: string };

/**
 * What a schema cannot know: models without a price. A document store refuses a change that adds one.
 * `isPriced` answers for a key such as `anthropic/claude-haiku-4-5`.
 */
export function scenarioProblems(scenario: Scenario, isPriced: (key: string) => boolean): ScenarioProblem[] {
  return scenario.levers.flatMap((lever) =>
    modelParameters(lever).flatMap(({ key, descriptor, model }) => {
      if (isPriced(model)) return [];
      const title = leverDefinition(lever.kind)?.title ?? lever.kind;
      const message = `${title}: "${descriptor.label}" is ${describeValue(model, descriptor)}, which has no price. Map the name or enter a rate first.`;
      return [{ lever: lever.id, key, message }];
    }),
  );
}

/** Every model that the scenario names; the price book must hold them. */
export const modelsNamed = (scenario: Scenario): string[] => [
  ...new Set(scenario.levers.flatMap((lever) => modelParameters(lever).map(({ model }) => model))),
];

function modelParameters(lever: Lever): { key: string; descriptor: ModelParameter; model: string }[] {
  return Object.entries(leverDefinition(lever.kind)?.parameters ?? {}).flatMap(([key, descriptor]) => {
    const model = lever.parameters[key];
    return descriptor.kind === 'model' && typeof model === 'string' ? [{ key, descriptor, model }] : [];
  });
}
