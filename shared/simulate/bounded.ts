import { at } from '../engine/series.ts';

/** Solves f(x) = target for an f that rises between two bounds, by halving. */
function solveRising(f: (x: number) => number, target: number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let step = 0; step < 60; step += 1) {
    const middle = (from + to) / 2;
    if (f(middle) < target) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/**
 * A triangle whose P10, most likely value and P90 are given: experts' outer values are seldom true limits (GAO-20-195G).
 * With a the share left of the mode and W the width, P10 lies W * (a - sqrt(0.1 a)) below the mode, P90 alike above it.
 * Example: 0, 50 and 100 give a = 0.5 and W = 100 / (1 - 2 * sqrt(0.05)) = 180.9: from -40.5 to 140.5.
 */
export function triangularQuantile(p10: number, mode: number, p90: number): (share: number) => number {
  if (p90 <= p10) return () => mode;
  const below = (a: number): number => a - Math.sqrt(0.1 * a);
  const spread = (a: number): number => below(a) + below(1 - a);
  const left = solveRising((a) => below(a) / spread(a), (mode - p10) / (p90 - p10), 0.1, 0.9);
  const width = (p90 - p10) / spread(left);
  const low = mode - left * width;
  return (share) =>
    share < left ? low + width * Math.sqrt(share * left) : low + width * (1 - Math.sqrt((1 - share) * (1 - left)));
}

const GRID = 1024;

/**
 * Distribution function of the PERT shape on 0 to 1 with its mode at m: a beta distribution with a = 1 + 4m and
 * b = 1 + 4(1 - m) (Malcolm et al. 1959), added up on a grid by the midpoint rule.
 */
function pertDistribution(mode: number): Float64Array {
  const distribution = new Float64Array(GRID + 1);
  for (let cell = 0; cell < GRID; cell += 1) {
    const x = (cell + 0.5) / GRID;
    distribution[cell + 1] = at(distribution, cell) + x ** (4 * mode) * (1 - x) ** (4 - 4 * mode);
  }
  const total = at(distribution, GRID);
  return distribution.map((sum) => sum / total);
}

/** Where a rising distribution on the grid reaches a share, 0 to 1, straight between grid points. */
function invert(distribution: Float64Array, share: number): number {
  let [low, high] = [0, GRID];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(distribution, middle) <= share) low = middle;
    else high = middle;
  }
  const [before, after] = [at(distribution, low), at(distribution, high)];
  return (low + (after === before ? 0 : (share - before) / (after - before))) / GRID;
}

/**
 * A PERT distribution whose P10, most likely value and P90 are given.
 * Example: 0, 50 and 100: the mode in the middle, beta(3, 3) with P10 at 0.2466 of the width, so the width is
 * 100 / (1 - 2 * 0.2466) = 197.4.
 */
export function pertQuantile(p10: number, mode: number, p90: number): (share: number) => number {
  if (p90 <= p10) return () => mode;
  const position = (m: number): number => {
    const distribution = pertDistribution(m);
    const [low, high] = [invert(distribution, 0.1), invert(distribution, 0.9)];
    return (m - low) / (high - low);
  };
  const relativeMode = solveRising(position, (mode - p10) / (p90 - p10), 0, 1);
  const distribution = pertDistribution(relativeMode);
  const [low, high] = [invert(distribution, 0.1), invert(distribution, 0.9)];
  const width = (p90 - p10) / (high - low);
  return (share) => p10 + (invert(distribution, share) - low) * width;
}
