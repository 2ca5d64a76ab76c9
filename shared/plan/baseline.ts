import type { PriceBook, PriceMatch } from '../catalog/types.ts';
import { leverDefinition } from '../engine/levers/registry.ts';
import type { Baseline, Labels, ModelPrices, Scenario, Segment } from '../engine/types.ts';
import type { PriceKey } from '../data/history.ts';
import { priceKeyOf } from '../data/priceKeys.ts';
import type { Finding } from '../units/findings.ts';
import { groupBy } from '../units/groupBy.ts';
import type { Month } from '../units/months.ts';
import { TOKEN_CLASSES, perTokenClass, type TokenClass } from '../units/tokenClasses.ts';
import { modelPrices, monthlyRates } from './priceSeries.ts';
import type { SegmentForecast } from './segmentForecasts.ts';

/** Ratios of rates that differ by less are one multiplier: price lists are rounded to the cent. */
const SAME_RATIO = 1e-9;

/**
 * The baseline of all scenarios: forecast volumes at list prices, each segment with the multiplier of its tier, region and
 * prompt size. Where a tier does not change all classes alike (a batch discount without one on cached tokens), the
 * segment is split by class, so that every class keeps its exact price.
 */
export function buildBaseline(
  forecasts: readonly SegmentForecast[],
  scenarios: readonly Scenario[],
  book: PriceBook,
  months: readonly Month[],
): Baseline {
  const prices = new Map(
    [...pricedModels(forecasts, scenarios, book)].map(([key, match]) => [key, modelPrices(book, key, match, months)]),
  );
  const segments = forecasts.flatMap((forecast) => {
    const { priceKey } = forecast.history;
    const key = modelKeyOf(book, priceKey);
    return segmentsOf(
      forecast,
      key,
      prices.get(key),
      ratesOfUse(forecast, book.match(queryOf(priceKey)), book, months),
    );
  });
  return { months, segments, prices, findings: forecastFindings(forecasts) };
}

/** Every model that usage or a lever names, and the list price that stands for it: of usage, at the seller it was bought from. */
export function pricedModels(
  forecasts: readonly SegmentForecast[],
  scenarios: readonly Scenario[],
  book: PriceBook,
): ReadonlyMap<string, PriceMatch> {
  const models = new Map<string, PriceMatch>();
  for (const { history } of forecasts) {
    const key = modelKeyOf(book, history.priceKey);
    const match = book.match(queryOf(history.priceKey));
    if (!models.has(key)) models.set(key, { ...match, serviceTier: 'standard', region: null, contextBand: null });
  }
  for (const key of modelsNamedBy(scenarios)) {
    const match = matchKey(book, key);
    if (match.model !== null && !models.has(key)) models.set(key, match);
  }
  return models;
}

/** What a price key asks the price book. */
export const queryOf = (key: PriceKey) => ({
  name: key.name ?? '',
  provider: key.provider,
  route: key.route,
  region: key.region,
  serviceTier: key.serviceTier,
  contextBand: key.contextBand,
});

/** The model of a price key as `provider/model`, under its own name where the book does not know it. */
export const modelKeyOf = (book: PriceBook, key: PriceKey): string =>
  priceKeyOf(book.match(queryOf(key))) ?? `${key.provider ?? 'unknown'}/${key.name ?? 'unnamed'}`;

/** A model by its key, `anthropic/claude-haiku-4-5`. */
export function matchKey(book: PriceBook, key: string): PriceMatch {
  const slash = key.indexOf('/');
  const provider = slash < 0 ? null : key.slice(0, slash);
  return book.match({ name: key.slice(slash + 1), provider, route: null, region: null, serviceTier: null });
}

/** Every model that a lever of these scenarios names, a swap's target for example. */
function modelsNamedBy(scenarios: readonly Scenario[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const lever of scenarios.flatMap(({ levers }) => levers)) {
    for (const [name, descriptor] of Object.entries(leverDefinition(lever.kind)?.parameters ?? {})) {
      const value = lever.parameters[name];
      if (descriptor.kind === 'model' && typeof value === 'string') named.add(value);
    }
  }
  return named;
}

type RatesOfUse = Readonly<Record<TokenClass, Float64Array>>;

/** What the segment's own tier, region and prompt size pay. */
function ratesOfUse(
  forecast: SegmentForecast,
  match: PriceMatch,
  book: PriceBook,
  months: readonly Month[],
): RatesOfUse {
  const periods = book.rates(match);
  return perTokenClass((name) => monthlyRates(periods, name, forecast.history.inputFloor, months));
}

function segmentsOf(
  forecast: SegmentForecast,
  key: string,
  list: ModelPrices | undefined,
  own: RatesOfUse,
): readonly Segment[] {
  const { history, tokens, sigma } = forecast;
  const used = TOKEN_CLASSES.filter((name) => history.mix[name] > 0);
  const byFactor = groupBy(used, (name) => roundRatio(factorOf(list?.rates[name], own[name])));
  const zero = new Float64Array(tokens.length);
  return [...byFactor].map(([priceFactor, classes], index) => ({
    id: index === 0 ? history.id : `${history.id}:${String(index)}`,
    labels: labelsOf(forecast, key),
    priceKey: key,
    // Requests belong to one part of a split segment, or they would be counted twice.
    requests:
      history.requestsPerToken === null
        ? null
        : index === 0
          ? tokens.map((count) => count * (history.requestsPerToken ?? 0))
          : zero,
    tokens: perTokenClass((name) => (classes.includes(name) ? tokens.map((count) => count * history.mix[name]) : zero)),
    priceFactor,
    contractDiscount: 0,
    batchShare: history.priceKey.serviceTier === 'batch' ? 1 : 0,
    sigma,
  }));
}

/** The multiplier from list to own rate in the first month in which both are known; 1 where there is none. */
function factorOf(list: Float64Array | undefined, own: Float64Array): number {
  const month = own.findIndex((rate, index) => rate >= 0 && (list?.[index] ?? Number.NaN) > 0);
  return month < 0 ? 1 : (own[month] ?? 1) / (list?.[month] ?? 1);
}

const roundRatio = (ratio: number): number => Math.round(ratio / SAME_RATIO) * SAME_RATIO;

function labelsOf({ history }: SegmentForecast, key: string): Labels {
  return { ...history.labels, provider: history.priceKey.provider, model: key };
}

/** The same remark on many segments is one finding with a count. */
function forecastFindings(forecasts: readonly SegmentForecast[]): readonly Finding[] {
  const byCode = groupBy(
    forecasts.flatMap(({ findings }) => findings),
    ({ code }) => code,
  );
  return [...byCode.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return members.length === 1 ? [first] : [{ ...first, count: members.length }];
  });
}
