import type { NumberParameter, ParameterDescriptor } from '../../shared/engine/levers/descriptors.ts';
import { leverDefinition } from '../../shared/engine/levers/registry.ts';
import { clip, isChance, isRange } from '../../shared/engine/parameters.ts';
import { scenarioProblems } from '../../shared/engine/problems.ts';
import { describeValue } from '../../shared/engine/sentences.ts';
import { splitKey } from '../../shared/engine/scope.ts';
import type { Lever, ParameterValue, Range } from '../../shared/engine/types.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import { leverSchema } from '../../shared/model/levers/leverSchema.ts';

/**
 * The value nearest to a refused one that the setting allows: a number at its bound, a range the right way round inside its
 * bounds. Example: 150 % of a share is 100 %; 40 to 20 % is 20 to 40 %.
 */
export function nearestValue(value: ParameterValue, descriptor: NumberParameter): ParameterValue | null {
  if (typeof value === 'string') return null;
  if (typeof value === 'number') return clip(value, descriptor);
  if (isChance(value)) {
    return { value: clip(value.value, descriptor), probability: Math.min(1, Math.max(0, value.probability)) };
  }
  return isRange(value) ? nearestRange(value, descriptor) : null;
}

function nearestRange({ p50, ...range }: Range, descriptor: NumberParameter): Range {
  const [low = 0, high = 0] = [clip(range.p10, descriptor), clip(range.p90, descriptor)].sort((a, b) => a - b);
  const middle = p50 === undefined ? {} : { p50: Math.min(high, Math.max(low, clip(p50, descriptor))) };
  return { ...range, ...middle, p10: low, p90: high };
}

/** What to do instead of a refused setting, as a sentence; empty where nothing near it is allowed. */
export function instead(lever: Lever, key: string, value: ParameterValue | undefined): string {
  const descriptor: ParameterDescriptor | undefined = leverDefinition(lever.kind)?.parameters[key];
  if (descriptor?.kind !== 'number' || value === undefined) return '';
  const nearest = nearestValue(value, descriptor);
  const changed = { ...lever, parameters: { ...lever.parameters, [key]: nearest ?? undefined } };
  if (nearest !== null && leverSchema.safeParse(changed).success) {
    return ` The nearest that is allowed: ${describeValue(nearest, descriptor)}.`;
  }
  const before = lever.parameters[key];
  return before === undefined ? '' : ` It stays at ${describeValue(before, descriptor)}.`;
}

/** Why a lever cannot act because of a model without a price, with the priced model whose name is nearest; null when it can. */
export function unpricedProblem(
  lever: Lever,
  models: readonly string[],
  prices: PlanDocument['prices'],
): string | null {
  // Before the price book is read nothing can be told.
  if (models.length === 0) return null;
  const known = new Set(models);
  const hasOwnRate = (key: string): boolean => {
    const { provider, name } = splitKey(key);
    return prices.rates.some((rate) => rate.model === name && rate.provider === provider);
  };
  const [problem] = scenarioProblems({ id: '', name: '', levers: [lever] }, (key) => known.has(key) || hasOwnRate(key));
  if (problem === undefined) return null;
  const model = lever.parameters[problem.key];
  return `${problem.message} The nearest name with a price: ${nearestName(typeof model === 'string' ? model : '', models)}.`;
}

/** The name with the fewest letters to change, the seller's counted less. Example: `gpt-4p` among gpt-4o and gpt-5: gpt-4o. */
export function nearestName(name: string, names: readonly string[]): string {
  const distanceTo = (candidate: string): number =>
    lettersApart(splitKey(name).name, splitKey(candidate).name) + SELLER_WEIGHT * lettersApart(name, candidate);
  let best = { name: '', distance: Infinity };
  for (const candidate of names) {
    const distance = distanceTo(candidate);
    if (distance < best.distance) best = { name: candidate, distance };
  }
  return best.name;
}

/** Another seller of the same model is nearer than another model. */
const SELLER_WEIGHT = 0.01;

/** Letters to insert, delete or replace (Levenshtein). Example: `abc` and `abd`: 1. */
function lettersApart(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let index = 0; index < left.length; index += 1) {
    const next = [index + 1];
    for (let column = 0; column < right.length; column += 1) {
      const replaced = (row[column] ?? 0) + (left[index] === right[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
