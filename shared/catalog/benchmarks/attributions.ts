import type { BenchmarkScore } from './scores.ts';

/** Who made a table of scores, under which licence, and how it wants to be named. */
export type Attribution = {
  readonly licence: string;
  readonly text: string;
  /** True where the licence asks for the credit wherever the figures are shown. */
  readonly isRequired: boolean;
};

const ATTRIBUTIONS: readonly (Attribution & { readonly sources: RegExp })[] = [
  {
    sources: /^https:\/\/epoch\.ai\//,
    licence: 'CC-BY-4.0',
    text: 'Epoch AI, "Data on AI Benchmarking", epoch.ai/benchmarks, CC BY 4.0. Names were made uniform.',
    isRequired: true,
  },
  {
    sources: /github\.com\/Aider-AI\/aider/,
    licence: 'Apache-2.0',
    text: 'Aider leaderboards, github.com/Aider-AI/aider, Apache License 2.0.',
    isRequired: true,
  },
  {
    sources: /github\.com\/ShishirPatil\/gorilla/,
    licence: 'Apache-2.0',
    text: 'Berkeley Function-Calling Leaderboard, github.com/ShishirPatil/gorilla, Apache License 2.0.',
    isRequired: true,
  },
  {
    sources: /github\.com\/sierra-research\/tau2-bench/,
    licence: 'MIT',
    text: 'tau2-bench and tau-voice submissions, github.com/sierra-research/tau2-bench, MIT License, Copyright Sierra.',
    isRequired: true,
  },
  {
    sources: /github\.com\/openai\/simple-evals/,
    licence: 'MIT',
    text: 'simple-evals, github.com/openai/simple-evals, MIT License, Copyright OpenAI.',
    isRequired: true,
  },
  {
    sources: /mteb|embeddings-benchmark/i,
    licence: 'CC0-1.0',
    text: 'Massive Text Embedding Benchmark results, github.com/embeddings-benchmark/results, CC0 1.0.',
    isRequired: false,
  },
];

/** The credits that a set of scores needs, each once, in a fixed order. Own scores need none. */
export function attributionsFor(scores: readonly BenchmarkScore[]): readonly Attribution[] {
  const sources = new Set(scores.filter(({ origin }) => origin === 'published').map(({ source }) => source));
  return ATTRIBUTIONS.filter((attribution) => [...sources].some((source) => attribution.sources.test(source))).map(
    ({ licence, text, isRequired }) => ({ licence, text, isRequired }),
  );
}

/** True where some attribution covers the score's source; every shipped score is covered. */
export const isAttributed = ({ source, origin }: BenchmarkScore): boolean =>
  origin === 'own' || ATTRIBUTIONS.some(({ sources }) => sources.test(source));
