import { groupBy } from '../units/groupBy.ts';
import { normalQuantile } from './normal.ts';
import { uniformStream } from './shocks.ts';
import { tabulatedSum } from './tabulatedSum.ts';
import { exactSum, type UncertainPath } from './uncertainPath.ts';

/** So many paths of one shock are added up path by path in each draw; more are tabulated once. */
const MOST_EXACT_PATHS = 16;

/**
 * Sums of paths under shared luck, draw after draw (draws x steps): bands of a total come from these sums, because bounds
 * of parts never add up. `correlation` (0 to 1) is the weight of the shock that all share, as a variance; a seed gives the
 * same luck as the plan's own draws. Example: two paths of 100 with sigma 0.2 and correlation 1 have the band of one path
 * of 200; with correlation 0 theirs is 0.71 times as wide.
 */
export function summedPaths(
  paths: readonly UncertainPath[],
  options: { readonly draws: number; readonly seed: number; readonly correlation: number },
): Float64Array {
  const { draws, seed, correlation } = options;
  const steps = paths[0]?.central.length ?? 0;
  const common = uniformStream('volume', seed);
  const groups = [...groupBy(paths, ({ shock }) => shock)].map(([shock, members]) => ({
    next: uniformStream(`volume.${shock}`, seed),
    add: members.length > MOST_EXACT_PATHS ? tabulatedSum(members, steps) : exactSum(members),
  }));
  const table = new Float64Array(draws * steps);
  for (let draw = 0; draw < draws; draw += 1) {
    const shared = Math.sqrt(correlation) * normalQuantile(common());
    const row = table.subarray(draw * steps, (draw + 1) * steps);
    for (const { next, add } of groups) add(shared + Math.sqrt(1 - correlation) * normalQuantile(next()), row);
  }
  return table;
}
