import type { ReadableDatabase } from '../../data/database.ts';
import { readSpend, type SpendRow } from '../../data/spend.ts';
import type { Labels, ScopeDimension } from '../../engine/types.ts';
import { groupBy } from '../../units/groupBy.ts';
import { addDays, dayIndex, type Day } from '../../units/months.ts';
import type { ZoneOffset } from '../../units/timeZones.ts';
import { TOKEN_CLASSES } from '../../units/tokenClasses.ts';
import type { PlanDocument } from '../../model/document.ts';
import { alreadyRead, rememberedRead, type KnownData } from '../groundwork.ts';
import type { SegmentHistory } from '../segmentHistories.ts';
import type { DailyScope, OutlookMember } from './dailyResults.ts';
import type { DayPath } from './dayPath.ts';
import { NEXT_DAYS, sumOf } from './fan.ts';

const RECENT_DAYS = 28;

/** True where every named dimension has one of the scope's values; null stands for "not attributed". */
export const isInDailyScope = (scope: DailyScope, labels: Labels): boolean =>
  Object.entries(scope).every(([dimension, values]) =>
    // Object.entries forgets that the names are dimensions.
    values.includes(labels[dimension as ScopeDimension]),
  );

/** One day of one value of a dimension as it was. */
export type PastDay = { readonly day: Day; readonly usd: number | null; readonly tokens: number };

/** Reads the past of a part of the company by value of a dimension; null for all of the part together. */
export function readPast(
  { reporting }: PlanDocument,
  database: ReadableDatabase,
  question: {
    readonly offsets: readonly ZoneOffset[];
    readonly by: ScopeDimension | null;
    readonly scope: DailyScope;
    readonly asOf: Day;
    readonly known: KnownData | undefined;
    /** Only rows of a day or less. */
    readonly isDaily?: boolean;
  },
): Promise<ReadonlyMap<string | null, readonly PastDay[]>> {
  const { offsets, by, scope, asOf, known, isDaily = false } = question;
  const key = (some: ScopeDimension | null, where: DailyScope): string =>
    `past ${JSON.stringify([reporting.timezone, some, where, isDaily])}`;
  const [only, ...others] = Object.entries(scope);
  if (by === null && known !== undefined && only !== undefined && others.length === 0) {
    // Object.entries forgets that the names are dimensions; the key is used for this kind of answer only.
    const all = alreadyRead(known, key(only[0] as ScopeDimension, {})) as
      ReadonlyMap<string | null, readonly PastDay[]> | undefined;
    if (all !== undefined) return Promise.resolve(new Map(only[1].map((value) => [value, all.get(value) ?? []])));
  }
  return rememberedRead(known, key(by, scope), async () => {
    const filter = { where: scope, from: null, to: null };
    const rows = await readSpend(database, { bucket: 'day', by: by === null ? [] : [by], filter, offsets, isDaily });
    return pastByValue(rows, by, asOf);
  });
}

/** The past by value of a dimension, from rows by day, oldest first. Days after `asOf` are not complete and left out. */
function pastByValue(
  rows: readonly SpendRow[],
  by: ScopeDimension | null,
  asOf: Day,
): ReadonlyMap<string | null, readonly PastDay[]> {
  const past = new Map<string | null, PastDay[]>();
  for (const { bucket, dimensions, tokens, computedUsd } of rows) {
    // The query writes buckets of days as YYYY-MM-DDTHH:MM.
    const day = (bucket ?? '').slice(0, 10) as Day;
    if (bucket === null || day > asOf) continue;
    const value = by === null ? null : (dimensions[by] ?? null);
    const days = past.get(value) ?? [];
    days.push({ day, usd: computedUsd, tokens: TOKEN_CLASSES.reduce((sum, name) => sum + (tokens[name] ?? 0), 0) });
    past.set(value, days);
  }
  return past;
}

/** Tokens of some daily histories by day, from the first day of any of them to the last day that all know. */
export function dailyTokens(
  histories: readonly SegmentHistory[],
): { readonly first: Day; readonly values: number[] } | null {
  const daily = histories.filter(({ frequency }) => frequency === 'daily');
  const [one] = daily;
  if (one === undefined) return null;
  const first = Math.min(...daily.map(({ firstDay }) => dayIndex(firstDay)));
  const end = Math.max(...daily.map(({ firstDay, values }) => dayIndex(firstDay) + values.length));
  const values = Array.from({ length: end - first }, () => 0);
  for (const history of daily) {
    const start = dayIndex(history.firstDay) - first;
    for (const [day, value] of history.values.entries()) values[start + day] = (values[start + day] ?? 0) + value;
  }
  return { first: addDays(one.firstDay, first - dayIndex(one.firstDay)), values };
}

/** One row for each value of the dimension, most of the coming spend first. */
export function outlookMembers(
  paths: readonly DayPath[],
  by: ScopeDimension,
  past: ReadonlyMap<string | null, readonly PastDay[]>,
  asOf: Day,
): readonly OutlookMember[] {
  const since = addDays(asOf, -RECENT_DAYS);
  return [...groupBy(paths, ({ labels }) => labels[by])]
    .map(([value, members]): OutlookMember => {
      const recent = (past.get(value) ?? []).filter(({ day }) => day > since);
      const largest = members.toSorted((left, right) => total(right.tokens) - total(left.tokens))[0];
      const isPriced = recent.some(({ usd }) => usd !== null);
      return {
        value,
        recentUsdPerDay: isPriced ? recent.reduce((sum, { usd }) => sum + (usd ?? 0), 0) / RECENT_DAYS : null,
        recentTokensPerDay: recent.reduce((sum, { tokens }) => sum + tokens, 0) / RECENT_DAYS,
        nextUsd: members.every(isUnpriced) ? null : total(sumOf(members, 'usd', NEXT_DAYS)),
        nextTokens: total(sumOf(members, 'tokens', NEXT_DAYS)),
        method: largest?.forecast.method ?? '',
        reasons: largest?.forecast.reasons ?? [],
      };
    })
    .toSorted((left, right) => (right.nextUsd ?? 0) - (left.nextUsd ?? 0) || right.nextTokens - left.nextTokens);
}

const total = (values: Float64Array): number => values.subarray(0, NEXT_DAYS).reduce((sum, value) => sum + value, 0);

export const isUnpriced = ({ tokens, usdPerToken }: DayPath): boolean =>
  tokens.every((count, day) => count === 0 || Number.isNaN(usdPerToken[day] ?? Number.NaN)) &&
  tokens.some((count) => count > 0);
