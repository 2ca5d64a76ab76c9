import { quantile } from 'simple-statistics';
import type { Interval } from '../forecast.ts';
import type { Backtest, ScoredStep } from './backtest.ts';

/** Scored steps and origins from which bands are adjusted at all. */
const [FEWEST_STEPS, FEWEST_ORIGINS] = [40, 4];
/** Origins that weigh as much as the belief that the bands are right: steps of one origin err together. */
const BELIEF_ORIGINS = 8;
const [NARROWEST, WIDEST] = [0.5, 3];
/** A band of no width counts as this share of its point. */
const NO_WIDTH = 1e-9;

/** How many widths of its own side a value lies from the point: 1 is on the bound. */
function widthsAway({ actual, point, bands }: ScoredStep, level: number): number {
  const band = bands.find((one) => one.level === level);
  if (band === undefined) return Number.NaN;
  const width = actual >= point ? band.upper - point : point - band.lower;
  return Math.abs(actual - point) / Math.max(width, NO_WIDTH * Math.abs(point), Number.MIN_VALUE);
}

/**
 * How many times wider a band of this level should be so that it would have held as often as it says, from forecasts of
 * the past (split conformal prediction, Vovk et al. 2005: the quantile of past scores at level x (1 + 1/n)), drawn to 1
 * where origins are few. 1 where the history does not allow it. Example: of 100 past values the 80th largest lay 1.5
 * half-widths off; with 8 origins the factor is sqrt(1.5) = 1.22.
 */
export function conformalFactor(past: Backtest, level: number): number {
  if (past.steps.length < FEWEST_STEPS || past.origins < FEWEST_ORIGINS) return 1;
  const scores = past.steps.map((step) => widthsAway(step, level)).filter(Number.isFinite);
  if (scores.length < FEWEST_STEPS) return 1;
  const measured = quantile(scores, Math.min(1, (level / 100) * (1 + 1 / scores.length)));
  const own = past.origins / (past.origins + BELIEF_ORIGINS);
  return Math.exp(own * Math.log(Math.min(WIDEST, Math.max(NARROWEST, measured))));
}

/** The same band, `factor` times as wide to each side, not below 0 where it was not. Example: 8 to 14 around 10 by 2 -> 6 to 18. */
export function widened({ level, lower, upper }: Interval, point: readonly number[], factor: number): Interval {
  const move = (bounds: readonly number[]): number[] =>
    bounds.map((bound, step) => {
      const middle = point[step] ?? bound;
      const moved = middle + factor * (bound - middle);
      return bound >= 0 ? Math.max(0, moved) : moved;
    });
  return { level, lower: move(lower), upper: move(upper) };
}
