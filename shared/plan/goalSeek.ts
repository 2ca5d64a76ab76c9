import { leverDefinition } from '../engine/levers/registry.ts';
import { formatParameter } from '../engine/sentences.ts';
import type { Scenario } from '../engine/types.ts';
import { centralSpend, withDrivers } from '../simulate/drivers.ts';
import { solve } from '../simulate/solve.ts';
import { compactUsd } from '../units/format.ts';
import type { PlanGround } from './prepare.ts';

export type GoalQuestion = {
  readonly leverId: string;
  /** A number parameter of the lever. */
  readonly key: string;
  /** Central spend over the horizon that it is turned for, USD. */
  readonly goalUsd: number;
  /** Bounds; what the parameter allows without them. */
  readonly low?: number;
  readonly high?: number;
};

/** The setting that reaches a goal, or the nearest value that any setting reaches, with the reason. */
export type GoalAnswer =
  | { readonly isReached: true; readonly value: number; readonly usd: number; readonly sentence: string }
  | {
      readonly isReached: false;
      readonly nearestValue: number | null;
      readonly nearestUsd: number | null;
      readonly sentence: string;
    };

/** A parameter without an upper bound is looked for up to this multiple of its own value. */
const WIDEST = 100;

/**
 * Goal seek: which value of one setting makes the central total a given amount?
 * Example: 100 USD a month, batch at half price: 80 USD needs a share of 40 %.
 */
export function goalSeek(ground: PlanGround, scenario: Scenario, question: GoalQuestion): GoalAnswer {
  const lever = scenario.levers.find(({ id }) => id === question.leverId);
  const descriptor = leverDefinition(lever?.kind ?? '')?.parameters[question.key];
  const refuse = (sentence: string): GoalAnswer => ({
    isReached: false,
    nearestValue: null,
    nearestUsd: null,
    sentence,
  });
  if (lever === undefined) return refuse(`The scenario has no lever "${question.leverId}".`);
  if (descriptor?.kind !== 'number') return refuse(`"${question.key}" is no number of this lever.`);
  const own = lever.parameters[question.key];
  const scale = typeof own === 'number' && own !== 0 ? Math.abs(own) : 1;
  const low = Math.max(descriptor.min, question.low ?? -scale * WIDEST);
  const high = Math.min(descriptor.max, question.high ?? scale * WIDEST);
  if (low > high) return refuse(`"${descriptor.label}" cannot lie between ${String(low)} and ${String(high)}.`);
  const driver = { kind: 'setting', leverId: lever.id, key: question.key } as const;
  const { baseline } = ground;
  const spendAt = (value: number): number =>
    centralSpend(baseline, withDrivers(scenario, baseline.months, [[driver, value]]), 'total');
  const { at, nearestAt, nearestValue } = solve(spendAt, question.goalUsd, low, high);
  const named = `"${descriptor.label}" at ${formatParameter(nearestAt, descriptor)}`;
  return at === null
    ? {
        isReached: false,
        nearestValue: nearestAt,
        nearestUsd: nearestValue,
        sentence: `No value reaches ${compactUsd(question.goalUsd)}; ${named} comes nearest with ${compactUsd(nearestValue)}.`,
      }
    : { isReached: true, value: at, usd: nearestValue, sentence: `${named} makes it ${compactUsd(nearestValue)}.` };
}
