import { scoresOfEvaluations } from '../catalog/benchmarks/evaluations.ts';
import { joinScores } from '../catalog/benchmarks/join.ts';
import { publishedScores, type BenchmarkScore } from '../catalog/benchmarks/scores.ts';
import { successRate } from '../catalog/benchmarks/value.ts';
import { defaultParameters, findDefault } from '../catalog/levers/defaults.ts';
import type { PriceBook } from '../catalog/types.ts';
import { centralValue } from '../engine/parameters.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import { runScenario } from '../engine/runScenario.ts';
import { leverSentence } from '../engine/sentences.ts';
import { splitKey } from '../engine/scope.ts';
import type { Baseline, Lever, LeverParameters, ParameterValue, Scenario } from '../engine/types.ts';
import type { Evaluation } from '../model/evaluations.ts';
import type { Candidate, SearchOption } from '../simulate/combinations.ts';
import { groupBy } from '../units/groupBy.ts';
import { percent } from '../units/format.ts';
import type { Day, Month } from '../units/months.ts';
import { preciseSum } from '../units/rounding.ts';
import { buildBaseline } from './baseline.ts';
import { BASELINE } from './baselineScenario.ts';
import { NOTHING, optionOf } from './candidates.ts';
import type { PlanGround } from './prepare.ts';
import { benchmarkTitles } from './quality.ts';
import { blendedOn, offeredModels } from './swapModels.ts';
import { tokenFactorFor } from './tokenizers.ts';

/** A model that could take a workload over, with what is known of its quality against today's. */
type Successor = {
  readonly model: string;
  /** Success rate over that of today's model on one benchmark, at most 1. */
  readonly qualityKept: number;
  readonly benchmark: string;
};

/** Most spend first; smaller workloads are not worth a move of their own. */
const MOST_WORKLOADS = 3;
const LEAST_SHARE = 0.03;
/** For each the cheapest model that keeps so much of the quality is offered. */
const QUALITY_STEPS = [1, 0.97, 0.9, 0.8] as const;
/** A successor that does not save at least so much per token is no decision. */
const DEAREST_SHARE = 0.9;
/** Kinds that hand a workload to another model: who plans one of them has decided about that workload. */
const MOVES: ReadonlySet<string> = new Set(['model-swap', 'routing', 'cascade', 'distillation', 'self-hosting']);

export type ModelDecisions = {
  /** The ground's baseline with the prices of the models that may be chosen. */
  readonly baseline: Baseline;
  readonly candidates: readonly Candidate[];
};

/**
 * Other models as decisions of an inverse plan: for each of the largest workloads one decision with its settings: the work
 * stays, or a half or all of it moves to a model, easy requests are routed to it, or it is asked first. Only models with
 * quality evidence are offered: a success rate on a benchmark that today's model was measured on too, the user's own
 * results before published ones. For each step of quality the cheapest one is taken.
 */
export function modelDecisions(
  ground: PlanGround,
  book: PriceBook,
  scenarios: readonly Scenario[],
  evaluations: readonly Evaluation[],
): ModelDecisions {
  const { baseline, asOf } = ground;
  const start = baseline.months[1] ?? baseline.months[0];
  const decided = new Set(
    scenarios.flatMap(({ levers }) =>
      levers.flatMap(({ kind, isEnabled, scope }) => (isEnabled && MOVES.has(kind) ? (scope.model ?? []) : [])),
    ),
  );
  const workloads = largestWorkloads(baseline).filter((model) => !decided.has(model));
  const evidence = qualityEvidence(book, evaluations);
  const offers = workloads.map((workload) => ({ workload, known: successorsOf(workload, book, asOf, evidence) }));
  const named = offers.flatMap(({ known }) => known.map(({ model }) => model));
  if (start === undefined || named.length === 0) return { baseline, candidates: [] };
  const priced = withPrices(ground, book, scenarios, named);
  return {
    baseline: priced,
    candidates: offers.flatMap(({ workload, known }) => {
      const chosen = cheapestBySteps(priced, workload, known);
      return chosen.length === 0 ? [] : [decisionOf(workload, chosen, start)];
    }),
  };
}

/** Models in use by their spend over the horizon, the dearest first. */
function largestWorkloads(baseline: Baseline): readonly string[] {
  const spend = runScenario(baseline, BASELINE).models.map(({ key, usd }) => ({
    model: key,
    usd: preciseSum(usd.filter(Number.isFinite)),
  }));
  const total = spend.reduce((sum, { usd }) => sum + usd, 0);
  return spend
    .filter(({ usd }) => usd > 0 && usd >= LEAST_SHARE * total)
    .sort((left, right) => right.usd - left.usd)
    .slice(0, MOST_WORKLOADS)
    .map(({ model }) => model);
}

type Rates = ReadonlyMap<string, number>;
type Evidence = { readonly title: string; readonly isOwn: boolean; readonly rates: Rates };

/** Success rates by benchmark and model name, each model's best variant; the user's own benchmarks first, then large ones. */
function qualityEvidence(book: PriceBook, evaluations: readonly Evaluation[]): readonly Evidence[] {
  const all: readonly BenchmarkScore[] = [...scoresOfEvaluations(evaluations), ...publishedScores];
  const join = joinScores(book, all);
  const titles = benchmarkTitles(all);
  return [...groupBy(all, titles)]
    .map(([title, scores]): Evidence => {
      const rates = new Map<string, number>();
      for (const score of scores) {
        const [name, rate] = [join.get(score.model)?.model ?? null, successRate(score)];
        if (name !== null && rate !== null && rate > (rates.get(name) ?? 0)) rates.set(name, rate);
      }
      return { title, isOwn: scores.some(({ origin }) => origin === 'own'), rates };
    })
    .filter(({ rates }) => rates.size > 1)
    .sort((left, right) => Number(right.isOwn) - Number(left.isOwn) || right.rates.size - left.rates.size);
}

/** Models with a success rate beside today's model, on the first benchmark that has both. */
function successorsOf(
  workload: string,
  book: PriceBook,
  asOf: Day,
  evidence: readonly Evidence[],
): readonly Successor[] {
  const today = splitKey(workload).name;
  const offered = offeredModels(book, workload, asOf);
  for (const { title, rates } of evidence) {
    const own = rates.get(today);
    if (own === undefined) continue;
    const found = offered.flatMap((model): Successor[] => {
      const rate = rates.get(splitKey(model).name);
      return rate === undefined ? [] : [{ model, qualityKept: Math.min(1, rate / own), benchmark: title }];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** The cheapest successor for each step of quality, on the workload's own tokens; none that hardly saves. */
function cheapestBySteps(baseline: Baseline, workload: string, known: readonly Successor[]): readonly Successor[] {
  const own = { ...baseline, segments: baseline.segments.filter(({ labels }) => labels.model === workload) };
  const today = blendedOn(own, workload);
  if (today === null) return [];
  const priced = known
    .flatMap((successor) => {
      const usd = blendedOn(own, successor.model);
      return usd === null ? [] : [{ successor, usd: usd * middleOf(tokenFactorFor(workload, successor.model)) }];
    })
    .filter(({ usd }) => usd <= DEAREST_SHARE * today)
    .sort((left, right) => left.usd - right.usd);
  return QUALITY_STEPS.flatMap(
    (step) => priced.find(({ successor }) => successor.qualityKept >= step)?.successor ?? [],
  ).filter((successor, index, all) => all.indexOf(successor) === index);
}

function withPrices(
  { baseline, forecasts, months }: PlanGround,
  book: PriceBook,
  scenarios: readonly Scenario[],
  named: readonly string[],
): Baseline {
  const levers = named.map((model) => moveLever(model, 'model-swap', {}, model, baseline.months[0] ?? ('' as Month)));
  const { prices } = buildBaseline(forecasts, [...scenarios, { id: 'models', name: '', levers }], book, months);
  return { ...baseline, prices: new Map([...prices, ...baseline.prices]) };
}

const moveLever = (id: string, kind: string, parameters: LeverParameters, workload: string, start: Month): Lever => ({
  id,
  kind,
  isEnabled: true,
  scope: { model: [workload] },
  start,
  end: null,
  rampMonths: 0,
  parameters,
});

/** Every way to use some successors of one workload; ranges of the defaults stay, so that the draws carry them. */
function decisionOf(workload: string, successors: readonly Successor[], start: Month): Candidate {
  const id = `plan-model-${workload}`;
  const options = successors.flatMap(({ model, qualityKept, benchmark }): SearchOption[] => {
    const tokenFactor = tokenFactorFor(workload, model);
    const evidence = `${percent(qualityKept, 0)} of today’s success rate on ${benchmark}`;
    const make = (kind: string, parameters: LeverParameters): SearchOption => {
      const common = { ...defaultParameters(kind), ...(tokenFactor === null ? {} : { tokenFactor }), model };
      const lever = moveLever(id, kind, { ...common, ...parameters }, workload, start);
      return { ...optionOf(lever, leverSentence(lever)), evidence };
    };
    // A judge sees every answer of a cascade, so that its sourced quality counts where it is better than the model's own.
    const judged = Math.max(qualityKept, findDefault('cascade', 'qualityKept')?.value ?? 0);
    return [
      make('model-swap', { share: 0.5, qualityKept }),
      make('model-swap', { share: 1, qualityKept }),
      make('routing', { qualityKept }),
      make('cascade', { qualityKept: judged }),
    ];
  });
  return { id, title: `Model for the work of ${splitKey(workload).name}`, options: [NOTHING, ...options] };
}

/** The central value of a factor; 1 where none is known. */
function middleOf(factor: ParameterValue | null): number {
  const descriptor = leverDefinition('model-swap')?.parameters.tokenFactor;
  return factor === null || descriptor?.kind !== 'number' ? 1 : centralValue(factor, descriptor);
}
