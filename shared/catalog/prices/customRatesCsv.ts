import { isDay } from '../../units/months.ts';
import { readCsv, writeCsv } from '../csv.ts';
import type { CsvRecord } from '../csv.ts';
import type { PriceBook } from '../types.ts';
import { boundsBreaches } from './bounds.ts';
import type { CustomRate } from './corrections.ts';
import { PRICE_CLASSES } from './rows.ts';
import type { PriceClass } from './rows.ts';
import { unitMistakes } from './unitMistakes.ts';

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

/** A column that says by its name that it is per 1,000 tokens. */
const PER_THOUSAND = /(1k|ktok|thousand|1_?000)/;

function missingColumn(columns: readonly string[]): string | null {
  const absent = REQUIRED.find((column) => !columns.includes(column));
  if (absent === undefined) return null;
  const other = absent === 'usd_per_mtok' ? columns.find((column) => PER_THOUSAND.test(column)) : undefined;
  return other === undefined
    ? `the column ${absent} is missing`
    : `the column ${absent} is missing; ${other} looks like a price per 1,000 tokens: multiply it by 1,000`;
}

/**
 * Reads the user's own rates. Columns: provider, model, class and usd_per_mtok, and where wanted region, tier, from, to,
 * above_tokens and source. A row whose unit is visibly wrong at any time of its validity is refused with what to do, and so is
 * one whose ratio to the input rate is outside the bounds of every price list.
 *
 * Example: gpt-4o input at 0.0025 is 0.001 times the listed 2.5: refused, "Is it per 1,000 tokens?".
 */
export function readCustomRates(text: string, book: PriceBook, today: string): CustomRatesRead {
  const table = readCsv(text);
  const missing = missingColumn(table.columns);
  if (missing !== null) return { rates: [], refusals: [{ line: 1, reason: missing }] };
  const refusals: RateRefusal[] = [];
  const rates: { readonly line: number; readonly rate: CustomRate }[] = [];
  const read = table.records.map((record) => ({ line: record.line, result: parseRate(record) }));
  const mistakes = unitMistakes(
    book,
    read.flatMap(({ result }) => (isRefusal(result) ? [] : [result])),
    today,
  );
  for (const { line, result } of read) {
    const mistake = isRefusal(result) ? result.reason : mistakes.get(result);
    if (mistake !== undefined) refusals.push({ line, reason: mistake });
    else if (!isRefusal(result)) rates.push({ line, rate: result });
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
