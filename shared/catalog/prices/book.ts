import { waitForUpdate } from '@pydantic/genai-prices';
import { aliasKey, matchName } from '../matcher/match.ts';
import type { Matcher } from '../matcher/match.ts';
import { buildIndex } from '../matcher/modelIndex.ts';
import { priceRegion } from '../matcher/regions.ts';
import { nearestNames } from '../matcher/suggest.ts';
import { sellerOf } from '../sellers.ts';
import type { PriceBook, PriceMatch, PriceQuery, RatePeriod } from '../types.ts';
import { regionFactor, tierBreaches, tierSharesOf } from './adjustments.ts';
import { decisionsOn, NO_CORRECTIONS } from './corrections.ts';
import type { PriceCorrections } from './corrections.ts';
import { GENAI_PRICES_VERSION, genaiModels } from './genaiRows.ts';
import { knownLists } from './knownLists.ts';
import overlayRows from './overlay.json' with { type: 'json' };
import { priceLists } from './priceLists.ts';
import type { PriceList, PriceLists } from './priceLists.ts';
import { ratePeriods } from './rates.ts';
import { baseRows, checkOverlay, groupRows, rowKey } from './rowStore.ts';
import { parseRows } from './rows.ts';
import { serviceRates } from './serviceRates.ts';

/** The day on which the overlay was last gone through. Raise it with the overlay. */
export const OVERLAY_DATE = '2026-11-21';

const LISTS = `genai-prices ${GENAI_PRICES_VERSION}, overlay ${OVERLAY_DATE}`;

/**
 * Why a price depends on a region that the name does not say. Bedrock's bare ids may be called in a region or globally,
 * a Vertex id in any location, and an Azure deployment's name does not say whether it is global: 10 % lie between them.
 */
function unsaidRegion(lists: PriceLists): Matcher['unsaidRegion'] {
  const hasTwoLists = (list: PriceList | null): boolean =>
    list !== null && new Set([...list.base, ...list.overlay].flatMap(({ region }) => region ?? [])).size === 2;
  return (seller, route, region, model) => {
    if (region !== null && priceRegion(seller, route, region) !== null) return null;
    if (seller === 'aws') {
      const differs = hasTwoLists(lists(seller, model)) || regionFactor(seller, model, 'regional') !== null;
      return differs ? 'the name says no geography, so the price in a region is used; global costs 10 % less' : null;
    }
    if (seller === 'google' && route === 'vertex' && regionFactor(seller, model, 'us-central1') !== null) {
      return 'the name says no location, so the global price is used; a region costs 10 % more';
    }
    if (seller !== 'azure' || regionFactor(seller, model, 'data-zone') === null) return null;
    return 'the name says no deployment type, so the global price is used; a data zone costs 10 % more';
  };
}

/** Billing codes and ids of places in the United States, where the lists of Bedrock's other models were read. */
const IN_US = /^(us|global|regional|us-(?!gov)[a-z]+-\d|us[ew]\d)$/i;

/**
 * Bedrock sells Claude and GPT at one price everywhere but in GovCloud; Amazon's own and open models cost up to a third
 * more outside the United States, and the lists here are those of the United States.
 */
const otherPlace: Matcher['otherPlace'] = (seller, place, model) => {
  if (seller !== 'aws' || place === null || IN_US.test(place)) return null;
  const isGov = /gov|^ug/i.test(place);
  const isSameEverywhere = /^(claude|gpt-5)/.test(model);
  if (isSameEverywhere && !isGov) return null;
  if (isSameEverywhere && regionFactor(seller, model, 'regional') !== null) return null;
  return isGov ? 'in GovCloud it may cost more' : 'outside the United States it may cost more';
};

const rateKey = (match: PriceMatch): string =>
  [match.provider, match.model, match.route, match.region, match.serviceTier].join('|');

/**
 * The price book: the pinned package's rates under our dated overlay, under the user's corrections. Throws where a
 * shipped row is out of bounds, naming the row: such a book must not be used.
 */
export async function createPriceBook(corrections: PriceCorrections = NO_CORRECTIONS): Promise<PriceBook> {
  const providers = await waitForUpdate();
  if (providers === null) throw new Error('@pydantic/genai-prices answered without data');
  const [tierBreach] = tierBreaches();
  if (tierBreach !== undefined) throw new RangeError(`Service tiers: ${tierBreach}`);
  const models = genaiModels(providers);
  const overlay = checkOverlay(parseRows(overlayRows));
  const index = buildIndex(knownLists(models, [...overlay, ...corrections.rates]));
  const ownKeys = new Set(corrections.rates.map(({ provider, model }) => rowKey(provider, model)));
  const lists = priceLists(baseRows(models, index), groupRows(overlay), ownKeys, index);
  const keys = new Set(index.entries.map(({ seller, model }) => rowKey(seller, model)));
  const priced = [...keys].filter((key) => {
    const slash = key.indexOf('/');
    return lists(key.slice(0, slash), key.slice(slash + 1)) !== null;
  });
  const vendorModels = [
    ...new Set(index.entries.flatMap(({ seller, vendor, model }) => (seller === vendor ? [model] : []))),
  ];
  const matcher: Matcher = {
    index,
    nearest: nearestNames(vendorModels),
    aliases: new Map(corrections.aliases.map(({ name, model, provider }) => [aliasKey(name), { model, provider }])),
    ownSellers: [...new Set(corrections.rates.map(({ provider }) => provider))].filter((id) => sellerOf(id) === null),
    isResold: (model) => lists('openrouter', model)?.provider === 'openrouter',
    unsaidRegion: unsaidRegion(lists),
    otherPlace,
  };
  const rates = new Map<string, readonly RatePeriod[]>();
  const ratesOf = (match: PriceMatch): readonly RatePeriod[] => {
    // A search, an hour of storage or a training run is no token of a request: `services` has its price.
    if (match.model === null || match.provider === null || match.meter !== null) return [];
    const key = rateKey(match);
    const known = rates.get(key);
    if (known !== undefined) return known;
    const list = lists(match.provider, match.model);
    const periods = list === null ? [] : ratePeriods(match, list, corrections);
    rates.set(key, periods);
    return periods;
  };
  const hasCorrections = Object.values(corrections).some((list) => list.length > 0);
  return {
    version: `${LISTS}${hasCorrections ? ', own corrections' : ''}`,
    lists: LISTS,
    checkedOn: OVERLAY_DATE,
    decisions: ({ name }, { provider, model }) => decisionsOn(corrections, name, provider ?? '', model ?? ''),
    match: (query: PriceQuery) => matchName(matcher, query),
    rates: ratesOf,
    models: () => priced,
    tierShares: ({ provider, model }) =>
      provider === null || model === null ? { batch: null, flex: null, priority: null } : tierSharesOf(provider, model),
    services: ({ provider, model }) =>
      serviceRates.filter((rate) => rate.provider === provider && (rate.model === null || rate.model === model)),
  };
}
