import { at } from '../engine/series.ts';
import { normalQuantile } from './normal.ts';
import { uniformStream } from './shocks.ts';

/** A path that is lognormal around its central values: value x e^(sigma x deviate), with one deviate for the whole path. */
export type UncertainPath = {
  /** Paths of one name move together; the names are those of the plan's volume shocks. */
  readonly shock: string;
  readonly central: Float64Array;
  readonly sigma: Float64Array;
};

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
  const own = new Map(paths.map(({ shock }) => [shock, uniformStream(`volume.${shock}`, seed)]));
  const table = new Float64Array(draws * steps);
  for (let draw = 0; draw < draws; draw += 1) {
    const shared = Math.sqrt(correlation) * normalQuantile(common());
    const deviates = new Map(
      [...own].map(([shock, next]) => [shock, shared + Math.sqrt(1 - correlation) * normalQuantile(next())]),
    );
    const row = table.subarray(draw * steps, (draw + 1) * steps);
    for (const { shock, central, sigma } of paths) {
      const deviate = deviates.get(shock) ?? 0;
      for (let step = 0; step < steps; step += 1)
        row[step] = at(row, step) + at(central, step) * Math.exp(at(sigma, step) * deviate);
    }
  }
  return table;
}
