/** Something unusual with what it cost: ranked by money, so that the call that matters comes first. */
export type Ranked = {
  /** Who it concerns. */
  readonly segment: string;
  /** First day, `YYYY-MM-DD`. */
  readonly day: string;
  /** What it cost more, or less, than usual; null where no price is known. */
  readonly usd: number | null;
  readonly score: number;
};

/** Calls for one segment in one calendar month: more is one message, not more messages. */
const MOST_PER_SEGMENT_AND_MONTH = 3;

/**
 * Most money first (spent or missing alike), then the farthest from usual; of one segment no more than three in one month.
 * Events without a price come last. Example: +40 USD, -900 USD and +5 USD come as -900, +40, +5.
 */
export function rankByMoney<Event extends Ranked>(events: readonly Event[]): readonly Event[] {
  const told = new Map<string, number>();
  return events
    .toSorted((left, right) => Math.abs(right.usd ?? 0) - Math.abs(left.usd ?? 0) || right.score - left.score)
    .filter(({ segment, day }) => {
      const key = `${segment}\n${day.slice(0, 7)}`;
      const count = (told.get(key) ?? 0) + 1;
      told.set(key, count);
      return count <= MOST_PER_SEGMENT_AND_MONTH;
    });
}
