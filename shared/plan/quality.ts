import { attributionsFor } from '../catalog/benchmarks/attributions.ts';
import { efficientFrontier } from '../catalog/benchmarks/frontier.ts';
import { joinScores } from '../catalog/benchmarks/join.ts';
import { scoresOfEvaluations } from '../catalog/benchmarks/evaluations.ts';
import { samplingRange } from '../catalog/benchmarks/sampling.ts';
import { publishedScores, type BenchmarkScore } from '../catalog/benchmarks/scores.ts';
import { costOfPass, successRate } from '../catalog/benchmarks/value.ts';
import { lifecycleOf } from '../catalog/prices/lifecycles.ts';
import { dearestPeriod, periodsAt, byThreshold } from '../catalog/prices/periods.ts';
import type { PriceBook, PriceMatch } from '../catalog/types.ts';
import type { History } from '../data/history.ts';
import { priceKeyOf } from '../data/priceKeys.ts';
import type { Evaluation } from '../model/evaluations.ts';
import { groupBy } from '../units/groupBy.ts';
import { addDays, type Day } from '../units/months.ts';
import { INPUT_CLASSES, OUTPUT_CLASSES, TOKEN_CLASSES } from '../units/tokenClasses.ts';
import type { QualityComparison, QualityPoint } from './results.ts';

/** Days of recent use that the token mix and the spend by model are read from. */
const RECENT_DAYS = 92;
/** With fewer priced models on it a benchmark compares nothing. */
const FEWEST_MODELS = 3;

/** How the user's tokens divide: fresh input, input read from the cache, and output; they add up to 1. */
type Mix = { readonly fresh: number; readonly cached: number; readonly output: number };

/**
 * Quality against cost on one benchmark, at the prices of a day and on the user's own token mix. Each measured variant is
 * a point of its own: results at different effort levels are never averaged. Null when nothing can be compared.
 */
export function qualityComparison(
  book: PriceBook,
  history: History,
  asOf: Day,
  benchmark: string | null,
  evaluations: readonly Evaluation[] = [],
): QualityComparison | null {
  const all = [...publishedScores, ...scoresOfEvaluations(evaluations)];
  const join = joinScores(book, all);
  const priced = all.filter(({ model }) => (join.get(model) ?? null) !== null);
  const titles = benchmarkTitles(all);
  const byBenchmark = groupBy(priced, (score) => titles(score));
  // The user's own results are shown however few they are.
  const own = new Set(priced.filter(({ origin }) => origin === 'own').map((score) => titles(score)));
  const names = [...byBenchmark]
    .map(([name, scores]) => ({ name, models: new Set(scores.map(({ model }) => model)).size }))
    .filter(({ name, models }) => models >= FEWEST_MODELS || own.has(name))
    .sort((left, right) => right.models - left.models || left.name.localeCompare(right.name))
    .map(({ name }) => name);
  const chosen = benchmark !== null && names.includes(benchmark) ? benchmark : names[0];
  const scores = chosen === undefined ? [] : (byBenchmark.get(chosen) ?? []);
  const [first] = scores;
  if (chosen === undefined || first === undefined) return null;

  const { mix, spend, tokensPerRequest } = recentUse(book, history, asOf);
  const points = distinct(scores).flatMap((score): Omit<QualityPoint, 'isOnFrontier'>[] => {
    const match = join.get(score.model) ?? null;
    const key = match === null ? null : priceKeyOf(match);
    if (match === null || key === null) return [];
    const usdPerMtok = blendedUsd(book, match, asOf, mix);
    const retires = lifecycleOf(match.model ?? '')?.retiredOn ?? null;
    const retiredOn = retires !== null && retires <= asOf ? retires : null;
    const spendUsd = spend.get(match.model ?? '') ?? null;
    return [pointOf(score, key, { usdPerMtok, tokensPerRequest, spendUsd, retiredOn })];
  });
  const frontier = new Set(
    efficientFrontier(
      points.flatMap((point, index) =>
        // What can no longer be bought is on nobody's frontier.
        point.usdPerMtok === null || point.retiredOn !== null
          ? []
          : [{ id: String(index), quality: sign(first) * point.score, costUsd: point.usdPerMtok }],
      ),
    ).map(({ id }) => id),
  );
  return {
    benchmark: chosen,
    unit: first.benchmark.unit,
    benchmarks: names,
    mix: {
      inputPerOutput: mix.output === 0 ? 0 : (mix.fresh + mix.cached) / mix.output,
      cachedShare: mix.fresh + mix.cached === 0 ? 0 : mix.cached / (mix.fresh + mix.cached),
    },
    tokensPerRequest,
    points: points.map((point, index) => ({ ...point, isOnFrontier: frontier.has(String(index)) })),
    attributions: attributionsFor(scores).map(({ text }) => text),
  };
}

/** Name of the scores that compare with one another: the metric stands behind where a benchmark has several. */
export function benchmarkTitles(scores: readonly BenchmarkScore[]): (score: BenchmarkScore) => string {
  const metrics = groupBy(scores, ({ benchmark }) => benchmark.name);
  const hasSeveral = new Set(
    [...metrics].flatMap(([name, members]) =>
      new Set(members.map(({ benchmark }) => benchmark.metric)).size > 1 ? [name] : [],
    ),
  );
  return ({ benchmark: { name, metric } }) => (hasSeveral.has(name) ? `${name}, ${metric}` : name);
}

/** One point for variants that were given the same score: an index of the model as a whole, not of its settings. */
const distinct = (scores: readonly BenchmarkScore[]): readonly BenchmarkScore[] =>
  [...groupBy(scores, ({ model, score }) => `${model} ${String(score)}`).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );

/** Where less is better, quality rises as the score falls. */
const sign = ({ benchmark }: BenchmarkScore): number => (benchmark.higherIsBetter ? 1 : -1);

type OwnUse = {
  readonly usdPerMtok: number | null;
  readonly tokensPerRequest: number | null;
  readonly spendUsd: number | null;
  readonly retiredOn: string | null;
};

function pointOf(score: BenchmarkScore, model: string, use: OwnUse): Omit<QualityPoint, 'isOnFrontier'> {
  const { usdPerMtok, tokensPerRequest } = use;
  const ownAttempt = usdPerMtok === null || tokensPerRequest === null ? null : (usdPerMtok * tokensPerRequest) / 1e6;
  const attemptUsd = score.costPerAttemptUsd ?? ownAttempt;
  const rate = successRate(score);
  return {
    model,
    label: model.split('/').at(-1) ?? model,
    score: score.score,
    usdPerMtok,
    date: score.date ?? '',
    source: score.source,
    licence: score.licence,
    publishedAs: score.publishedAs,
    effort: score.effort,
    range: samplingRange(score),
    successRate: rate,
    attemptUsd,
    attemptBasis: score.costPerAttemptUsd === null ? null : score.costBasis,
    costOfPassUsd: rate === null || attemptUsd === null ? null : costOfPass(attemptUsd, rate),
    isOwnResult: score.origin === 'own',
    retiredOn: use.retiredOn,
    spendUsd: use.spendUsd,
  };
}

/**
 * Price of the mix, USD per million tokens. A model without a price for cached input bills it as input.
 * Example: 60 % fresh at 3, 30 % cached at 0.30 and 10 % output at 15 is 1.80 + 0.09 + 1.50 = 3.39.
 */
function blendedUsd(book: PriceBook, match: PriceMatch, day: Day, mix: Mix): number | null {
  const period = dearestPeriod(byThreshold(periodsAt(book.rates(match), day)).base);
  if (period === null) return null;
  const { in_fresh: input, in_cache_read: cached, out_visible: output } = period.usdPerMtok;
  // A free preview or trial tier is no price to plan with.
  if (input === null || output === null || input + output === 0) return null;
  return mix.fresh * input + mix.cached * (cached ?? input) + mix.output * output;
}

const TYPICAL: Mix = { fresh: 0.75, cached: 0, output: 0.25 };

/** The mix of recent tokens and the spend by canonical model name, at the prices of each day. */
function recentUse(book: PriceBook, history: History, asOf: Day) {
  const from = addDays(asOf, -RECENT_DAYS);
  const recent = history.days.filter(({ period }) => period > from);
  const keys = new Map(history.priceKeys.map((key) => [key.id, key]));
  const sums = { fresh: 0, cached: 0, output: 0, requests: 0, tokensOfRequests: 0 };
  const spend = new Map<string, number>();
  for (const [priceKeyId, volumes] of groupBy(recent, (volume) => volume.priceKeyId)) {
    const key = keys.get(priceKeyId);
    const match = book.match({ ...NO_HINTS, ...key, name: key?.name ?? '' });
    const periods = book.rates(match);
    for (const { tokens, period, requests } of volumes) {
      const cached = tokens.in_cache_read ?? 0;
      const input = INPUT_CLASSES.reduce((sum, name) => sum + (tokens[name] ?? 0), 0);
      sums.cached += cached;
      sums.fresh += input - cached;
      const output = OUTPUT_CLASSES.reduce((sum, name) => sum + (tokens[name] ?? 0), 0);
      sums.output += output;
      if (requests !== null && requests > 0) {
        sums.requests += requests;
        sums.tokensOfRequests += input + output;
      }
      const rates = dearestPeriod(byThreshold(periodsAt(periods, period)).base)?.usdPerMtok;
      if (match.model === null || rates === undefined) continue;
      const usd = TOKEN_CLASSES.reduce((sum, name) => sum + ((tokens[name] ?? 0) * (rates[name] ?? 0)) / 1e6, 0);
      spend.set(match.model, (spend.get(match.model) ?? 0) + usd);
    }
  }
  const total = sums.fresh + sums.cached + sums.output;
  const mix: Mix =
    total === 0 ? TYPICAL : { fresh: sums.fresh / total, cached: sums.cached / total, output: sums.output / total };
  return { mix, spend, tokensPerRequest: sums.requests === 0 ? null : sums.tokensOfRequests / sums.requests };
}

const NO_HINTS = { provider: null, route: null, region: null, serviceTier: null, contextBand: null };
