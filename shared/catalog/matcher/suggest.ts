import { tokenise } from './tokens.ts';

/** Letters, digits and the space between words: 37 signs, so that a piece of three is a number below 50,653. */
const SIGNS = 37;

const signOf = (code: number): number => (code === 32 ? 0 : code < 58 ? code - 47 : code - 86);

/** Pieces of three characters as numbers, with the ends marked, so that short names still have pieces. */
function pieces(text: string): readonly number[] {
  const padded = ` ${tokenise(text).join(' ')} `;
  const found: number[] = [];
  for (let start = 0; start + 3 <= padded.length; start += 1) {
    const [first, second, third] = [
      padded.charCodeAt(start),
      padded.charCodeAt(start + 1),
      padded.charCodeAt(start + 2),
    ];
    found.push((signOf(first) * SIGNS + signOf(second)) * SIGNS + signOf(third));
  }
  return found;
}

export const MOST_SUGGESTIONS = 5;
/** Below this share of common pieces a name is not near, only another word with the same letters. */
const NEAR_ENOUGH = 0.25;

type Scored = { readonly index: number; readonly score: number };

/** Puts a name among the best so far; of equal ones the earlier stays first. */
function keepBest(best: Scored[], found: Scored): void {
  let at = best.length;
  while (at > 0 && (best[at - 1]?.score ?? 0) < found.score) at -= 1;
  if (at >= MOST_SUGGESTIONS) return;
  best.splice(at, 0, found);
  if (best.length > MOST_SUGGESTIONS) best.pop();
}

/**
 * Finds names that look like a given one, by the share of common three-character pieces (Dice's coefficient: twice the
 * common pieces by the pieces of both). Example: `claude-sonet-45` is nearest to `claude-sonnet-4-5`.
 */
export function nearestNames(names: readonly string[]): (text: string) => readonly string[] {
  const sizes = Uint16Array.from(names, (name) => new Set(pieces(name)).size);
  const holders: (number[] | undefined)[] = new Array<number[] | undefined>(SIGNS ** 3);
  names.forEach((name, index) => {
    for (const piece of new Set(pieces(name))) (holders[piece] ??= []).push(index);
  });
  // An export of 100,000 names that nobody knows asks 100,000 times: the counts are cleared, not made again.
  const common = new Uint16Array(names.length);
  return (text) => {
    const wanted = new Set(pieces(text));
    common.fill(0);
    for (const piece of wanted) {
      for (const index of holders[piece] ?? []) common[index] = (common[index] ?? 0) + 1;
    }
    const best: Scored[] = [];
    for (let index = 0; index < names.length; index += 1) {
      const shared = common[index] ?? 0;
      if (shared === 0) continue;
      const score = (2 * shared) / (wanted.size + (sizes[index] ?? 0));
      if (score >= NEAR_ENOUGH) keepBest(best, { index, score });
    }
    return best.flatMap(({ index }) => names[index] ?? []);
  };
}
