import { z } from 'zod';
import { createPriceBook } from '../catalog/prices/book.ts';
import type { PriceCorrections } from '../catalog/prices/corrections.ts';
import type { PriceBook } from '../catalog/types.ts';
import type { DimensionRule, ExchangeRate } from '../model/dataSettings.ts';
import type { Finding } from '../units/findings.ts';
import { zoneOffsets } from '../units/timeZones.ts';
import { applyDimensionRules } from './attribution.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { applyExchangeRates } from './exchangeRates.ts';
import { activateImports } from './import/activeImports.ts';
import { matchPriceKeys } from './priceKeys.ts';
import { readExtent } from './spend.ts';
import { buildDays, dailyView, DAYS_LAYOUT, forgetDays, noteDays, settledBasis } from './sql/days.ts';
import { repeatStates, setActiveImports, storedImports } from './sql/imports.ts';
import { inTransaction } from './transaction.ts';

/** What decides which rows count and what they cost. */
export type SettlementTerms = {
  readonly importIds: readonly number[];
  readonly corrections: PriceCorrections;
  readonly exchangeRates: readonly ExchangeRate[];
  readonly dimensionRules: readonly DimensionRule[];
  /** IANA name of the reporting zone, whose days the daily sums hold. */
  readonly timezone: string;
};

export type Settlement = {
  readonly book: PriceBook;
  /** What the price book says of the names it met. */
  readonly findings: readonly Finding[];
};

/**
 * Makes exactly these imports count, prices them, fills in dimensions by rule, and adds the rows up by day, so that every
 * view by days reads thousands of rows instead of millions. Where nothing of it has changed since the last time, as when
 * a project is opened again, the sums that the database holds are kept.
 */
export async function settle(database: WritableDatabase, terms: SettlementTerms): Promise<Settlement> {
  const { importIds, corrections, exchangeRates, dimensionRules, timezone } = terms;
  const book = await createPriceBook(corrections);
  const basis = await basisOf(database, terms, book);
  if (await isSettled(database, basis)) {
    for (const statement of setActiveImports(importIds)) await database.execute(statement);
    // It changes nothing now, and tells what it tells every time.
    return { book, findings: await matchPriceKeys(database, book) };
  }
  await activateImports(database, importIds);
  const findings = await matchPriceKeys(database, book);
  await applyExchangeRates(database, exchangeRates);
  await applyDimensionRules(database, dimensionRules);
  await addUpDays(database, timezone, await basisOf(database, terms, book));
  return { book, findings };
}

async function addUpDays(database: WritableDatabase, timezone: string, basis: string): Promise<void> {
  const { from, to } = await readExtent(database);
  const offsets = from === null || to === null ? [] : zoneOffsets(timezone, from, to);
  await inTransaction(database, async () => {
    for (const statement of [forgetDays, buildDays(offsets), dailyView, noteDays(basis, JSON.stringify(offsets))]) {
      await database.execute(statement);
    }
  });
}

/** Everything that the daily sums depend on, as one text. What an import holds never changes, so its name and time say it. */
async function basisOf(database: ReadableDatabase, terms: SettlementTerms, book: PriceBook): Promise<string> {
  const [stored, repeats] = [await database.query(storedImports), await database.query(repeatStates)];
  return JSON.stringify([DAYS_LAYOUT, book.lists, terms, stored, repeats]);
}

async function isSettled(database: ReadableDatabase, basis: string): Promise<boolean> {
  const [row] = await database.query(settledBasis);
  return row !== undefined && z.object({ basis: z.string() }).parse(row).basis === basis;
}
