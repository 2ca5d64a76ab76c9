import type { Stream } from '../factors.ts';
import { at } from '../series.ts';
import type { LeverContext } from './definition.ts';
import { factor, quantity } from './descriptors.ts';

/** Parameters of every lever that sends work to another model: how many tokens the same work is there. */
export const tokenFactors = {
  tokenFactor: factor('Tokens for the same text', 'Tokens on the new model for one token on today’s model.', {
    min: 0.1,
    max: 10,
    hasDefault: true,
  }),
  verbosity: factor('Answer length', 'Length of an answer against today’s model.', {
    min: 0.05,
    max: 20,
    hasDefault: true,
  }),
  thinking: factor('Reasoning tokens', 'Reasoning tokens against today’s model; the widest spread of all.', {
    max: 100,
    hasDefault: true,
  }),
} as const;

type TokenFactors = { readonly tokenFactor: number; readonly verbosity: number; readonly thinking: number };

/** Input counts k_tok, visible output k_tok * k_verb, reasoning k_think (LEVERS 2.1). */
export function setTokenFactors(stream: Stream, { tokenFactor, verbosity, thinking }: TokenFactors): void {
  stream.inputFactor = tokenFactor;
  stream.visibleFactor = tokenFactor * verbosity;
  stream.reasoningFactor = thinking;
}

export const coldDays = {
  coldDays: quantity('days', 'Days with a cold cache', 'Days until cached prefixes are written on the new model.', {
    max: 31,
    hasDefault: true,
  }),
} as const;

/**
 * The first days on a new model find an empty cache: what would have been read is written, at
 * cached prefix * (Pwrite' - Pread) (LEVERS 2.1). Traffic that arrives later in a ramp starts cold as well.
 * Example: 1 cold day in a month of 30 in which all traffic moves makes 1/30 of the cached reads writes.
 */
export function coldStart(stream: Stream, context: LeverContext, days: number): void {
  let before = 0;
  for (let month = 0; month < context.monthCount; month += 1) {
    const dose = at(context.dose, month);
    const isOngoing = month === 0 && context.startsAt < 0;
    const arriving = dose > 0 && !isOngoing ? Math.max(0, dose - before) / dose : 0;
    stream.cold[month] = arriving * Math.min(1, days / at(context.daysInMonth, month));
    before = dose;
  }
}
