import type { History, PriceKey, SegmentVolume } from '../data/history.ts';
import { groupBy } from '../units/groupBy.ts';
import { addDays, dayIndex, type Day } from '../units/months.ts';
import { TOKEN_CLASSES, perTokenClass, type PerTokenClass } from '../units/tokenClasses.ts';

/** The past of one segment as an equally spaced series, with what its tokens were made of lately. */
export type SegmentHistory = {
  readonly id: string;
  readonly priceKey: PriceKey;
  /** Prompt size that its requests exceed, 0 for ordinary ones. */
  readonly inputFloor: number;
  readonly labels: SegmentVolume['labels'];
  readonly frequency: 'daily' | 'monthly';
  /** First period of `values`: a day, or the first day of a month. */
  readonly firstDay: Day;
  /** Tokens of all classes by period, up to where the source covers; a covered period without rows is 0. */
  readonly values: readonly number[];
  /** Share of each class in the tokens of the last weeks. */
  readonly mix: PerTokenClass<number>;
  /** Requests per token lately; null where the source counts none. */
  readonly requestsPerToken: number | null;
};

/** What its tokens were made of is read from this many days. */
const RECENT_DAYS = 56;
const RECENT_MONTHS = 3;

const tokensOf = (volume: SegmentVolume): number =>
  TOKEN_CLASSES.reduce((sum, name) => sum + (volume.tokens[name] ?? 0), 0);

const segmentId = (volume: SegmentVolume): string =>
  JSON.stringify([volume.priceKeyId, volume.inputFloor, ...Object.values(volume.labels)]);

/** The last day before `instant` that is covered completely. */
export const lastCompleteDay = (instant: string): Day => addDays(instant.slice(0, 10) as Day, -1);

/**
 * One history for each segment. A series ends where its provider's exports end, because an export that was taken earlier
 * than others has not fallen to zero.
 */
export function segmentHistories(history: History): readonly SegmentHistory[] {
  const keys = new Map(history.priceKeys.map((key) => [key.id, key]));
  const coveredUntil = new Map(history.coverage.map(({ provider, last }) => [provider, lastCompleteDay(last)]));
  const make = (volumes: readonly SegmentVolume[], frequency: 'daily' | 'monthly'): SegmentHistory[] =>
    [...groupBy(volumes, segmentId)].flatMap(([id, members]) => {
      const [first] = members;
      const priceKey = keys.get(first?.priceKeyId ?? -1);
      const end = coveredUntil.get(priceKey?.provider ?? null);
      if (first === undefined || priceKey === undefined || end === undefined) return [];
      const periods = frequency === 'daily' ? dailyValues(members, end) : monthlyValues(members);
      if (periods.values.length === 0 || periods.values.every((value) => value === 0)) return [];
      const recent = recentMembers(members, frequency, end);
      return [
        {
          id: frequency === 'daily' ? id : `${id}:months`,
          priceKey,
          inputFloor: first.inputFloor,
          labels: first.labels,
          frequency,
          ...periods,
          mix: mixOf(recent),
          requestsPerToken: requestsPerToken(recent),
        },
      ];
    });
  return [...make(history.days, 'daily'), ...make(history.coarseMonths, 'monthly')];
}

function dailyValues(members: readonly SegmentVolume[], end: Day): { firstDay: Day; values: number[] } {
  // Rows come ordered by day, and days were written by the query as YYYY-MM-DD.
  const firstDay = (members[0]?.period ?? end) as Day;
  const start = dayIndex(firstDay);
  const values = Array.from({ length: Math.max(0, dayIndex(end) - start + 1) }, () => 0);
  for (const member of members) {
    const index = dayIndex(member.period as Day) - start;
    if (index < values.length) values[index] = (values[index] ?? 0) + tokensOf(member);
  }
  return { firstDay, values };
}

function monthlyValues(members: readonly SegmentVolume[]): { firstDay: Day; values: number[] } {
  return { firstDay: `${members[0]?.period ?? ''}-01` as Day, values: members.map(tokensOf) };
}

function recentMembers(
  members: readonly SegmentVolume[],
  frequency: 'daily' | 'monthly',
  end: Day,
): readonly SegmentVolume[] {
  const recent =
    frequency === 'daily'
      ? members.filter(({ period }) => period > addDays(end, -RECENT_DAYS))
      : members.slice(-RECENT_MONTHS);
  return recent.some((member) => tokensOf(member) > 0) ? recent : members;
}

function mixOf(members: readonly SegmentVolume[]): PerTokenClass<number> {
  const total = members.reduce((sum, member) => sum + tokensOf(member), 0);
  return perTokenClass((name) =>
    total === 0 ? 0 : members.reduce((sum, { tokens }) => sum + (tokens[name] ?? 0), 0) / total,
  );
}

function requestsPerToken(members: readonly SegmentVolume[]): number | null {
  const counted = members.filter(({ requests }) => requests !== null);
  const tokens = counted.reduce((sum, member) => sum + tokensOf(member), 0);
  return tokens === 0 ? null : counted.reduce((sum, { requests }) => sum + (requests ?? 0), 0) / tokens;
}
