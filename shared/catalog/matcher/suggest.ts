import { tokenise } from './tokens.ts';

/** Pieces of three characters, with the ends marked, so that short names still have pieces. */
function pieces(text: string): readonly string[] {
  const padded = ` ${tokenise(text).join(' ')} `;
  return padded.length < 3
    ? []
    : Array.from({ length: padded.length - 2 }, (_, start) => padded.slice(start, start + 3));
}

export const MOST_SUGGESTIONS = 5;
/** Below this share of common pieces a name is not near, only another word with the same letters. */
const NEAR_ENOUGH = 0.25;

type Scored = { readonly index: number; readonly score: number };

/**
 * Finds names that look like a given one, by the share of common three-character pieces (Dice's coefficient: twice the
 * common pieces by the pieces of both). Example: `claude-sonet-45` is nearest to `claude-sonnet-4-5`.
 */
export function nearestNames(names: readonly string[]): (text: string) => readonly string[] {
  const sizes = names.map((name) => new Set(pieces(name)).size);
  const holders = new Map<string, number[]>();
  names.forEach((name, index) => {
    for (const piece of new Set(pieces(name))) {
      const known = holders.get(piece);
      if (known === undefined) holders.set(piece, [index]);
      else known.push(index);
    }
  });
  return (text) => {
    const wanted = new Set(pieces(text));
    const common = new Uint16Array(names.length);
    for (const piece of wanted) for (const index of holders.get(piece) ?? []) common[index] = (common[index] ?? 0) + 1;
    const scored: Scored[] = [];
    for (let index = 0; index < names.length; index += 1) {
      const score = (2 * (common[index] ?? 0)) / (wanted.size + (sizes[index] ?? 0));
      if (score >= NEAR_ENOUGH) scored.push({ index, score });
    }
    return scored
      .sort((left, right) => right.score - left.score || left.index - right.index)
      .slice(0, MOST_SUGGESTIONS)
      .flatMap(({ index }) => names[index] ?? []);
  };
}
