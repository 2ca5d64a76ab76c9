import { findDefault, valueOfDefault } from '../catalog/levers/defaults.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import { splitKey } from '../engine/scope.ts';
import type { ParameterValue } from '../engine/types.ts';

/** Claude's tokenizer from Opus 4.7 on makes more tokens of the same text. */
const HAS_LATER_TOKENIZER = /^claude-(opus-4-[78]|(opus|sonnet|haiku|fable|mythos)-[5-9])/;

/** Which row of the defaults says how many more tokens a model makes of the same text. */
function tokenizerCase(from: string, to: string): string | null {
  const [left, right] = [splitKey(from), splitKey(to)];
  const vendor = /^[a-z]+/.exec(left.name)?.[0];
  if (vendor !== /^[a-z]+/.exec(right.name)?.[0]) return null;
  if (vendor === 'claude' && HAS_LATER_TOKENIZER.test(left.name) !== HAS_LATER_TOKENIZER.test(right.name))
    return HAS_LATER_TOKENIZER.test(right.name) ? 'opus-4.7-tokenizer' : null;
  return 'same-tokenizer';
}

/**
 * Tokens that another model makes of the same text, for one of today's, with the sourced range; null where no row says.
 * Example: from Opus 4.6 to Opus 5 it is 1.30, 1.00 to 1.47; from one vendor to another 1.15, 0.7 to 2.65.
 */
export function tokenFactorFor(from: string, to: string): ParameterValue | null {
  const descriptor = leverDefinition('model-swap')?.parameters.tokenFactor;
  const row = findDefault('model-swap', 'tokenFactor', tokenizerCase(from, to));
  return row === undefined || descriptor?.kind !== 'number' ? null : valueOfDefault(row, descriptor);
}
