import { leverDefinition } from '../engine/levers/registry.ts';
import { leverSentence } from '../engine/sentences.ts';
import type { Scenario } from '../engine/types.ts';
import { createCombinations, type Candidate, type CombinationModel, type Measure } from '../simulate/combinations.ts';
import { quantileOfSorted, shareAbove } from '../simulate/quantiles.ts';
import { search, type Found, type SearchGoal, type SearchLimits } from '../simulate/search.ts';
import { simulate } from '../simulate/simulate.ts';
import { compactUsd, percent } from '../units/format.ts';
import { monthRange, type Month } from '../units/months.ts';
import { cutAfter, mayCut } from '../simulate/horizon.ts';
import { candidateSet } from './candidates.ts';
import { PLAN_VOLUME } from './outlooks.ts';
import { isStanding } from './ownPrices.ts';
import { pastSpend } from './pastSlices.ts';
import type { PlanGround } from './prepare.ts';
import type { PlanTarget } from './target.ts';

/** One answer: levers that hold the target, as a scenario that can join the document. */
export type PlannedOption = {
  readonly scenario: Scenario;
  readonly levers: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    readonly sentence: string;
    /** Whether it is a decision of this answer or an assumption that was there before. */
    readonly isDecision: boolean;
    /** What the quality of another model rests on: `97 % of today’s success rate on gpqa-diamond`; else null. */
    readonly evidence: string | null;
  }[];
  /** Central spend over the horizon, and less than without any decision, USD. */
  readonly totalUsd: number;
  readonly savingUsd: number;
  /** Spend over the target's months: central, and at the target's confidence by simulation, USD. */
  readonly targetCentralUsd: number;
  readonly targetUsd: number;
  /** Share of the draws that keep the target. */
  readonly probability: number;
  readonly quality: number;
  readonly effort: number;
  readonly risk: number;
};

/** What one more unit of a limit is worth; null where it changes nothing. */
export type ShadowPrice = {
  readonly limit: 'money' | 'quality' | 'effort' | 'risk';
  /** How far it was moved: 1 % of the money, 1 point of quality, 1 person-week, 1 level of risk. */
  readonly step: string;
  /** Change of the goal for that step: USD for cost, person-weeks for effort, levels for risk; negative is better. */
  readonly change: number;
  readonly sentence: string;
};

/** The nearest value of one limit that can be kept with all others as they are; null where no value of it helps. */
export type NearestFeasible = {
  readonly limit: 'money' | 'quality' | 'effort' | 'risk';
  readonly asked: number;
  readonly feasible: number | null;
  readonly sentence: string;
};

export type InversePlan = {
  readonly target: PlanTarget;
  /** Without any decision. */
  readonly before: { readonly totalUsd: number; readonly targetCentralUsd: number; readonly targetUsd: number };
  readonly isFeasible: boolean;
  /** What the answer is, in a sentence. */
  readonly reason: string;
  readonly best: PlannedOption | null;
  readonly alternatives: readonly PlannedOption[];
  /** By limit; empty where the target is infeasible. */
  readonly shadowPrices: readonly ShadowPrice[];
  /** Only where the target is infeasible. */
  readonly nearest: readonly NearestFeasible[];
  /** The answer that comes nearest where the target is infeasible. */
  readonly nearestOption: PlannedOption | null;
  readonly candidates: number;
  readonly evaluated: number;
  readonly isExhaustive: boolean;
  readonly draws: number;
};

export type InverseOptions = {
  readonly seed: number;
  readonly draws: number;
  /** Whether caching, batch, compression and a response cache may be used beside the document's own levers. */
  readonly withStandard: boolean;
  /** Further decisions, such as other models for the largest workloads (`modelDecisions`). */
  readonly models?: readonly Candidate[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly share: number | null; readonly text: string }) => void;
};

const KEEP = 10;
/** Looked at in a search over look-ups, and where levers tie everything together and each look is a whole evaluation. */
const EVALUATIONS = 20_000;
const POOLED_EVALUATIONS = 1_500;
/** Rounds in which the central limit is moved to what the simulation says. */
const ROUNDS = 3;

/** One combination is measured once, however many searches look at it. */
function remembering(model: CombinationModel): CombinationModel {
  const known = new Map<string, Measure>();
  return {
    ...model,
    measure: (combination) => {
      const key = combination.join(',');
      const measure = known.get(key) ?? model.measure(combination);
      known.set(key, measure);
      return measure;
    },
  };
}

/**
 * Inverse planning: the cheapest (or easiest, or safest) set of levers that keeps a target. The search runs on central
 * values against a limit that is lowered by what uncertainty adds; the best ten are then drawn, and only what keeps the
 * target in the draws is an answer. Commitments of the document hold in every combination; the scenarios that come out are
 * without them, because every plan adds them by itself.
 */
export async function inversePlan(
  ground: PlanGround,
  from: Scenario,
  scenarios: readonly Scenario[],
  target: PlanTarget,
  options: InverseOptions,
): Promise<InversePlan> {
  const { fixed: given, candidates } = candidateSet(from, scenarios, ground.baseline, options);
  const fixed = [...ground.standing, ...given];
  const past = pastSpend(ground.past, target.scope);
  const [first] = ground.months;
  const pastUsd = monthRange(target.from, target.to)
    .filter((month) => first !== undefined && month < first)
    .reduce((sum, month) => sum + (past.get(month) ?? 0), 0);
  const budget = { id: 'target', scope: target.scope, from: target.from, to: target.to, usd: target.limitUsd };
  const model = remembering(createCombinations(ground.baseline, fixed, candidates, budget, pastUsd));
  const draw = drawOption(ground, target, model, past, options);
  const none = candidates.map(() => 0);
  const before = await draw({ combination: none, measure: model.measure(none) }, from.name);
  const find = (limits: SearchLimits, goal: SearchGoal) =>
    search(model, limits, {
      goal,
      keep: KEEP,
      evaluations: model.isSeparable ? EVALUATIONS : POOLED_EVALUATIONS,
      seed: options.seed,
    });

  // Nothing comes lower than this within the other limits: either it keeps the target, or no combination does.
  const floor = find({ ...limitsOf(target, pastUsd, 1), targetUsd: null }, 'target');
  const lowest = await draw(floor.best[0] ?? floor.nearest, `Lowest for ${target.label}`);
  const isPossible = floor.best.length > 0 && lowest.targetUsd <= target.limitUsd;
  const floorFactor = futureFactor(lowest, pastUsd);
  let factor = Math.max(futureFactor(before, pastUsd), floorFactor);
  let { evaluated, isExhaustive } = floor;
  const verified: PlannedOption[] = [];
  for (let round = 0; isPossible && round < ROUNDS && verified.length === 0; round += 1) {
    const found = find(limitsOf(target, pastUsd, factor), target.goal);
    evaluated += found.evaluated;
    isExhaustive &&= found.isExhaustive;
    if (found.best.length === 0) {
      // Uncertainty weighs less on the lowest plan than on today's.
      factor = floorFactor;
      continue;
    }
    for (const [position, one] of found.best.entries()) {
      options.signal?.throwIfAborted();
      const text = `Drawing plan ${String(position + 1)} of ${String(found.best.length)}`;
      options.onProgress?.({ share: position / KEEP, text });
      const option = await draw(one, `Plan for ${target.label}`);
      factor = Math.max(factor, futureFactor(option, pastUsd));
      if (option.targetUsd <= target.limitUsd) verified.push(option);
    }
  }
  if (isPossible && verified.length === 0) verified.push(lowest);
  const limits = limitsOf(target, pastUsd, factor);
  const [best, ...alternatives] = verified;
  const common = {
    target,
    before: { totalUsd: before.totalUsd, targetCentralUsd: before.targetCentralUsd, targetUsd: before.targetUsd },
    candidates: candidates.length,
    evaluated,
    isExhaustive,
    draws: options.draws,
  };
  if (best !== undefined) {
    return {
      ...common,
      isFeasible: true,
      reason: feasibleSentence(target, best),
      best,
      alternatives,
      shadowPrices: shadowPrices(find, limits, target),
      nearest: [],
      nearestOption: null,
    };
  }
  const nearest = nearestFeasible(find, limits, target, lowest, floor.best.length > 0);
  return {
    ...common,
    isFeasible: false,
    reason: `${target.label} cannot be held under ${compactUsd(target.limitUsd)}${confidenceText(target)} with these limits. ${nearest
      .map(({ sentence }) => sentence)
      .join(' ')}`,
    best: null,
    alternatives: [],
    shadowPrices: [],
    nearest,
    nearestOption: lowest,
  };
}

const confidenceText = ({ confidence }: PlanTarget): string =>
  confidence === null ? '' : ` at P${String(Math.round(confidence * 100))}`;

/** The central limit that stands for the target: what uncertainty adds to the months ahead is taken off. */
const limitsOf = (target: PlanTarget, pastUsd: number, factor: number): SearchLimits => ({
  targetUsd: pastUsd + (target.limitUsd - pastUsd) / factor,
  quality: target.quality,
  effort: target.effort,
  risk: target.risk,
});

/** Spend ahead at the confidence over central spend ahead; 1 where nothing lies ahead. */
const futureFactor = ({ targetUsd, targetCentralUsd }: PlannedOption, pastUsd: number): number => {
  const central = targetCentralUsd - pastUsd;
  return central > 0 ? Math.max(1e-9, (targetUsd - pastUsd) / central) : 1;
};

type Draw = (found: Found, name: string) => Promise<PlannedOption>;

function drawOption(
  ground: PlanGround,
  target: PlanTarget,
  model: CombinationModel,
  past: ReadonlyMap<Month, number>,
  { seed, draws, signal }: InverseOptions,
): Draw {
  const none = model.measure(model.candidates.map(() => 0));
  const short = cutAfter(ground.baseline, target.to);
  return async ({ combination, measure }, name) => {
    const chosen = new Map(
      combination.flatMap((option, index): [string, string | null][] => {
        const { lever, evidence } = model.candidates[index]?.options[option] ?? {};
        return lever == null ? [] : [[lever.id, evidence ?? null]];
      }),
    );
    const levers = model.leversOf(combination);
    const scenario = { id: `plan-${combination.join('-')}`, name, levers };
    // Only the target's months are looked at: without the years after them a draw costs a part.
    const baseline = mayCut(levers) ? short : ground.baseline;
    const { budgets } = await simulate(baseline, scenario, {
      draws,
      seed,
      volume: PLAN_VOLUME,
      budgets: [{ id: 'target', scope: target.scope, from: target.from, to: target.to, usd: target.limitUsd }],
      pastUsd: (_, month) => past.get(month) ?? 0,
      ...(signal === undefined ? {} : { signal }),
    });
    const sorted = budgets[0]?.sortedUsd ?? new Float64Array();
    const own = levers.filter((lever) => !isStanding(lever));
    return {
      scenario: { ...scenario, levers: own },
      levers: own.map((lever) => ({
        id: lever.id,
        kind: lever.kind,
        title: leverDefinition(lever.kind)?.title ?? lever.kind,
        sentence: leverSentence(lever),
        isDecision: chosen.has(lever.id),
        evidence: chosen.get(lever.id) ?? null,
      })),
      totalUsd: measure.totalUsd,
      savingUsd: none.totalUsd - measure.totalUsd,
      targetCentralUsd: measure.targetUsd,
      targetUsd: target.confidence === null ? measure.targetUsd : quantileOfSorted(sorted, target.confidence),
      probability: 1 - shareAbove(sorted, target.limitUsd),
      quality: measure.quality,
      effort: measure.effort,
      risk: measure.risk,
    };
  };
}

function feasibleSentence(target: PlanTarget, best: PlannedOption): string {
  const decisions = best.levers.filter(({ isDecision }) => isDecision);
  const held = `${target.label} comes to ${compactUsd(best.targetUsd)}${confidenceText(target)} (limit ${compactUsd(target.limitUsd)})`;
  return decisions.length === 0
    ? `${held} without any lever.`
    : `${held} with ${String(decisions.length)} ${decisions.length === 1 ? 'lever' : 'levers'}, ${String(best.effort)} person-weeks and a quality of ${percent(best.quality)}.`;
}

type Find = (limits: SearchLimits, goal: SearchGoal) => ReturnType<typeof search>;

const goalValue = ({ totalUsd, effort, risk }: Measure, goal: PlanTarget['goal']): number =>
  goal === 'cost' ? totalUsd : goal === 'effort' ? effort : risk;

/** What the goal gains when one limit gives way by a step and the others stay. */
function shadowPrices(find: Find, limits: SearchLimits, target: PlanTarget): ShadowPrice[] {
  const here = find(limits, target.goal).best[0];
  if (here === undefined) return [];
  const moved = (limit: ShadowPrice['limit'], step: string, changed: Partial<SearchLimits>): ShadowPrice => {
    const there = find({ ...limits, ...changed }, target.goal).best[0] ?? here;
    const change = Math.min(0, goalValue(there.measure, target.goal) - goalValue(here.measure, target.goal));
    const unit =
      target.goal === 'cost'
        ? compactUsd(-change)
        : `${String(-change)} ${target.goal === 'effort' ? 'person-weeks' : 'levels of risk'}`;
    return {
      limit,
      step,
      change,
      sentence: change === 0 ? `${step} more changes nothing.` : `${step} more saves ${unit}.`,
    };
  };
  return [
    moved('money', '1 % of the money', { targetUsd: (limits.targetUsd ?? 0) * 1.01 }),
    ...(limits.quality === null ? [] : [moved('quality', '1 point of quality', { quality: limits.quality - 0.01 })]),
    ...(limits.effort === null ? [] : [moved('effort', '1 person-week', { effort: limits.effort + 1 })]),
    ...(limits.risk === null || limits.risk >= 3 ? [] : [moved('risk', '1 level of risk', { risk: limits.risk + 1 })]),
  ];
}

/** For each limit alone: how far it would have to give way. */
function nearestFeasible(
  find: Find,
  limits: SearchLimits,
  target: PlanTarget,
  cheapest: PlannedOption,
  keepsOthers: boolean,
): NearestFeasible[] {
  const money: NearestFeasible = {
    limit: 'money',
    asked: target.limitUsd,
    feasible: keepsOthers ? cheapest.targetUsd : null,
    sentence: keepsOthers
      ? `The least that can be held is ${compactUsd(cheapest.targetUsd)}.`
      : 'The other limits cannot be kept at any cost.',
  };
  const alone = (
    limit: 'quality' | 'effort' | 'risk',
    asked: number | null,
    say: (value: number) => string,
  ): NearestFeasible[] => {
    if (asked === null) return [];
    const found = find({ ...limits, [limit]: null }, limit).best[0];
    if (found === undefined) return [];
    const feasible = found.measure[limit];
    return [{ limit, asked, feasible, sentence: say(feasible) }];
  };
  return [
    money,
    ...alone('quality', target.quality, (value) => `It can be held with a quality of ${percent(value)}.`),
    ...alone('effort', target.effort, (value) => `It can be held with ${String(value)} person-weeks.`),
    ...alone(
      'risk',
      target.risk,
      (value) => `It can be held at risk ${['none', 'low', 'medium', 'high'][value] ?? String(value)}.`,
    ),
  ];
}
