import type { ModelScale } from './history.ts';
import { AUTOREGRESSIVE_CHANGES, RETURN_TO_LINE } from './members/autoregression.ts';
import { blockTrend } from './members/blocks.ts';
import { dampedTrend } from './members/dampedTrend.ts';
import type { Member, Projection } from './members/member.ts';
import { THETA } from './members/theta.ts';
import { at, sum } from './numbers.ts';
import type { FrequencySettings } from './settings.ts';
import type { LibraryAnswer, TrendLibrary } from './trendLibrary.ts';

export type CombinedTrend = {
  readonly path: Float64Array;
  readonly names: readonly string[];
  /** The same combination without the library, with its parameters held, from any beginning of the trend. */
  readonly repeat: Projection;
  readonly library: 'used' | 'absent' | Extract<LibraryAnswer, { refused: string }>['refused'];
};

/** No forecast leaves the range of its history by more than this, in model units: e to the 7th is a thousandfold. */
const FURTHEST = 7;
/** The library sees the newest values only: its search costs time in proportion, and smoothing forgets what is older. */
const LIBRARY_STEPS = 150;

function membersOf(settings: FrequencySettings, scale: ModelScale, steps: number): Member[] {
  const members = [THETA, dampedTrend(scale), AUTOREGRESSIVE_CHANGES, blockTrend(settings.blockSteps)];
  if (settings.returnsToLine) members.push(RETURN_TO_LINE);
  return members.filter(({ fewestSteps }) => steps >= fewestSteps);
}

/** The mean without the lowest and the highest value, of four values or more. Example: 1, 2, 4, 90 -> 3. */
export function trimmedMean(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const kept = sorted.length > 3 ? sorted.slice(1, -1) : sorted;
  return sum(kept) / kept.length;
}

/**
 * Carries a trend on by the trimmed mean of several simple methods at each step. Combinations of simple methods beat their
 * members and nearly all elaborate methods in the M competitions (Makridakis et al. 2020; Petropoulos and Svetunkov 2020).
 */
export function combinedTrend(
  trend: Float64Array,
  horizon: number,
  settings: FrequencySettings,
  scale: ModelScale,
  library: TrendLibrary | null,
): CombinedTrend {
  const members = membersOf(settings, scale, trend.length);
  const projections = members.map((member) => member.fit(trend));
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of trend) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const combine = (paths: readonly Float64Array[], steps: number): Float64Array =>
    Float64Array.from({ length: steps }, (_, step) => {
      const middle = trimmedMean(paths.map((path) => at(path, step)).filter(Number.isFinite));
      return Math.max(lowest - FURTHEST, Math.min(highest + FURTHEST, middle));
    });
  const repeat: Projection = (history, steps) =>
    combine(
      projections.map((projection) => projection(history, steps)),
      steps,
    );

  const paths = projections.map((projection) => projection(trend, horizon));
  const names = members.map(({ name }) => name);
  const answer = library?.exponentialSmoothing(trend.subarray(-LIBRARY_STEPS).map(scale.toMultiple), horizon);
  if (answer !== undefined && 'path' in answer) {
    paths.push(answer.path.map(scale.fromMultiple));
    names.push('exponential smoothing');
  }
  const used = answer === undefined ? 'absent' : 'path' in answer ? 'used' : answer.refused;
  return { path: combine(paths, horizon), names, repeat, library: used };
}
