import { isDay } from '../../units/months.ts';
import { readCsv, writeCsv } from '../csv.ts';
import type { CsvRecord } from '../csv.ts';
import type { PriceBook } from '../types.ts';
import { boundsBreaches } from './bounds.ts';
import type { CustomRate } from './corrections.ts';
import { byThreshold, dearestPeriod, periodsAt } from './periods.ts';
import { PRICE_CLASSES } from './rows.ts';
import type { PriceClass } from './rows.ts';

const COLUMNS = [
  'provider',
  'model',
  'region',
  'tier',
  'class',
  'usd_per_mtok',
  'from',
  'to',
  'above_tokens',
  'source',
] as const;
const REQUIRED = ['provider', 'model', 'class', 'usd_per_mtok'] as const;

/** A row that was not taken over, and what to do about it. */
export type RateRefusal = { readonly line: number; readonly reason: string };

/** What a price file held. Nothing of a refused row is used. */
export type CustomRatesRead = { readonly rates: readonly CustomRate[]; readonly refusals: readonly RateRefusal[] };

/** A rate further off the book than this is a unit mistake, not a contract: per 1,000 tokens is 0.001 of it. */
const FURTHEST_BELOW_BOOK = 0.02;
const FURTHEST_ABOVE_BOOK = 50;
/** No text model's fresh input or output has cost less; a rate per 1,000 tokens of a dear model still does. */
const LOWEST_USD_PER_MTOK = 0.005;

const isClass = (text: string): text is PriceClass => (PRICE_CLASSES as readonly string[]).includes(text);
const isRegion = (text: string): text is 'global' | 'regional' => text === 'global' || text === 'regional';
const isEmptyOrDay = (text: string): boolean => text === '' || isDay(text);

function parseRate({ line, values }: CsvRecord): CustomRate | RateRefusal {
  const cell = (column: (typeof COLUMNS)[number]): string => values[column] ?? '';
  const refuse = (reason: string): RateRefusal => ({ line, reason });
  const missing = REQUIRED.find((column) => cell(column) === '');
  if (missing !== undefined) return refuse(`${missing} is empty`);
  const priceClass = cell('class');
  if (!isClass(priceClass)) return refuse(`class "${priceClass}" is none of ${PRICE_CLASSES.join(', ')}`);
  const usdPerMtok = Number(cell('usd_per_mtok'));
  if (!Number.isFinite(usdPerMtok) || usdPerMtok < 0) return refuse(`"${cell('usd_per_mtok')}" is not a rate in USD`);
  const region = cell('region');
  if (region !== '' && !isRegion(region)) return refuse(`region "${region}" is neither global nor regional`);
  if (!isEmptyOrDay(cell('from')) || !isEmptyOrDay(cell('to'))) return refuse('a date is not written as 2026-11-21');
  const aboveTokens = Number(cell('above_tokens'));
  if (!Number.isInteger(aboveTokens) || aboveTokens < 0) return refuse('above_tokens is not a whole number');
  return {
    provider: cell('provider'),
    model: cell('model'),
    region: isRegion(region) ? region : null,
    tier: cell('tier') === '' ? null : cell('tier'),
    class: priceClass,
    usdPerMtok,
    from: cell('from') === '' ? null : cell('from'),
    to: cell('to') === '' ? null : cell('to'),
    aboveTokens,
    source: cell('source') === '' ? 'own price file' : cell('source'),
  };
}

const isRefusal = (result: CustomRate | RateRefusal): result is RateRefusal => 'reason' in result;

const LISTED_CLASSES = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output'] as const;

/** The book's own rate for what a row prices; null where the book has none. */
function bookRate(book: PriceBook, rate: CustomRate, today: string): number | null {
  const priceClass = LISTED_CLASSES.find((listed) => listed === rate.class);
  if (priceClass === undefined) return null;
  const query = { provider: rate.provider, route: null, region: rate.region, serviceTier: rate.tier };
  const periods = book.rates(book.match({ name: rate.model, ...query }));
  const period = dearestPeriod(byThreshold(periodsAt(periods, rate.from ?? today)).base);
  return period?.listed[priceClass] ?? null;
}

/** Why a rate cannot be per million tokens; null where it can. */
function unitMistake(book: PriceBook, rate: CustomRate, today: string): string | null {
  if (rate.usdPerMtok === 0) return null;
  const known = bookRate(book, rate, today);
  const what = `${rate.provider}/${rate.model} ${rate.class} at ${String(rate.usdPerMtok)} USD`;
  if (known !== null && known > 0) {
    const ratio = rate.usdPerMtok / known;
    if (ratio >= FURTHEST_BELOW_BOOK && ratio <= FURTHEST_ABOVE_BOOK) return null;
    const hint =
      ratio < FURTHEST_BELOW_BOOK ? 'Is it per 1,000 tokens? Multiply it by 1,000.' : 'Is it per billion tokens?';
    return `${what} is ${ratio.toPrecision(2)} times the listed ${String(known)} per million tokens. ${hint}`;
  }
  const isText = rate.class === 'input' || rate.class === 'output';
  if (!isText || rate.usdPerMtok >= LOWEST_USD_PER_MTOK) return null;
  return `${what} per million tokens is less than any model costs. Is it per 1,000 tokens? Multiply it by 1,000.`;
}

/**
 * Reads the user's own rates. Columns: provider, model, class and usd_per_mtok, and where wanted region, tier, from, to,
 * above_tokens and source. A row whose unit is visibly wrong is refused with what to do, and so is one whose ratio to the
 * input rate is outside the bounds of every price list.
 *
 * Example: gpt-4o input at 0.0025 is 0.001 times the listed 2.5: refused, "Is it per 1,000 tokens?".
 */
export function readCustomRates(text: string, book: PriceBook, today: string): CustomRatesRead {
  const table = readCsv(text);
  const absent = REQUIRED.find((column) => !table.columns.includes(column));
  if (absent !== undefined) return { rates: [], refusals: [{ line: 1, reason: `the column ${absent} is missing` }] };
  const refusals: RateRefusal[] = [];
  const rates: { readonly line: number; readonly rate: CustomRate }[] = [];
  for (const record of table.records) {
    const result = parseRate(record);
    const mistake = isRefusal(result) ? result.reason : unitMistake(book, result, today);
    if (mistake !== null) refusals.push({ line: record.line, reason: mistake });
    else if (!isRefusal(result)) rates.push({ line: record.line, rate: result });
  }
  const rows = rates.map(({ rate }) => ({ ...rate, route: null, clock: null, checkedOn: null, doubt: null }));
  const breaches = new Map(
    boundsBreaches(rows).map(({ row, message }) => [rows.findIndex((other) => other === row), message]),
  );
  return {
    rates: rates.filter((_, index) => !breaches.has(index)).map(({ rate }) => rate),
    refusals: [
      ...refusals,
      ...[...breaches].map(([index, reason]) => ({ line: rates[index]?.line ?? 0, reason })),
    ].sort((left, right) => left.line - right.line),
  };
}

/** Writes rates so that `readCustomRates` gives them back. */
export const writeCustomRates = (rates: readonly CustomRate[]): string =>
  writeCsv(
    COLUMNS,
    rates.map((rate) => [
      rate.provider,
      rate.model,
      rate.region,
      rate.tier,
      rate.class,
      rate.usdPerMtok,
      rate.from,
      rate.to,
      rate.aboveTokens === 0 ? null : rate.aboveTokens,
      rate.source,
    ]),
  );
