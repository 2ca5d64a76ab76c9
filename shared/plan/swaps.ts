import { defaultParameters } from '../catalog/levers/defaults.ts';
import { lifecycleOf } from '../catalog/prices/lifecycles.ts';
import type { PriceBook } from '../catalog/types.ts';
import type { History } from '../data/history.ts';
import { runScenario } from '../engine/runScenario.ts';
import { splitKey } from '../engine/scope.ts';
import type { Baseline, Lever, LeverParameters, Scenario } from '../engine/types.ts';
import { simulate } from '../simulate/simulate.ts';
import { groupBy } from '../units/groupBy.ts';
import { addDays, addMonths, monthOf, monthRange, type Day, type Month } from '../units/months.ts';
import { preciseSum } from '../units/rounding.ts';
import { buildBaseline, modelKeyOf } from './baseline.ts';
import type { QualityComparison, QualityPoint } from './results.ts';
import type { SegmentForecast } from './segmentForecasts.ts';
import { segmentHistories, type SegmentHistory } from './segmentHistories.ts';
import { blendedOn, doubtOf, offeredModels } from './swapModels.ts';
import { tokenFactorFor } from './tokenizers.ts';

/** One model that could do the work of another: what it would save in a year and how sure that is. */
export type SwapCandidate = {
  /** `provider/model` of the price book. */
  readonly model: string;
  readonly label: string;
  /** Share of the draws over tokenizer, verbosity and thinking in which a year costs less than today's model. */
  readonly probabilityCheaper: number;
  /** Mean saving of a year over those draws, USD; negative where it costs more. */
  readonly expectedSavingUsd: number;
  readonly p10SavingUsd: number;
  readonly p90SavingUsd: number;
  /** What the work's own tokens cost there, USD per million. */
  readonly usdPerMtok: number;
  /** The variant whose score is compared, effort level included; null where it has none on this benchmark. */
  readonly publishedAs: string | null;
  readonly effort: string | null;
  /** Null where it has none on this benchmark: its quality is unknown. */
  readonly score: number | null;
  /** Score against today's model, 1 is as good; null where one of the two has no score on this benchmark. */
  readonly qualityRatio: number | null;
  /** What may go wrong, each a short sentence. */
  readonly risks: readonly string[];
  /** The parameters with which it becomes a lever. */
  readonly parameters: LeverParameters;
};

/** The candidates for the work of one model in use. */
export type SwapComparison = {
  readonly workload: string;
  /** Models in use with a price, most spend first. */
  readonly workloads: readonly string[];
  /** Null where no benchmark can be compared. */
  readonly benchmark: string | null;
  /** What a year of the work costs today at the volume of the last weeks, USD. */
  readonly yearUsd: number;
  /** The variant of today's model that the scores are compared with; null where it has none. */
  readonly current: { readonly publishedAs: string; readonly effort: string | null; readonly score: number } | null;
  readonly draws: number;
  /** Likely and large savings first. */
  readonly candidates: readonly SwapCandidate[];
};

export type SwapOptions = {
  readonly workload: string | null;
  readonly seed: number;
  readonly draws: number;
  readonly signal?: AbortSignal;
};

const MONTHS = 12;
const RECENT_DAYS = 28;
const DAYS_A_MONTH = 365.25 / 12;
/** Beyond this multiple of today's price nothing can be saved that is worth drawing. */
const DEAREST_RATIO = 1.5;
/** Drawn at most: those with a score first, then the cheapest. */
const MOST_CANDIDATES = 300;
const OLD_AFTER_DAYS = 365;

/**
 * Who could do the work of a model for less, among every priced model that answers in text (`offeredModels`); one without
 * a score on the benchmark is offered with its quality unknown. Each candidate is drawn over the sourced ranges of tokenizer, verbosity and
 * thinking, at the volume of the last weeks held for a year, so that only what is unknown about the candidate counts. The
 * same seed gives the same numbers. Null without a priced model in use.
 */
export async function swapCandidates(
  book: PriceBook,
  history: History,
  asOf: Day,
  quality: QualityComparison | null,
  options: SwapOptions,
): Promise<SwapComparison | null> {
  const first = monthOf(addDays(asOf, 1));
  const months = monthRange(first, addMonths(first, MONTHS - 1));
  const forecasts = segmentHistories(history).map((segment) => heldAt(segment, months));
  const spend = yearlySpend(buildBaseline(forecasts, [], book, months));
  const workloads = [...spend].toSorted((left, right) => right[1] - left[1]).map(([key]) => key);
  const workload = workloads.find((key) => key === options.workload) ?? workloads[0];
  if (workload === undefined) return null;

  const points = quality?.points ?? [];
  const current = bestVariant(
    points.filter(({ model }) => model === workload),
    null,
  );
  const scores = groupBy(points, ({ model }) => splitKey(model).name);
  const offers = offeredModels(book, workload, asOf).map((model): Offer => ({
    model,
    point: bestVariant(scores.get(splitKey(model).name) ?? [], current?.effort ?? null),
    doubt: doubtOf(book, model, asOf),
  }));
  const levers = new Map(offers.map((offer) => [offer.model, swapLever(offer, workload, current, first)]));
  const own = buildBaseline(
    forecasts.filter(({ history: { priceKey } }) => modelKeyOf(book, priceKey) === workload),
    [...levers.values()].map((lever) => scenarioOf(lever)),
    book,
    months,
  );
  const chosen = affordable(offers, own, workload);
  const yearUsd = yearOf(own, { id: 'today', name: '', levers: [] });
  const candidates: SwapCandidate[] = [];
  for (const offer of chosen) {
    const lever = levers.get(offer.model);
    if (lever === undefined) continue;
    const candidate = await drawn(offer, lever, own, yearUsd, current, asOf, options);
    if (candidate !== null) candidates.push(candidate);
  }
  return {
    workload,
    workloads,
    benchmark: quality?.benchmark ?? null,
    yearUsd,
    current:
      current === null ? null : { publishedAs: current.publishedAs, effort: current.effort, score: current.score },
    draws: options.draws,
    candidates: candidates.sort(
      (left, right) =>
        right.probabilityCheaper - left.probabilityCheaper || right.expectedSavingUsd - left.expectedSavingUsd,
    ),
  };
}

/** The volume of the last weeks, held: what a candidate would save must not hang on how the business grows. */
function heldAt(history: SegmentHistory, months: readonly Month[]): SegmentForecast {
  const isDaily = history.frequency === 'daily';
  const recent = history.values.slice(isDaily ? -RECENT_DAYS : -1);
  const perPeriod = recent.reduce((sum, value) => sum + value, 0) / Math.max(1, recent.length);
  const perMonth = perPeriod * (isDaily ? DAYS_A_MONTH : 1);
  return {
    history,
    tokens: new Float64Array(months.length).fill(perMonth),
    sigma: new Float64Array(months.length),
    method: 'held',
    reasons: [],
    findings: [],
    days: null,
  };
}

const scenarioOf = (lever: Lever): Scenario => ({ id: lever.id, name: lever.id, levers: [lever] });

const yearOf = (baseline: Baseline, scenario: Scenario): number => preciseSum(runScenario(baseline, scenario).costUsd);

/** Spend of a year by model; models without a price are left out. */
function yearlySpend(baseline: Baseline): ReadonlyMap<string, number> {
  const { models } = runScenario(baseline, { id: 'today', name: '', levers: [] });
  return new Map(
    models.flatMap(({ key, usd }): [string, number][] => {
      const total = preciseSum(usd);
      return Number.isFinite(total) && total > 0 ? [[key, total]] : [];
    }),
  );
}

/** The best-scoring variant of some points, of the given effort where there is one. Variants are chosen, never averaged. */
function bestVariant(points: readonly QualityPoint[], effort: string | null): QualityPoint | null {
  const same = points.filter((point) => point.effort === effort);
  return (same.length > 0 ? same : points).reduce<QualityPoint | null>(
    (best, point) => (best === null || point.score > best.score ? point : best),
    null,
  );
}

/** A model that is sold, its score where it has one, and why its price may be wrong. */
type Offer = { readonly model: string; readonly point: QualityPoint | null; readonly doubt: string | null };
type Priced = Offer & { readonly usdPerMtok: number };

/** Offers that are not far dearer than today's model on the same tokens: those with a score first, then the cheapest. */
function affordable(offers: readonly Offer[], own: Baseline, workload: string): readonly Priced[] {
  const today = blendedOn(own, workload);
  const limit = today === null ? Number.POSITIVE_INFINITY : today * DEAREST_RATIO;
  return offers
    .flatMap((offer): Priced[] => {
      const usdPerMtok = blendedOn(own, offer.model);
      return usdPerMtok === null || usdPerMtok > limit ? [] : [{ ...offer, usdPerMtok }];
    })
    .toSorted(
      (left, right) => Number(left.point === null) - Number(right.point === null) || left.usdPerMtok - right.usdPerMtok,
    )
    .slice(0, MOST_CANDIDATES);
}

function swapLever({ model, point }: Offer, workload: string, current: QualityPoint | null, start: Month): Lever {
  const tokenFactor = tokenFactorFor(workload, model);
  const ratio = qualityRatio(point, current);
  return {
    id: model,
    kind: 'model-swap',
    isEnabled: true,
    scope: { model: [workload] },
    start,
    end: null,
    rampMonths: 0,
    parameters: {
      ...defaultParameters('model-swap'),
      model,
      ...(tokenFactor === null ? {} : { tokenFactor }),
      ...(ratio === null ? {} : { qualityKept: Math.max(0, Math.min(1, ratio)) }),
    },
  };
}

const qualityRatio = (point: QualityPoint | null, current: QualityPoint | null): number | null =>
  point === null || current === null || current.score <= 0 ? null : point.score / current.score;

async function drawn(
  offer: Priced,
  lever: Lever,
  baseline: Baseline,
  yearUsd: number,
  current: QualityPoint | null,
  asOf: Day,
  { draws, seed, signal }: SwapOptions,
): Promise<SwapCandidate | null> {
  const { total } = await simulate(baseline, scenarioOf(lever), {
    draws,
    seed,
    volume: { by: null, correlation: 0, overrunBias: 0 },
    budgets: [],
    ...(signal === undefined ? {} : { signal }),
  });
  const costs = total.sortedUsd;
  if (costs.length === 0 || !costs.every(Number.isFinite)) return null;
  const cheaper = costs.filter((usd) => usd < yearUsd).length;
  const [p10SavingUsd, p90SavingUsd] = [yearUsd - total.p90Usd, yearUsd - total.p10Usd];
  const { model, point, usdPerMtok } = offer;
  return {
    model,
    label: splitKey(model).name,
    probabilityCheaper: cheaper / costs.length,
    expectedSavingUsd: yearUsd - preciseSum(costs) / costs.length,
    p10SavingUsd,
    p90SavingUsd,
    usdPerMtok,
    publishedAs: point?.publishedAs ?? null,
    effort: point?.effort ?? null,
    score: point?.score ?? null,
    qualityRatio: qualityRatio(point, current),
    risks: risksOf(offer, current, p10SavingUsd, asOf),
    parameters: lever.parameters,
  };
}

function risksOf(
  { model, point, doubt }: Offer,
  current: QualityPoint | null,
  p10SavingUsd: number,
  asOf: Day,
): readonly string[] {
  const retires = lifecycleOf(splitKey(model).name)?.retiredOn ?? null;
  return [
    point === null ? 'quality unknown: no score on this benchmark' : null,
    p10SavingUsd < 0 ? 'one case in ten costs more than today' : null,
    ...(point === null ? [] : scoreRisks(point, current, asOf)),
    doubt === null ? null : 'its price is not confirmed',
    retires === null ? null : `retires on ${retires}`,
  ].filter((risk) => risk !== null);
}

function scoreRisks(point: QualityPoint, current: QualityPoint | null, asOf: Day): readonly (string | null)[] {
  return [
    current === null ? 'today’s model has no score on this benchmark' : null,
    current !== null && point.effort !== current.effort ? 'measured at another effort than today’s model' : null,
    current?.range != null && point.range !== null && point.range[1] < current.range[0]
      ? 'clearly worse on this benchmark'
      : null,
    /^\d{4}-\d{2}-\d{2}$/.test(point.date) && addDays(point.date as Day, OLD_AFTER_DAYS) < asOf
      ? 'its score is older than a year'
      : null,
  ];
}
