import type { Evaluation } from '../../model/evaluations.ts';
import type { BenchmarkScore } from './scores.ts';

/** Results that the document holds, as scores beside the published ones. */
export const scoresOfEvaluations = (evaluations: readonly Evaluation[]): readonly BenchmarkScore[] =>
  evaluations.map(({ benchmark, metric, unit, higherIsBetter, ...result }) => ({
    ...result,
    publishedAs: result.effort === null ? result.model : `${result.model} (${result.effort})`,
    vendor: '',
    benchmark: { name: benchmark, metric, unit, higherIsBetter },
    licence: 'own',
    origin: 'own',
  }));

/** Scores as the document keeps them. */
export const evaluationsOf = (scores: readonly BenchmarkScore[]): readonly Evaluation[] =>
  scores.map(({ model, benchmark, score, effort, agent, costPerAttemptUsd, costBasis, date, source }) => ({
    model,
    benchmark: benchmark.name,
    metric: benchmark.metric,
    unit: benchmark.unit,
    higherIsBetter: benchmark.higherIsBetter,
    score,
    effort,
    agent,
    costPerAttemptUsd,
    costBasis,
    date,
    source,
  }));
