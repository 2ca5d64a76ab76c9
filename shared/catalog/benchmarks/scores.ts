import type { Benchmark, BenchmarkColumns } from './columns.ts';
import published from './published.json' with { type: 'json' };

/** One published or own result. Results of different effort levels are never averaged: each is a row of its own. */
export type BenchmarkScore = {
  /** Canonical model name of the source table, `claude-opus-4-5`. */
  readonly model: string;
  /** The model as its source writes it, with effort, thinking budget and agent. */
  readonly publishedAs: string;
  /** Effort level or thinking budget, `high`, `32K`; null where the source names none. */
  readonly effort: string | null;
  /** The agent around the model, `Droid`; null where there is none. */
  readonly agent: string | null;
  readonly vendor: string;
  readonly benchmark: Benchmark;
  readonly score: number;
  /** Cost of one attempt at one task, USD; null where the source states no cost. */
  readonly costPerAttemptUsd: number | null;
  /** How the source states the cost, `total USD for 225 cases`. */
  readonly costBasis: string | null;
  /** As the source states it, often an ISO day, sometimes a month with a remark. */
  readonly date: string | null;
  readonly source: string;
  readonly licence: string;
  readonly origin: 'published' | 'own';
};

const EFFORT =
  /(?:_|\s*\(|,\s*|-)(xhigh|high|medium|low|minimal|none|max|thinking|adaptive|\d+k(?: thinking)?)\)?(?=\s*\[|$)/i;
const AGENT = /\[([^\]]+)\]\s*$/;

/** Effort and agent as the published name states them. Example: `gpt-5.2-2025-12-11_medium [Droid]` -> medium, Droid. */
export function readVariant(publishedAs: string): { readonly effort: string | null; readonly agent: string | null } {
  const effort = EFFORT.exec(publishedAs.trim())?.[1] ?? null;
  return { effort: effort?.toLowerCase() ?? null, agent: AGENT.exec(publishedAs)?.[1] ?? null };
}

/**
 * Cost of one attempt from a cost and its basis; null for a basis that does not say how many attempts it covers.
 * Examples: 14.4063 `total USD for 225 cases` -> 0.064028; 13.54 `USD per 1000 function calls` -> 0.01354.
 */
export function costPerAttempt(costUsd: number | null, basis: string | null): number | null {
  if (costUsd === null || basis === null) return null;
  const total = /^total USD for (\d+) cases$/.exec(basis)?.[1];
  if (total !== undefined) return costUsd / Number(total);
  if (basis.startsWith('USD per 1000 ')) return costUsd / 1000;
  return /^USD per (instance|task|attempt)/.test(basis) ? costUsd : null;
}

const at = <T>(list: readonly T[], index: number | undefined): T | null =>
  index === undefined || index < 0 ? null : (list[index] ?? null);

/** Unpacks columns into rows, in the order of the source table. */
export function unpackBenchmarks(columns: BenchmarkColumns): readonly BenchmarkScore[] {
  return columns.score.flatMap((score, row) => {
    const benchmark = at(columns.benchmarks, columns.benchmark[row]);
    if (benchmark === null) return [];
    const publishedAs = columns.publishedAs[row] ?? '';
    const costBasis = at(columns.costBases, columns.costBasis[row]);
    return [
      {
        model: at(columns.models, columns.model[row]) ?? publishedAs,
        publishedAs,
        ...readVariant(publishedAs),
        vendor: at(columns.vendors, columns.vendor[row]) ?? '',
        benchmark,
        score,
        costPerAttemptUsd: costPerAttempt(columns.costUsd[row] ?? null, costBasis),
        costBasis,
        date: at(columns.dates, columns.date[row]),
        source: at(columns.sources, columns.source[row]) ?? '',
        licence: at(columns.licences, columns.licence[row]) ?? '',
        origin: 'published' as const,
      },
    ];
  });
}

/** Every published score that may ship with the product: 2,046 rows, all under a licence that allows it. */
export const publishedScores: readonly BenchmarkScore[] = unpackBenchmarks(published);
