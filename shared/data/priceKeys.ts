import { z } from 'zod';
import type { PriceBook, PriceMatch, RatePeriod } from '../catalog/types.ts';
import type { Finding } from '../units/findings.ts';
import type { WritableDatabase } from './database.ts';
import { inTransaction } from './transaction.ts';
import { forgetMatches, insertRate, setKeyMatch, unmatchedKeys, type RateRow } from './sql/prices.ts';

const keyRow = z.object({
  price_key_id: z.number(),
  provider: z.string().nullable(),
  model_raw: z.string().nullable(),
  route: z.string().nullable(),
  region: z.string().nullable(),
  service_tier: z.string().nullable(),
  context_band: z.string().nullable(),
});

const MINUTES_PER_DAY = 1440;

/**
 * Asks the price book about every combination of names it has not been asked about, and stores the answer with all its
 * dated rates: after this, pricing is a join. Returns what a reader must know about the matches.
 */
export async function matchPriceKeys(database: WritableDatabase, book: PriceBook): Promise<readonly Finding[]> {
  const keys = z.array(keyRow).parse(await database.query(unmatchedKeys));
  return inTransaction(database, async () => storeMatches(database, book, keys));
}

async function storeMatches(
  database: WritableDatabase,
  book: PriceBook,
  keys: readonly z.infer<typeof keyRow>[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const key of keys) {
    if (key.model_raw === null) {
      await database.execute(setKeyMatch(key.price_key_id, 'unnamed', null));
      continue;
    }
    const match = book.match({
      name: key.model_raw,
      provider: key.provider,
      route: key.route,
      region: key.region,
      serviceTier: key.service_tier,
      contextBand: key.context_band,
    });
    findings.push(...match.findings);
    await database.execute(setKeyMatch(key.price_key_id, match.status, priceKeyOf(match)));
    for (const rate of rateRows(key.price_key_id, book.rates(match))) await database.execute(insertRate(rate));
  }
  return findings;
}

/** Matches everything again, after the user changed a correction. */
export async function rematchPriceKeys(database: WritableDatabase, book: PriceBook): Promise<readonly Finding[]> {
  for (const statement of forgetMatches) await database.execute(statement);
  return matchPriceKeys(database, book);
}

/** The model as the workbench names it everywhere, `provider/model`. */
export const priceKeyOf = (match: PriceMatch): string | null =>
  match.model === null ? null : `${match.provider ?? 'unknown'}/${match.model}`;

/**
 * Rates as rows that never overlap: each threshold reaches up to the next one of the same time, and a clock window that
 * wraps over midnight becomes two.
 */
function rateRows(priceKeyId: number, periods: readonly RatePeriod[]): readonly RateRow[] {
  return periods.flatMap((period) => {
    const above = periods
      .filter((other) => other.from === period.from && other.to === period.to && other.aboveTokens > period.aboveTokens)
      .map((other) => other.aboveTokens);
    const row = {
      priceKeyId,
      from: period.from,
      to: period.to,
      aboveTokens: period.aboveTokens,
      belowTokens: above.length === 0 ? null : Math.min(...above),
      source: period.source,
      checkedOn: period.checkedOn,
      usdPerMtok: period.usdPerMtok,
    };
    return minutesOf(period).map(([fromMinute, toMinute]) => ({ ...row, fromMinute, toMinute }));
  });
}

function minutesOf({ clock }: RatePeriod): readonly (readonly [number, number])[] {
  if (clock === null) return [[0, MINUTES_PER_DAY]];
  if (clock.fromMinute < clock.toMinute) return [[clock.fromMinute, clock.toMinute]];
  return [[clock.fromMinute, MINUTES_PER_DAY] as const, [0, clock.toMinute] as const].filter(([from, to]) => from < to);
}
