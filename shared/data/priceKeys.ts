import { z } from 'zod';
import type { PriceBook, PriceMatch, RatePeriod } from '../catalog/types.ts';
import type { Finding } from '../units/findings.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { forgetDays } from './sql/days.ts';
import { inTransaction } from './transaction.ts';
import {
  endRates,
  forgetKey,
  insertPricing,
  insertRate,
  pricedKeys,
  pricingHistory,
  setKeyMatch,
  type RateRow,
} from './sql/prices.ts';

const text = z.string().nullable();
const keyRow = z.object({
  price_key_id: z.number(),
  provider: text,
  model_raw: text,
  route: text,
  region: text,
  service_tier: text,
  context_band: text,
  status: text,
  book: text,
  decisions: text,
  used_until: text,
});
type KeyRow = z.infer<typeof keyRow>;

const MINUTES_PER_DAY = 1440;

/**
 * Stores what every combination of names in use is and costs, with all dated rates: after this, pricing is a join.
 *
 * The past is never repriced: a newer price book only adds its rates from the end of the usage that an older one has
 * priced. What the user decides (an alias, a contract, a rate) does reprice the names it concerns, and their past too.
 * Returns what a reader must know about the matches.
 */
export async function matchPriceKeys(database: WritableDatabase, book: PriceBook): Promise<readonly Finding[]> {
  const keys = z.array(keyRow).parse(await database.query(pricedKeys));
  return inTransaction(database, async () => {
    const findings: Finding[] = [];
    for (const key of keys) findings.push(...(await priceKey(database, book, key)));
    return findings;
  });
}

async function priceKey(database: WritableDatabase, book: PriceBook, key: KeyRow): Promise<readonly Finding[]> {
  const { price_key_id: id, model_raw: name } = key;
  if (name === null) {
    if (key.status !== null) return [];
    await database.execute(forgetDays);
    await database.execute(setKeyMatch(id, 'unnamed', null));
    return [];
  }
  const query = {
    name,
    provider: key.provider,
    route: key.route,
    region: key.region,
    serviceTier: key.service_tier,
    contextBand: key.context_band,
  };
  const match = book.match(query);
  const decisions = book.decisions(query, match);
  const isAsDecided = key.status !== null && key.book !== null && key.decisions === decisions;
  if (isAsDecided && (key.book === book.lists || match.model === null)) return match.findings;
  await database.execute(forgetDays);
  // Usage that was priced keeps its price; what had none has no past to keep.
  const since = isAsDecided && key.status !== 'unknown' ? key.used_until : null;
  if (since === null) for (const statement of forgetKey(id)) await database.execute(statement);
  else for (const statement of endRates(id, since)) await database.execute(statement);
  await database.execute(setKeyMatch(id, match.status, priceKeyOf(match)));
  const rates = rateRows(id, book.rates(match)).flatMap((rate) => startingAt(rate, since) ?? []);
  for (const rate of rates) await database.execute(insertRate(rate));
  await database.execute(insertPricing(id, book.lists, since, decisions));
  return match.findings;
}

/** A rate from an instant on; null where it ends before. */
function startingAt(rate: RateRow, since: string | null): RateRow | null {
  if (since === null || (rate.from !== null && rate.from >= since)) return rate;
  return rate.to !== null && rate.to <= since ? null : { ...rate, from: since };
}

const historyRow = z.object({ book: z.string(), since: text, key_count: z.number() });

/** A price book that priced names in use, and since when; null is from the beginning. */
export type PricingEntry = { readonly book: string; readonly since: string | null; readonly names: number };

/** Which price books made the totals: one entry for each book and each day on which it took over. */
export async function readPricingHistory(database: ReadableDatabase): Promise<readonly PricingEntry[]> {
  const rows = z.array(historyRow).parse(await database.query(pricingHistory));
  return rows.map(({ book, since, key_count: names }) => ({ book, since, names }));
}

/** The model as the workbench names it everywhere, `provider/model`. */
export const priceKeyOf = (match: PriceMatch): string | null =>
  match.model === null ? null : `${match.provider ?? 'unknown'}/${match.model}`;

/**
 * Rates as rows that never overlap: each threshold reaches up to the next one that holds at the same time, and a clock
 * window that wraps over midnight becomes two. A cliff that holds for a part of the base rate's time only cuts the base
 * rate there: both rows together would count a request's tokens twice.
 */
export function rateRows(priceKeyId: number, periods: readonly RatePeriod[]): readonly RateRow[] {
  return periods.flatMap((period) => {
    const higher = periods.filter((other) => other.aboveTokens > period.aboveTokens);
    return stretches(period, higher).flatMap(({ from, to }) => {
      const above = higher.filter((other) => holdsFrom(other, from)).map((other) => other.aboveTokens);
      const row = {
        priceKeyId,
        from,
        to,
        aboveTokens: period.aboveTokens,
        belowTokens: above.length === 0 ? null : Math.min(...above),
        source: period.source,
        checkedOn: period.checkedOn,
        usdPerMtok: period.usdPerMtok,
      };
      return minutesOf(period).map(([fromMinute, toMinute]) => ({ ...row, fromMinute, toMinute }));
    });
  });
}

type Stretch = Pick<RatePeriod, 'from' | 'to'>;

/** The time of a rate, cut wherever another one begins or ends. */
function stretches({ from, to }: Stretch, others: readonly Stretch[]): readonly Stretch[] {
  const isInside = (instant: string | null): instant is string =>
    instant !== null && (from === null || instant > from) && (to === null || instant < to);
  const cuts = [...new Set(others.flatMap((other) => [other.from, other.to]).filter(isInside))].sort();
  return [from, ...cuts].map((start, index) => ({ from: start, to: cuts[index] ?? to }));
}

/** Whether a rate holds from an instant on; null is the beginning of time. */
const holdsFrom = ({ from, to }: Stretch, instant: string | null): boolean =>
  (from === null || (instant !== null && from <= instant)) && (to === null || instant === null || to > instant);

function minutesOf({ clock }: RatePeriod): readonly (readonly [number, number])[] {
  if (clock === null) return [[0, MINUTES_PER_DAY]];
  if (clock.fromMinute < clock.toMinute) return [[clock.fromMinute, clock.toMinute]];
  return [[clock.fromMinute, MINUTES_PER_DAY] as const, [0, clock.toMinute] as const].filter(([from, to]) => from < to);
}
