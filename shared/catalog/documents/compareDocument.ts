import type { Finding } from '../../units/findings.ts';
import type { Day } from '../../units/months.ts';
import { attributionsFor } from '../benchmarks/attributions.ts';
import { joinScores, scoresOf } from '../benchmarks/join.ts';
import type { BenchmarkScore } from '../benchmarks/scores.ts';
import { blendedRate, costOfPass, successRate } from '../benchmarks/value.ts';
import type { PriceBook } from '../types.ts';
import { priceDocument, priceOn } from './priceDocument.ts';
import type { PriceDocument } from './priceDocument.ts';

/** Parts of fresh input and visible output, such as 3 to 1. */
export type InputOutputMix = { readonly input: number; readonly output: number };

export type CompareRequest = { readonly mix: InputOutputMix; readonly at: string; readonly today?: Day };

export type ComparedBenchmark = {
  readonly name: string;
  readonly metric: string;
  readonly score: number;
  readonly unit: string;
  readonly date: string | null;
  readonly source: string;
  readonly licence: string;
  readonly effort: string | null;
  readonly agent: string | null;
  readonly publishedAs: string;
  readonly costPerAttemptUsd: number | null;
};

/** Where a cost of pass comes from: without these a single figure says nothing. */
export type CostOfPassBasis = {
  readonly benchmark: string;
  readonly metric: string;
  readonly publishedAs: string;
  readonly effort: string | null;
  readonly attemptUsd: number;
  readonly costBasis: string | null;
  readonly successRate: number;
  readonly date: string | null;
};

export type ComparedModel = PriceDocument & {
  readonly blendedUsdPerMtok: number | null;
  readonly benchmarks: readonly ComparedBenchmark[];
  readonly costOfPassUsd: number | null;
  readonly costOfPassBasis: CostOfPassBasis | null;
};

/** What `tokenwright compare --json` prints. */
export type CompareDocument = {
  readonly date: string;
  readonly mix: InputOutputMix;
  readonly models: readonly ComparedModel[];
  readonly attributions: readonly string[];
  readonly findings: readonly Finding[];
};

type Pass = { readonly usd: number; readonly basis: CostOfPassBasis };

const benchmarkKey = ({ benchmark }: BenchmarkScore): string => `${benchmark.name}|${benchmark.metric}`;

function passOf(score: BenchmarkScore): Pass | null {
  const rate = successRate(score);
  const usd = rate === null || score.costPerAttemptUsd === null ? null : costOfPass(score.costPerAttemptUsd, rate);
  if (usd === null || rate === null || score.costPerAttemptUsd === null) return null;
  const { benchmark, publishedAs, effort, costBasis, date } = score;
  const { name, metric } = benchmark;
  const attemptUsd = score.costPerAttemptUsd;
  return {
    usd,
    basis: { benchmark: name, metric, publishedAs, effort, attemptUsd, costBasis, successRate: rate, date },
  };
}

/** The cheapest pass of a model on one benchmark, or on any: a variant is chosen, never an average of variants. */
function cheapestPass(scores: readonly BenchmarkScore[], benchmark: string | null): Pass | null {
  const passes = scores
    .filter((score) => benchmark === null || benchmarkKey(score) === benchmark)
    .flatMap((score) => passOf(score) ?? []);
  return passes.reduce<Pass | null>((best, pass) => (best === null || pass.usd < best.usd ? pass : best), null);
}

/** The benchmark with a cost for every compared model; null where there is none. The one with the newest rows wins. */
function commonBenchmark(perModel: readonly (readonly BenchmarkScore[])[]): string | null {
  const keys = perModel.map((scores) => new Set(scores.filter((score) => passOf(score) !== null).map(benchmarkKey)));
  const [first, ...rest] = keys;
  const common = [...(first ?? [])].filter((key) => rest.every((other) => other.has(key)));
  const newest = (key: string): string =>
    perModel
      .flat()
      .reduce(
        (latest, score) => (benchmarkKey(score) === key && (score.date ?? '') > latest ? (score.date ?? '') : latest),
        '',
      );
  return common.toSorted((left, right) => newest(right).localeCompare(newest(left)))[0] ?? null;
}

const shown = (score: BenchmarkScore): ComparedBenchmark => ({
  name: score.benchmark.name,
  metric: score.benchmark.metric,
  score: score.score,
  unit: score.benchmark.unit,
  date: score.date,
  source: score.source,
  licence: score.licence,
  effort: score.effort,
  agent: score.agent,
  publishedAs: score.publishedAs,
  costPerAttemptUsd: score.costPerAttemptUsd,
});

function blendOf(book: PriceBook, name: string, { at, mix }: CompareRequest): number | null {
  const { period } = priceOn(book, { name, at });
  if (period === null) return null;
  return blendedRate(period.usdPerMtok, { in_fresh: mix.input, out_visible: mix.output }).usdPerMtok;
}

/**
 * Models side by side: price, one price for a given mix of input and output, published scores, and what a success costs
 * on a benchmark for which all of them have a cost. Where there is no such benchmark each model's own cheapest is shown
 * with a finding, because such figures do not compare.
 *
 * Example: gpt-4o at 3:1 is (3 x 2.50 + 10) / 4 = 4.375 USD per million tokens.
 */
export function compareDocument(
  book: PriceBook,
  scores: readonly BenchmarkScore[],
  models: readonly string[],
  request: CompareRequest,
): CompareDocument {
  const join = joinScores(book, scores);
  const compared = models.map((name) => {
    const { at, today } = request;
    const document = priceDocument(book, today === undefined ? { name, at } : { name, at, today });
    return { document, scores: document.model === null ? [] : scoresOf(scores, join, document.model) };
  });
  const common = commonBenchmark(compared.map((model) => model.scores));
  const rows = compared.map(({ document, scores: own }): ComparedModel => {
    const pass = cheapestPass(own, common);
    return {
      ...document,
      blendedUsdPerMtok: blendOf(book, document.name, request),
      benchmarks: own.map(shown),
      costOfPassUsd: pass?.usd ?? null,
      costOfPassBasis: pass?.basis ?? null,
    };
  });
  const bases = new Set(rows.flatMap(({ costOfPassBasis }) => costOfPassBasis?.benchmark ?? []));
  const message = `The costs of a pass come from different benchmarks (${[...bases].join(', ')}) and do not compare.`;
  return {
    date: request.at.slice(0, 10),
    mix: request.mix,
    models: rows,
    attributions: attributionsFor(compared.flatMap((model) => model.scores)).map(({ text }) => text),
    findings: bases.size > 1 ? [{ code: 'not-comparable', message }] : [],
  };
}
