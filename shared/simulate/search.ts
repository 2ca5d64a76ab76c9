import { uniformStream } from './shocks.ts';
import type { Combination, CombinationModel, Measure } from './combinations.ts';

/** Bounds on the central result; null where there is none. */
export type SearchLimits = {
  readonly targetUsd: number | null;
  readonly quality: number | null;
  readonly effort: number | null;
  readonly risk: number | null;
};

/** What is made as good as possible within the limits; what is cheaper, easier and safer decides between equals. */
export type SearchGoal = 'cost' | 'effort' | 'risk' | 'quality' | 'target';

export type Found = { readonly combination: Combination; readonly measure: Measure };

export type SearchResult = {
  /** Combinations within all limits, best first. */
  readonly best: readonly Found[];
  /** The one that breaks the limits least; the best one where any is within them. */
  readonly nearest: Found;
  readonly evaluated: number;
  /** Whether every combination was looked at. */
  readonly isExhaustive: boolean;
};

export type SearchOptions = {
  readonly goal: SearchGoal;
  readonly keep: number;
  /** Most combinations to look at. */
  readonly evaluations: number;
  readonly seed: number;
};

const RESTARTS = 12;
/** A limit that is met to within rounding is met. */
const TOLERANCE = 1e-9;

/** How far a measure is beyond the limits, each as a share of its limit, added up; 0 within all of them. */
export function excess(measure: Measure, limits: SearchLimits): number {
  const above = (value: number, limit: number | null): number =>
    limit === null ? 0 : Math.max(0, value - limit) / Math.max(1e-9, Math.abs(limit));
  const broken =
    above(measure.targetUsd, limits.targetUsd) +
    (limits.quality === null ? 0 : Math.max(0, limits.quality - measure.quality)) +
    above(measure.effort, limits.effort) +
    above(measure.risk, limits.risk);
  return broken < TOLERANCE ? 0 : broken;
}

/** The goal first, then cost, effort and risk between equals: smaller is better throughout. */
function rank({ totalUsd, targetUsd, quality, effort, risk }: Measure, goal: SearchGoal): readonly number[] {
  const others = [totalUsd, effort, risk];
  switch (goal) {
    case 'cost':
      return others;
    case 'effort':
      return [effort, ...others];
    case 'risk':
      return [risk, ...others];
    case 'quality':
      return [-quality, ...others];
    case 'target':
      return [targetUsd, ...others];
    default:
      return goal satisfies never;
  }
}

const DIGITS = 9;

/**
 * A value without the digits that rounding errors reach. Values are rounded before they are compared, and not compared within
 * a tolerance: a is as good as b and b as c would then not make a as good as c, and a search that only ever goes to
 * something better could go in a circle.
 */
const comparable = (value: number): number => Number(value.toPrecision(DIGITS));

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    if (value < other) return -1;
    if (value > other) return 1;
  }
  return 0;
}

/**
 * Looks for the best combinations of settings within limits, on central values. Small spaces are looked through whole;
 * large ones by changing one setting, then two at once, from several beginnings. The same seed gives the same answer.
 * Example: batch saves 20 for 2 weeks, routing 50 for 4 weeks, at most 4 weeks: routing.
 */
export function search(model: CombinationModel, limits: SearchLimits, options: SearchOptions): SearchResult {
  const { candidates } = model;
  const space = candidates.reduce((product, one) => product * one.options.length, 1);
  const book = createBook(model, limits, options);
  const isExhaustive = space <= options.evaluations;
  if (isExhaustive) for (let number = 0; number < space; number += 1) book.look(unpack(number, model));
  else improveFrom(beginnings(model, options.seed), model, book);
  return { ...book.result(), evaluated: book.evaluated(), isExhaustive };
}

function unpack(number: number, { candidates }: CombinationModel): Combination {
  let rest = number;
  return candidates.map(({ options }) => {
    const option = rest % options.length;
    rest = Math.floor(rest / options.length);
    return option;
  });
}

type Book = {
  /** Measures a combination once; null when the evaluations are used up. */
  readonly look: (combination: Combination) => readonly number[] | null;
  readonly evaluated: () => number;
  readonly result: () => Pick<SearchResult, 'best' | 'nearest'>;
};

function createBook(model: CombinationModel, limits: SearchLimits, { goal, keep, evaluations }: SearchOptions): Book {
  const seen = new Map<string, readonly number[]>();
  const best: (Found & { readonly order: readonly number[] })[] = [];
  let nearest: (Found & { readonly order: readonly number[] }) | null = null;
  return {
    look: (combination) => {
      const key = combination.join(',');
      const known = seen.get(key);
      if (known !== undefined) return known;
      if (seen.size >= evaluations) return null;
      const measure = model.measure(combination);
      const broken = excess(measure, limits);
      const order = [broken, ...rank(measure, goal)].map(comparable);
      seen.set(key, order);
      const found = { combination, measure, order };
      if (nearest === null || compare(order, nearest.order) < 0) nearest = found;
      if (broken === 0) insert(best, found, keep);
      return order;
    },
    evaluated: () => seen.size,
    result: () => {
      if (nearest === null) throw new RangeError('A search needs one combination');
      return { best, nearest };
    },
  };
}

function insert<T extends { readonly order: readonly number[] }>(best: T[], found: T, keep: number): void {
  // Settings that come to the same in every respect are one answer.
  if (best.some(({ order }) => compare(order, found.order) === 0)) return;
  const last = best.at(-1);
  if (best.length >= keep && last !== undefined && compare(found.order, last.order) >= 0) return;
  const position = best.findIndex(({ order }) => compare(found.order, order) < 0);
  best.splice(position < 0 ? best.length : position, 0, found);
  if (best.length > keep) best.pop();
}

/** Nothing, everything, each candidate alone, and some by chance. */
function beginnings({ candidates }: CombinationModel, seed: number): Combination[] {
  const none = candidates.map(() => 0);
  const all = candidates.map(({ options }) => options.length - 1);
  const random = uniformStream('search', seed);
  const drawn = Array.from({ length: RESTARTS }, () =>
    candidates.map(({ options }) => Math.min(options.length - 1, Math.floor(random() * options.length))),
  );
  return [none, all, ...drawn];
}

function improveFrom(starts: readonly Combination[], model: CombinationModel, book: Book): void {
  for (const start of starts) {
    let [here, order] = [start, book.look(start)];
    while (order !== null) {
      const better = betterNeighbour(here, order, model, book, 1) ?? betterNeighbour(here, order, model, book, 2);
      if (better === null) break;
      [here, order] = [better, book.look(better)];
    }
  }
}

/** The best combination that differs in one or two settings; null where none is better. */
function betterNeighbour(
  from: Combination,
  order: readonly number[],
  model: CombinationModel,
  book: Book,
  changes: 1 | 2,
): Combination | null {
  let best: { combination: Combination; order: readonly number[] } | null = null;
  const consider = (combination: Combination): void => {
    const candidate = book.look(combination);
    if (candidate !== null && compare(candidate, best?.order ?? order) < 0) best = { combination, order: candidate };
  };
  const changed = (combination: Combination, index: number, option: number): Combination =>
    combination.map((own, position) => (position === index ? option : own));
  for (const [first, { options }] of model.candidates.entries()) {
    for (const option of options.keys()) {
      if (option === from[first]) continue;
      const one = changed(from, first, option);
      if (changes === 1) consider(one);
      else {
        for (const [second, other] of model.candidates.entries()) {
          if (second <= first) continue;
          for (const next of other.options.keys()) if (next !== from[second]) consider(changed(one, second, next));
        }
      }
    }
  }
  return (best as { combination: Combination } | null)?.combination ?? null;
}
