import type { TokenClass } from '../../units/tokenClasses.ts';
import type { PriceBook, RatePeriod } from '../types.ts';
import type { CustomRate } from './corrections.ts';
import type { PriceClass } from './rows.ts';

/** A rate further off the book than this is a unit mistake, not a contract: per 1,000 tokens is 0.001 of it. */
const FURTHEST_BELOW_BOOK = 0.02;
const FURTHEST_ABOVE_BOOK = 50;
/** No text model's fresh input or output has cost less; a rate per 1,000 tokens of a dear model still does. */
const LOWEST_USD_PER_MTOK = 0.005;

const CLASS_OF: Readonly<Record<PriceClass, TokenClass>> = {
  input: 'in_fresh',
  cacheRead: 'in_cache_read',
  cacheWrite5m: 'in_cache_write_5m',
  cacheWrite1h: 'in_cache_write_1h',
  output: 'out_visible',
  reasoning: 'out_reasoning',
  audioInput: 'in_audio',
  audioOutput: 'out_audio',
  imageInput: 'in_image',
  imageOutput: 'out_image',
};

type Listed = { readonly usd: number; readonly period: RatePeriod };

/** What the book lists at any time while a rate holds, for requests of the size that it holds for. */
function listedWhile(book: PriceBook, rate: CustomRate): readonly Listed[] {
  const query = { provider: rate.provider, route: null, region: rate.region, serviceTier: rate.tier };
  return book.rates(book.match({ name: rate.model, ...query })).flatMap((period): Listed[] => {
    const isDuring =
      (period.to === null || rate.from === null || period.to > rate.from) &&
      (period.from === null || rate.to === null || period.from < rate.to);
    const usd = period.usdPerMtok[CLASS_OF[rate.class]];
    const isOfSize = period.aboveTokens === 0 || period.aboveTokens === rate.aboveTokens;
    return isDuring && isOfSize && usd !== null && usd > 0 ? [{ usd, period }] : [];
  });
}

type Judgement = { readonly mistake: string | null; readonly isPerThousand: boolean; readonly isKnown: boolean };

/** Which of the listed prices a rate is furthest from, as a factor of at least 1. */
const distance = (rate: CustomRate, { usd }: Listed): number => Math.max(rate.usdPerMtok / usd, usd / rate.usdPerMtok);

function judge(book: PriceBook, rate: CustomRate, today: string): Judgement {
  if (rate.usdPerMtok === 0) return { mistake: null, isPerThousand: false, isKnown: false };
  const listed = listedWhile(book, rate);
  const what = `${rate.provider}/${rate.model} ${rate.class} at ${String(rate.usdPerMtok)} USD`;
  const furthest = listed.reduce<Listed | null>(
    (worst, one) => (worst === null || distance(rate, one) > distance(rate, worst) ? one : worst),
    null,
  );
  if (furthest !== null) {
    const ratio = rate.usdPerMtok / furthest.usd;
    if (ratio >= FURTHEST_BELOW_BOOK && ratio <= FURTHEST_ABOVE_BOOK)
      return { mistake: null, isPerThousand: false, isKnown: true };
    const isPerThousand = ratio < FURTHEST_BELOW_BOOK;
    const hint = isPerThousand ? 'Is it per 1,000 tokens? Multiply it by 1,000.' : 'Is it per billion tokens?';
    const when = listed.length > 1 ? whenOf(furthest.period, today) : '';
    const mistake = `${what} is ${ratio.toPrecision(2)} times the listed ${String(furthest.usd)} per million tokens${when}. ${hint}`;
    return { mistake, isPerThousand, isKnown: true };
  }
  const isText = rate.class === 'input' || rate.class === 'output';
  if (!isText || rate.usdPerMtok >= LOWEST_USD_PER_MTOK) return { mistake: null, isPerThousand: false, isKnown: false };
  const mistake = `${what} per million tokens is less than any model costs. Is it per 1,000 tokens? Multiply it by 1,000.`;
  return { mistake, isPerThousand: true, isKnown: false };
}

function whenOf({ from, to }: RatePeriod, today: string): string {
  if ((from === null || from <= today) && (to === null || to > today)) return '';
  return from === null ? ` before ${to?.slice(0, 10) ?? ''}` : ` from ${from.slice(0, 10)}`;
}

/**
 * Why rates cannot be per million tokens, by rate; those that can are left out. A rate is held against every price that the
 * lists have while it holds, not only against that of its first day. Where every row that can be held against a list is per
 * 1,000 tokens, the rows that cannot are refused too: one file has one unit.
 *
 * Example: gpt-5.6-luna's output at 0.006 USD from 2026-01-01 on is 0.001 times the 6 USD of its first weeks: refused.
 */
export function unitMistakes(
  book: PriceBook,
  rates: readonly CustomRate[],
  today: string,
): ReadonlyMap<CustomRate, string> {
  const judged = rates.map((rate) => ({ rate, ...judge(book, rate, today) }));
  const known = judged.filter(({ isKnown }) => isKnown);
  const isFilePerThousand = known.length > 0 && known.every(({ isPerThousand }) => isPerThousand);
  return new Map(
    judged.flatMap(({ rate, mistake, isKnown }): [CustomRate, string][] => {
      if (mistake !== null) return [[rate, mistake]];
      if (isKnown || !isFilePerThousand || rate.usdPerMtok === 0) return [];
      const what = `${rate.provider}/${rate.model} ${rate.class} at ${String(rate.usdPerMtok)} USD`;
      return [[rate, `${what}: the other rows of this file are per 1,000 tokens. Multiply it by 1,000.`]];
    }),
  );
}
