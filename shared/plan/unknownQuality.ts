import { leverDefinition } from '../engine/levers/registry.ts';
import { leverSentence } from '../engine/sentences.ts';
import type { Scenario } from '../engine/types.ts';
import type { Finding } from '../units/findings.ts';

/**
 * One finding for each lever that hands work to another model and has no `qualityKept`: the calculus then counts the
 * answers as good as today, which nobody has measured. Levers whose quality has a sourced default say nothing.
 */
export const unknownQuality = ({ levers }: Scenario): readonly Finding[] =>
  levers.flatMap((lever): Finding[] => {
    const descriptor = leverDefinition(lever.kind)?.parameters.qualityKept;
    const isUnknown =
      descriptor?.kind === 'number' && !descriptor.hasDefault && lever.parameters.qualityKept === undefined;
    if (!lever.isEnabled || !isUnknown) return [];
    const message = `${leverSentence(lever)}: its quality is unknown and counts as good as today.`;
    return [{ code: 'quality-unknown', message, subject: lever.id }];
  });
