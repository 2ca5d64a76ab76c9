import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** FNV-1a over the text, mixed with the seed: equal names give equal numbers whatever else a scenario holds. */
function streamSeed(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}

/**
 * An endless stream of uniform numbers between 0 and 1, neither included, for one shock. The same name and seed give the same numbers, so that two
 * scenarios are compared under the same luck and a longer run begins with the shorter one.
 */
export function uniformStream(name: string, seed: number): () => number {
  const generator = xoroshiro128plus(streamSeed(name, seed));
  // Half a step up: a share of exactly 0 would be an infinite deviate.
  return () => uniformFloat64(generator) + 2 ** -54;
}
