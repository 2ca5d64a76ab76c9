import type { BenchmarkScore } from './scores.ts';

/** Cases of benchmarks whose size is published: what a score rests on. */
const CASES: Readonly<Record<string, number>> = {
  'aider-polyglot': 225,
  'gpqa-diamond': 198,
  'simple-evals-gpqa': 198,
  'simple-evals-humaneval': 164,
  'swe-bench-verified-bash-only': 500,
  'swe-bench-verified-epoch': 500,
};

/** z of a two-sided 95 % interval. */
const Z = 1.959964;

/**
 * The 95 % interval of a success rate by the number of its cases (Wilson 1927); null where the number is not known or the
 * score is no share of cases. It holds the luck of the draw only, not a changed prompt or agent.
 *
 * Example: 70 % of 198 cases is 63.3 to 75.9 %.
 */
export function samplingRange({ benchmark, score, costBasis }: BenchmarkScore): readonly [number, number] | null {
  if (benchmark.unit !== 'percent') return null;
  const stated = /for (\d+) cases/.exec(costBasis ?? '')?.[1];
  const cases = CASES[benchmark.name] ?? (stated === undefined ? undefined : Number(stated));
  if (cases === undefined) return null;
  const rate = score / 100;
  const middle = (rate + Z ** 2 / (2 * cases)) / (1 + Z ** 2 / cases);
  const half = (Z / (1 + Z ** 2 / cases)) * Math.sqrt((rate * (1 - rate)) / cases + Z ** 2 / (4 * cases ** 2));
  return [100 * (middle - half), 100 * (middle + half)];
}
