import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Chance = {
  /** Uniform from 0 to 1. */
  readonly share: () => number;
  /** Standard normal, by Box and Muller. */
  readonly normal: () => number;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
};

/** Seeded randomness: the same seed writes the same samples. */
export function createChance(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const share = (): number => uniformFloat64(generator);
  return {
    share,
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
    pick: (choices) => choices[Math.floor(share() * choices.length)] ?? choices[0],
  };
}
