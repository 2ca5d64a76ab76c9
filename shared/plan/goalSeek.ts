import { leverDefinition } from '../engine/levers/registry.ts';
import { centralValue } from '../engine/parameters.ts';
import { formatParameter } from '../engine/sentences.ts';
import type { Scenario } from '../engine/types.ts';
import { centralSpend, withDrivers } from '../simulate/drivers.ts';
import { simulate } from '../simulate/simulate.ts';
import { solve } from '../simulate/solve.ts';
import { compactUsd, monthName, percent } from '../units/format.ts';
import { monthRange, type Month } from '../units/months.ts';
import { PLAN_VOLUME } from './outlooks.ts';
import { pastSpend } from './pastSlices.ts';
import type { PlanGround } from './prepare.ts';

export type GoalQuestion = {
  readonly leverId: string;
  /** A number parameter of the lever. */
  readonly key: string;
  /** Central spend over the span that it is turned for, USD; what has passed of the span counts as it was. */
  readonly goalUsd: number;
  /** Months that are held to the goal; the horizon where left out. */
  readonly span?: { readonly from: Month; readonly to: Month };
  /** Bounds; what the parameter allows without them. */
  readonly low?: number;
  readonly high?: number;
};

type Asked = {
  readonly sentence: string;
  /** The span's central spend by value of the setting, for a chart; empty where the question could not be asked. */
  readonly curve: readonly { readonly value: number; readonly usd: number }[];
  /** Computed spend of the span's months before the horizon, USD; part of every amount here. */
  readonly spentUsd: number;
};

/** The setting that reaches a goal, or the nearest value that any setting reaches, with the reason. */
export type GoalAnswer =
  | (Asked & {
      readonly isReached: true;
      readonly value: number;
      readonly usd: number;
      /** Share of the draws in which the span stays at or below the goal with this value; null where none were drawn. */
      readonly probability: number | null;
    })
  | (Asked & {
      readonly isReached: false;
      readonly nearestValue: number | null;
      readonly nearestUsd: number | null;
    });

export type GoalOptions = {
  readonly seed: number;
  /** Draws of the answer; 0 for none. */
  readonly draws: number;
  readonly signal?: AbortSignal;
  /** Called now and then with the share that is done. */
  readonly onProgress?: (share: number) => void;
};

/** A parameter without an upper bound is looked for up to this multiple of its own value. */
const WIDEST = 100;
/** Values on the curve beside both of its ends. */
const CURVE_STEPS = 24;
/** An unbounded curve goes this far beyond today's value and the answer. */
const MARGIN = 1.5;

/**
 * Goal seek: which value of one setting makes the central spend of a span a given amount?
 * Example: 100 USD a month, batch at half price: 80 USD needs a share of 40 %.
 */
export async function goalSeek(
  ground: PlanGround,
  scenario: Scenario,
  question: GoalQuestion,
  options: GoalOptions = { seed: 1, draws: 0 },
): Promise<GoalAnswer> {
  const lever = scenario.levers.find(({ id }) => id === question.leverId);
  const descriptor = leverDefinition(lever?.kind ?? '')?.parameters[question.key];
  const refuse = (sentence: string): GoalAnswer => ({
    isReached: false,
    nearestValue: null,
    nearestUsd: null,
    sentence,
    curve: [],
    spentUsd: 0,
  });
  if (lever === undefined) return refuse(`The scenario has no lever "${question.leverId}".`);
  if (descriptor?.kind !== 'number') return refuse(`"${question.key}" is no number of this lever.`);
  const own = Math.abs(centralValue(lever.parameters[question.key], descriptor));
  const scale = own === 0 ? 1 : own;
  const low = Math.max(descriptor.min, question.low ?? -scale * WIDEST);
  const high = Math.min(descriptor.max, question.high ?? scale * WIDEST);
  if (low > high) return refuse(`"${descriptor.label}" cannot lie between ${String(low)} and ${String(high)}.`);
  const driver = { kind: 'setting', leverId: lever.id, key: question.key } as const;
  const { baseline } = ground;
  const { span, goalUsd } = question;
  const spentUsd = spentBefore(ground, span);
  const at = (value: number): Scenario => withDrivers(scenario, baseline.months, [[driver, value]]);
  const spendAt = (value: number): number => spentUsd + centralSpend(baseline, at(value), span ?? 'total');
  const solved = solve(spendAt, goalUsd, low, high);
  const end = Math.min(high, Math.max(scale, Math.abs(solved.nearestAt)) * MARGIN);
  const asked = { curve: curveOver(spendAt, Math.max(low, -end), end), spentUsd };
  const named = `"${descriptor.label}" at ${formatParameter(solved.nearestAt, descriptor)}`;
  const where = span === undefined ? '' : ` from ${monthName(span.from)} to ${monthName(span.to)}`;
  if (solved.at === null) {
    return {
      ...asked,
      isReached: false,
      nearestValue: solved.nearestAt,
      nearestUsd: solved.nearestValue,
      sentence: `No value reaches ${compactUsd(goalUsd)}${where}; ${named} comes nearest with ${compactUsd(solved.nearestValue)}.`,
    };
  }
  const probability = await chanceOf(ground, at(solved.at), question, options);
  const chance = probability === null ? '' : `; in ${percent(probability, 0)} of the cases it stays at or below that`;
  return {
    ...asked,
    isReached: true,
    value: solved.at,
    usd: solved.nearestValue,
    probability,
    sentence: `${named} makes it ${compactUsd(solved.nearestValue)}${where}${chance}.`,
  };
}

/** What was spent in the months of a span before the horizon begins, USD. */
function spentBefore({ past, months }: PlanGround, span: GoalQuestion['span']): number {
  const [first] = months;
  if (span === undefined || first === undefined) return 0;
  const spent = pastSpend(past, {});
  return monthRange(span.from, span.to)
    .filter((month) => month < first)
    .reduce((sum, month) => sum + (spent.get(month) ?? 0), 0);
}

const curveOver = (spendAt: (value: number) => number, low: number, high: number): GoalAnswer['curve'] =>
  Array.from({ length: CURVE_STEPS + 1 }, (_, step) => {
    const value = low + ((high - low) * step) / CURVE_STEPS;
    return { value, usd: spendAt(value) };
  });

async function chanceOf(
  { baseline, past }: PlanGround,
  scenario: Scenario,
  { goalUsd, span }: GoalQuestion,
  { seed, draws, signal, onProgress }: GoalOptions,
): Promise<number | null> {
  const [first, last] = [baseline.months[0], baseline.months.at(-1)];
  if (draws === 0 || first === undefined || last === undefined) return null;
  const spent = pastSpend(past, {});
  const { budgets } = await simulate(baseline, scenario, {
    draws,
    seed,
    volume: PLAN_VOLUME,
    budgets: [{ id: 'goal', scope: {}, ...(span ?? { from: first, to: last }), usd: goalUsd }],
    pastUsd: (_, month) => spent.get(month) ?? 0,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined
      ? {}
      : {
          onProgress: (done) => {
            onProgress(done / draws);
          },
        }),
  });
  const [goal] = budgets;
  return goal === undefined ? null : 1 - goal.probabilityOfExceeding;
}
