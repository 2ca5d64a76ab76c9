import { attributionsFor } from '../catalog/benchmarks/attributions.ts';
import { efficientFrontier } from '../catalog/benchmarks/frontier.ts';
import { joinScores } from '../catalog/benchmarks/join.ts';
import { publishedScores, type BenchmarkScore } from '../catalog/benchmarks/scores.ts';
import { dearestPeriod, periodsAt, byThreshold } from '../catalog/prices/periods.ts';
import type { PriceBook, PriceMatch } from '../catalog/types.ts';
import type { History } from '../data/history.ts';
import { priceKeyOf } from '../data/priceKeys.ts';
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
): QualityComparison | null {
  const join = joinScores(book, publishedScores);
  const priced = publishedScores.filter(({ model }) => (join.get(model) ?? null) !== null);
  const byBenchmark = groupBy(priced, (score) => score.benchmark.name);
  const names = [...byBenchmark]
    .map(([name, scores]) => ({ name, models: new Set(scores.map(({ model }) => model)).size }))
    .filter(({ models }) => models >= FEWEST_MODELS)
    .sort((left, right) => right.models - left.models || left.name.localeCompare(right.name))
    .map(({ name }) => name);
  const chosen = benchmark !== null && names.includes(benchmark) ? benchmark : names[0];
  const scores = chosen === undefined ? [] : (byBenchmark.get(chosen) ?? []);
  const [first] = scores;
  if (chosen === undefined || first === undefined) return null;

  const { mix, spend } = recentUse(book, history, asOf);
  const points = distinct(scores).flatMap((score): Omit<QualityPoint, 'isOnFrontier'>[] => {
    const match = join.get(score.model) ?? null;
    const key = match === null ? null : priceKeyOf(match);
    if (match === null || key === null) return [];
    return [pointOf(score, key, blendedUsd(book, match, asOf, mix), spend.get(match.model ?? '') ?? null)];
  });
  const frontier = new Set(
    efficientFrontier(
      points.flatMap((point, index) =>
        point.usdPerMtok === null
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
    points: points.map((point, index) => ({ ...point, isOnFrontier: frontier.has(String(index)) })),
    attributions: attributionsFor(scores).map(({ text }) => text),
  };
}

/** One point for variants that were given the same score: an index of the model as a whole, not of its settings. */
const distinct = (scores: readonly BenchmarkScore[]): readonly BenchmarkScore[] =>
  [...groupBy(scores, ({ model, score }) => `${model} ${String(score)}`).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );

/** Where less is better, quality rises as the score falls. */
const sign = ({ benchmark }: BenchmarkScore): number => (benchmark.higherIsBetter ? 1 : -1);

const pointOf = (
  score: BenchmarkScore,
  model: string,
  usdPerMtok: number | null,
  spendUsd: number | null,
): Omit<QualityPoint, 'isOnFrontier'> => ({
  model,
  label: model.split('/').at(-1) ?? model,
  score: score.score,
  usdPerMtok,
  date: score.date ?? '',
  source: score.source,
  licence: score.licence,
  publishedAs: score.publishedAs,
  spendUsd,
});

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
  const sums = { fresh: 0, cached: 0, output: 0 };
  const spend = new Map<string, number>();
  for (const [priceKeyId, volumes] of groupBy(recent, (volume) => volume.priceKeyId)) {
    const key = keys.get(priceKeyId);
    const match = book.match({ ...NO_HINTS, ...key, name: key?.name ?? '' });
    const periods = book.rates(match);
    for (const { tokens, period } of volumes) {
      const cached = tokens.in_cache_read ?? 0;
      const input = INPUT_CLASSES.reduce((sum, name) => sum + (tokens[name] ?? 0), 0);
      sums.cached += cached;
      sums.fresh += input - cached;
      sums.output += OUTPUT_CLASSES.reduce((sum, name) => sum + (tokens[name] ?? 0), 0);
      const rates = dearestPeriod(byThreshold(periodsAt(periods, period)).base)?.usdPerMtok;
      if (match.model === null || rates === undefined) continue;
      const usd = TOKEN_CLASSES.reduce((sum, name) => sum + ((tokens[name] ?? 0) * (rates[name] ?? 0)) / 1e6, 0);
      spend.set(match.model, (spend.get(match.model) ?? 0) + usd);
    }
  }
  const total = sums.fresh + sums.cached + sums.output;
  const mix: Mix =
    total === 0 ? TYPICAL : { fresh: sums.fresh / total, cached: sums.cached / total, output: sums.output / total };
  return { mix, spend };
}

const NO_HINTS = { provider: null, route: null, region: null, serviceTier: null, contextBand: null };
