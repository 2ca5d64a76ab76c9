import type { Finding } from '../../units/findings.ts';
import type { TokenClass } from '../../units/tokenClasses.ts';
import { readSeller } from '../sellers.ts';
import type { MatchedTokenClass, PriceMatch, PriceQuery } from '../types.ts';
import type { ModelIndex } from './modelIndex.ts';
import type { Reading } from './reading.ts';
import { recognise } from './recognise.ts';
import { readRegion } from './regions.ts';
import { resolve, sellersOf } from './resolve.ts';
import type { Resolution } from './resolve.ts';
import { readServiceTier } from './serviceTiers.ts';
import { MOST_SUGGESTIONS } from './suggest.ts';
import { tokenise } from './tokens.ts';

/** Longer names are somebody's prompt or a mistake: nothing in them is worth reading. */
const LONGEST_NAME = 300;

const MATCHED_CLASSES: Partial<Record<TokenClass, MatchedTokenClass>> = {
  in_fresh: 'input',
  in_cache_read: 'cacheRead',
  in_cache_write_5m: 'cacheWrite5m',
  in_cache_write_1h: 'cacheWrite1h',
  out_unsplit: 'output',
  out_reasoning: 'output',
  out_visible: 'output',
};

export type Matcher = {
  readonly index: ModelIndex;
  /** Names that look like a given one. */
  readonly nearest: (text: string) => readonly string[];
  /** The user's words for models, by `aliasKey`. */
  readonly aliases: ReadonlyMap<string, { readonly model: string; readonly provider: string | null }>;
  /** Providers that only the user's own rates name. */
  readonly ownSellers: readonly string[];
  /** True where OpenRouter sells the model at a price of its own, under a name that fits the vendor as well. */
  readonly isResold: (model: string) => boolean;
  /** Why the price depends on something that the name does not say; null where it does not. */
  readonly unsaidRegion: (seller: string, route: string | null, region: string | null, model: string) => string | null;
  /** Why the price of the list may not hold in the place that the name says; null where it holds everywhere. */
  readonly otherPlace: (seller: string, place: string | null, model: string) => string | null;
};

export const aliasKey = (name: string): string => name.trim().toLowerCase();

function readBand(text: string | null | undefined): 'base' | 'long' | null {
  const word = text?.trim().toLowerCase() ?? '';
  if (/^(long|>|200k-|over)/.test(word)) return 'long';
  return /^(base|short|standard|<|≤|0-)/.test(word) ? 'base' : null;
}

function shorten(name: string): string {
  const text = name.replace(/\s+/g, ' ').trim();
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** True where several models have every word of the name: `sonnet` is a family, not a model. */
function isFamily(text: string, suggestions: readonly string[]): boolean {
  const words = tokenise(text);
  const members = suggestions.filter((name) => {
    const known = new Set(tokenise(name));
    return words.every((word) => known.has(word));
  });
  return words.length > 0 && members.length > 1;
}

function unknownMessage(text: string, isOpaque: boolean, suggestions: readonly string[]): string {
  if (text === '') return 'The model name is empty: its tokens have no price.';
  if (isOpaque) return `"${text}" is a name that somebody gave: say once which model it is.`;
  if (isFamily(text, suggestions)) {
    return `"${text}" may be any of ${suggestions.slice(0, 3).join(', ')}: give the version.`;
  }
  const near = suggestions.length === 0 ? '' : ` Nearest: ${suggestions.slice(0, 3).join(', ')}.`;
  return `No price is known for "${text}".${near}`;
}

function unknown(
  query: PriceQuery,
  reading: Reading | null,
  seller: string | null,
  suggestions: readonly string[],
): PriceMatch {
  const text = shorten(query.name);
  const message = unknownMessage(text, reading?.isOpaque === true, suggestions);
  const findings: readonly Finding[] =
    reading !== null && reading.meter !== null ? [] : [{ code: 'unpriced-model', message, subject: text }];
  return {
    status: 'unknown',
    model: null,
    provider: reading?.seller ?? seller,
    route: reading?.route ?? null,
    region: readRegion(reading?.region ?? query.region),
    serviceTier: readServiceTier(reading?.serviceTier ?? query.serviceTier),
    tokenClass: classOf(reading),
    usageClass: reading?.usageClass ?? null,
    meter: reading?.meter ?? null,
    contextBand: reading?.contextBand ?? readBand(query.contextBand),
    suggestions,
    findings,
  };
}

function classOf(reading: Reading | null): MatchedTokenClass | null {
  const usageClass = reading?.usageClass ?? null;
  return usageClass === null ? null : (MATCHED_CLASSES[usageClass] ?? null);
}

function known(matcher: Matcher, query: PriceQuery, reading: Reading, resolution: Resolution): PriceMatch {
  const { entry, seller } = resolution;
  const route = reading.seller === seller ? (reading.route ?? readSeller(seller).route) : readSeller(seller).route;
  const region = readRegion(reading.region ?? query.region);
  const serviceTier = readServiceTier(reading.serviceTier ?? resolution.serviceTier ?? query.serviceTier);
  const isSlug = reading.sellerIsGuess && matcher.isResold(entry.model);
  const reasons = [
    resolution.assumption,
    isSlug ? 'OpenRouter uses the same name at a price of its own' : null,
    matcher.unsaidRegion(seller, route, region, entry.model),
    matcher.otherPlace(seller, region === 'global' ? region : (reading.geography ?? region), entry.model),
    reading.unreadWords.length === 0 ? null : `the line also says ${reading.unreadWords.join(' ')}`,
  ].filter((reason) => reason !== null);
  const findings = reasons.map((reason): Finding => ({
    code: 'assumed-match',
    message: `"${shorten(query.name)}" is priced as ${entry.model} of ${seller}: ${reason}.`,
    subject: shorten(query.name),
  }));
  return {
    status: findings.length === 0 ? 'exact' : 'assumed',
    model: entry.model,
    provider: seller,
    route,
    region,
    serviceTier,
    tokenClass: classOf(reading),
    usageClass: reading.usageClass,
    meter: reading.meter,
    contextBand: reading.contextBand ?? readBand(query.contextBand),
    suggestions: [],
    findings,
  };
}

/** Reads one exported name. Never throws, whatever the name is. */
export function matchName(matcher: Matcher, query: PriceQuery): PriceMatch {
  const alias = matcher.aliases.get(aliasKey(query.name));
  const name = (alias?.model ?? query.name).trim();
  const provider = alias?.provider ?? query.provider;
  const own = matcher.ownSellers.find((id) => id === provider);
  const hints = own === undefined ? [query.route, provider].map(readSeller) : [{ seller: own, route: 'direct' }];
  const hint = hints.find(({ seller }) => seller !== null) ?? { seller: null, route: null };
  if (name === '' || name.length > LONGEST_NAME) return unknown(query, null, hint.seller, []);
  const reading = recognise(name, hint.seller, hint.route);
  const resolution =
    reading.isOpaque || reading.text === '' ? null : resolve(matcher.index, reading, matcher.ownSellers);
  if (resolution !== null) return known(matcher, query, reading, resolution);
  const isModel = reading.text !== '' && !reading.isOpaque;
  const suggestions = isModel ? [...sellersOf(matcher.index, reading), ...matcher.nearest(reading.text)] : [];
  return unknown(query, reading, hint.seller, suggestions.slice(0, MOST_SUGGESTIONS));
}
