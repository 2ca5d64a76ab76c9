import { at } from './series.ts';

/** A cooperative game: the value of any set of players, given as a test of membership. */
export type Game = { readonly players: number; readonly value: (isIn: (player: number) => boolean) => number };

export type Shares = {
  /** Fair share of each player; they add up to value(all) - value(none). */
  readonly shares: Float64Array;
  /** Standard error of each share; 0 when every set of players was looked at. */
  readonly standardErrors: Float64Array;
};

/**
 * Shapley shares: each player's average contribution over all orders of joining (Shapley 1953). Exact while there are at
 * most `evaluations` sets of players, else the mean over seeded random orders, each with its reverse.
 * Example: values 0, -10 (A), -20 (B), -24 (both): A = (-10 + -4) / 2 = -7, B = (-20 + -14) / 2 = -17, together -24.
 */
export function shapley(game: Game, evaluations: number, seed: number): Shares {
  return 2 ** game.players <= evaluations ? exactShares(game) : sampledShares(game, evaluations, seed);
}

function exactShares({ players, value }: Game): Shares {
  const values = new Float64Array(2 ** players);
  for (let set = 0; set < values.length; set += 1) values[set] = value((player) => isMember(set, player));
  const shares = new Float64Array(players);
  const weights = orderWeights(players);
  for (let set = 0; set < values.length; set += 1) {
    const weight = at(weights, memberCount(set));
    for (let player = 0; player < players; player += 1) {
      if (isMember(set, player)) continue;
      shares[player] = at(shares, player) + weight * (at(values, set + 2 ** player) - at(values, set));
    }
  }
  return { shares, standardErrors: new Float64Array(players) };
}

const isMember = (set: number, player: number): boolean => ((set >> player) & 1) === 1;

/** Players in a set that is given as bits. */
export function memberCount(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

/** s! (n - 1 - s)! / n! for each set size s. Example: 3 players give 1/3, 1/6, 1/3. */
export function orderWeights(players: number): Float64Array {
  const weights = new Float64Array(Math.max(1, players));
  weights[0] = 1 / players;
  for (let size = 1; size < players; size += 1) weights[size] = (at(weights, size - 1) * size) / (players - size);
  return weights;
}

function sampledShares({ players, value }: Game, evaluations: number, seed: number): Shares {
  const random = randomSource(seed);
  const pairs = Math.max(4, Math.floor(evaluations / (2 * players)));
  const sum = new Float64Array(players);
  const squares = new Float64Array(players);
  const none = value(() => false);
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = shuffled(players, random);
    const forward = contributions(order, value, none);
    const backward = contributions([...order].reverse(), value, none);
    for (let player = 0; player < players; player += 1) {
      const mean = (at(forward, player) + at(backward, player)) / 2;
      sum[player] = at(sum, player) + mean;
      squares[player] = at(squares, player) + mean * mean;
    }
  }
  const shares = sum.map((total) => total / pairs);
  const standardErrors = squares.map((total, player) => {
    const variance = Math.max(0, total / pairs - at(shares, player) ** 2);
    return Math.sqrt(variance / (pairs - 1));
  });
  return { shares, standardErrors };
}

/** What each player adds when they join in this order. */
function contributions(order: readonly number[], value: Game['value'], none: number): Float64Array {
  const joined = new Set<number>();
  const added = new Float64Array(order.length);
  let before = none;
  for (const player of order) {
    joined.add(player);
    const after = value((candidate) => joined.has(candidate));
    added[player] = after - before;
    before = after;
  }
  return added;
}

function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/** Uniform numbers in [0, 1) by mulberry32 (Tommy Ettinger, public domain): the engine may not import a generator. */
function randomSource(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
