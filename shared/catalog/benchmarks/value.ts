import type { PerTokenClass, TokenClass } from '../../units/tokenClasses.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import { TOKENS_PER_MTOK } from '../../units/quantities.ts';
import type { BenchmarkScore } from './scores.ts';

/** Tokens of a workload by class, in any unit: only their proportions count. */
export type TokenMix = Readonly<Partial<Record<TokenClass, number>>>;

/** USD per million tokens of a mix, and the classes of the mix that have no rate. */
export type BlendedRate = { readonly usdPerMtok: number | null; readonly unpriced: readonly TokenClass[] };

/**
 * One price for a mix of tokens: the rates weighted by the share of each class. Null where a class of the mix has no
 * rate, since a blend without it would look too cheap.
 *
 * Example: 3 parts input at 2.50 and 1 part output at 10 is (3 x 2.50 + 10) / 4 = 4.375 USD per million tokens.
 */
export function blendedRate(rates: PerTokenClass<number | null>, mix: TokenMix): BlendedRate {
  const used = TOKEN_CLASSES.filter((tokenClass) => (mix[tokenClass] ?? 0) > 0);
  const unpriced = used.filter((tokenClass) => rates[tokenClass] === null);
  const total = used.reduce((sum, tokenClass) => sum + (mix[tokenClass] ?? 0), 0);
  if (total === 0 || unpriced.length > 0) return { usdPerMtok: null, unpriced };
  const cost = used.reduce((sum, tokenClass) => sum + (mix[tokenClass] ?? 0) * (rates[tokenClass] ?? 0), 0);
  return { usdPerMtok: cost / total, unpriced };
}

/** Cost of one attempt with that many tokens of each class, USD; null where a used class has no rate. */
export function attemptCost(rates: PerTokenClass<number | null>, tokens: TokenMix): number | null {
  const { usdPerMtok } = blendedRate(rates, tokens);
  const total = TOKEN_CLASSES.reduce((sum, tokenClass) => sum + (tokens[tokenClass] ?? 0), 0);
  return usdPerMtok === null ? null : (usdPerMtok * total) / TOKENS_PER_MTOK;
}

/** The share of attempts that succeed; null where the score is no success rate (Elo, minutes, an index). */
export function successRate({ benchmark, score }: BenchmarkScore): number | null {
  if (!benchmark.higherIsBetter) return null;
  if (benchmark.unit === 'percent') return score / 100;
  return benchmark.unit === 'share' ? score : null;
}

/**
 * What one success costs if failures are simply tried again: cost per attempt / success rate (Erol et al., "Cost-of-Pass",
 * arXiv 2504.13359). Null where nothing succeeds.
 *
 * Example: 0.56 USD per attempt at 70.6 % is 0.7932 USD per success.
 */
export const costOfPass = (attemptUsd: number, rate: number): number | null => (rate > 0 ? attemptUsd / rate : null);

/**
 * What an attempt costs with the damage of its mistakes: cost + (1 - success rate) x price of a mistake ("Economic
 * Evaluation of LLMs", arXiv 2507.03834).
 *
 * Example: 0.05 USD at 90 % with 2 USD a mistake is 0.05 + 0.1 x 2 = 0.25 USD.
 */
export const expectedCost = (attemptUsd: number, rate: number, mistakeUsd: number): number =>
  attemptUsd + (1 - rate) * mistakeUsd;

export type Contender = { readonly attemptUsd: number; readonly successRate: number };

/**
 * The price of a mistake at which two models cost the same; above it the better one is cheaper. Null where one is better
 * and not dearer, so that no price of a mistake changes the ranking.
 *
 * Example: 0.01 USD at 80 % against 0.05 USD at 90 %: (0.05 - 0.01) / (0.9 - 0.8) = 0.40 USD.
 */
export function flipMistakePrice(left: Contender, right: Contender): number | null {
  const costGap = right.attemptUsd - left.attemptUsd;
  const qualityGap = right.successRate - left.successRate;
  if (qualityGap === 0) return null;
  const price = costGap / qualityGap;
  return price > 0 ? price : null;
}

/**
 * The cost per attempt at which `challenger` would equal `current` for a given price of a mistake: the model is worth
 * switching to below it. Negative where no price is low enough.
 *
 * Example: current 0.05 USD at 90 %, challenger at 80 %, 0.20 USD a mistake: 0.05 + 0.1 x 0.2 - 0.2 x 0.2 = 0.03 USD.
 */
export const flipAttemptPrice = (current: Contender, challenger: Contender, mistakeUsd: number): number =>
  expectedCost(current.attemptUsd, current.successRate, mistakeUsd) - (1 - challenger.successRate) * mistakeUsd;
