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

/**
 * Finds names that look like a given one, by the share of common three-character pieces (Dice's coefficient: twice the
 * common pieces by the pieces of both). Example: `claude-sonet-45` is nearest to `claude-sonnet-4-5`.
 */
export function nearestNames(names: readonly string[]): (text: string) => readonly string[] {
  const lengths = names.map((name) => pieces(name).length);
  const holders = new Map<string, number[]>();
  names.forEach((name, index) => {
    for (const piece of new Set(pieces(name))) {
      const known = holders.get(piece);
      if (known === undefined) holders.set(piece, [index]);
      else known.push(index);
    }
  });
  return (text) => {
    const wanted = [...new Set(pieces(text))];
    const common = new Map<number, number>();
    for (const piece of wanted) {
      for (const index of holders.get(piece) ?? []) common.set(index, (common.get(index) ?? 0) + 1);
    }
    return [...common]
      .map(([index, count]) => ({ index, score: (2 * count) / (wanted.length + (lengths[index] ?? 0)) }))
      .filter(({ score }) => score >= NEAR_ENOUGH)
      .sort((left, right) => right.score - left.score || left.index - right.index)
      .slice(0, MOST_SUGGESTIONS)
      .flatMap(({ index }) => names[index] ?? []);
  };
}
