import type { PriceBook, PriceMatch } from '../types.ts';
import type { BenchmarkScore } from './scores.ts';

/** Which model of the price book a benchmark's model is; null where the book does not sell it. */
export type ScoreJoin = ReadonlyMap<string, PriceMatch | null>;

/**
 * Joins the models of scores to the price book by their canonical names. Open models that several hosts sell have no
 * single price and stay without one.
 */
export function joinScores(book: PriceBook, scores: readonly BenchmarkScore[]): ScoreJoin {
  const models = new Set(scores.map(({ model }) => model));
  return new Map(
    [...models].map((model) => {
      const match = book.match({ name: model, provider: null, route: null, region: null, serviceTier: null });
      return [model, match.status === 'unknown' || book.rates(match).length === 0 ? null : match];
    }),
  );
}

/** Scores of one priced model: those whose model joins to the same canonical model. */
export function scoresOf(scores: readonly BenchmarkScore[], join: ScoreJoin, model: string): readonly BenchmarkScore[] {
  return scores.filter((score) => score.model === model || join.get(score.model)?.model === model);
}
