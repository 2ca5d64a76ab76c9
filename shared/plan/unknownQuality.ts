import { leverDefinition } from '../engine/levers/registry.ts';
import { leverSentence } from '../engine/sentences.ts';
import type { Lever, Scenario } from '../engine/types.ts';
import type { Finding } from '../units/findings.ts';

/** True for a lever that hands work to another model without a word on quality, given or sourced. */
export function hasUnknownQuality({ kind, parameters }: Lever): boolean {
  const descriptor = leverDefinition(kind)?.parameters.qualityKept;
  return descriptor?.kind === 'number' && !descriptor.hasDefault && parameters.qualityKept === undefined;
}

/**
 * One finding for each lever that hands work to another model and has no `qualityKept`: the calculus then counts the
 * answers as good as today, which nobody has measured. Levers whose quality has a sourced default say nothing.
 */
export const unknownQuality = ({ levers }: Scenario): readonly Finding[] =>
  levers.flatMap((lever): Finding[] => {
    if (!lever.isEnabled || !hasUnknownQuality(lever)) return [];
    const message = `${leverSentence(lever)}: its quality is unknown and counts as good as today.`;
    return [{ code: 'quality-unknown', message, subject: lever.id }];
  });
