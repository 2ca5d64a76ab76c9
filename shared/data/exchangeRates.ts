import { z } from 'zod';
import type { ExchangeRate } from '../model/dataSettings.ts';
import type { Finding } from '../units/findings.ts';
import { groupBy } from '../units/groupBy.ts';
import { dailyCosts } from './costRows.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { forgetDays } from './sql/days.ts';
import { forgetExchangeRates, insertExchangeRate, unconvertedMoney, type RatePeriodRow } from './sql/exchange.ts';
import { inTransaction } from './transaction.ts';

const END_OF_TIME = '9999-12-31';

/**
 * Each rate holds from its day to the day of the next one of its currency; of two rows of one day the later one wins.
 * Example: EUR 1.10 from 2026-01-01 and 1.20 from 2026-02-01 give 1.10 for all of January.
 */
export function ratePeriods(rates: readonly ExchangeRate[]): readonly RatePeriodRow[] {
  return [...groupBy(rates, ({ currency }) => currency).values()].flatMap((ofOne) => {
    const days = new Map(ofOne.map((rate) => [rate.from, rate]));
    const sorted = [...days.values()].sort((left, right) => left.from.localeCompare(right.from));
    return sorted.map((rate, index) => ({ ...rate, to: sorted[index + 1]?.from ?? END_OF_TIME }));
  });
}

/** Makes these the exchange rates of every total in USD. */
export async function applyExchangeRates(database: WritableDatabase, rates: readonly ExchangeRate[]): Promise<void> {
  await inTransaction(database, async () => {
    await database.execute(forgetDays);
    await database.execute(forgetExchangeRates);
    for (const period of ratePeriods(rates)) await database.execute(insertExchangeRate(period));
  });
}

const unconvertedRow = z.object({
  currency: z.string().nullable(),
  amount: z.number(),
  first: z.string(),
  row_count: z.number(),
});

/** Money that is in no total in USD, because no rate of its currency and day is known. */
export async function exchangeFindings(database: ReadableDatabase): Promise<readonly Finding[]> {
  return z
    .array(unconvertedRow)
    .parse(await database.query(unconvertedMoney(await dailyCosts(database))))
    .map(({ currency, amount, first, row_count }) => ({
      code: 'missing-exchange-rate' as const,
      subject: currency ?? 'unknown',
      count: Math.round(row_count),
      message: `${amount.toLocaleString('en-US', { maximumFractionDigits: 2 })} ${currency ?? 'of an unnamed currency'} from ${first} on have no exchange rate and are in no total in USD`,
    }));
}
