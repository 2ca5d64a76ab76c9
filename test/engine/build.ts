import type {
  Baseline,
  Labels,
  Lever,
  ModelPrices,
  LeverParameters,
  Scenario,
  Segment,
  Series,
} from '../../shared/engine/types.ts';
import { monthRange, type Month } from '../../shared/units/months.ts';
import { perTokenClass, type TokenClass } from '../../shared/units/tokenClasses.ts';

export const month = (text: string): Month => text as Month;

/** Every month from January 2027. */
export const monthsFrom2027 = (count: number): Month[] =>
  monthRange(month('2027-01'), month('2040-12')).slice(0, count);

const flat = (count: number, value: number): Series => new Float64Array(count).fill(value);

type Rates = Partial<Record<TokenClass, number>>;

/** A model whose rates do not change; classes that are not named have no rate. */
export function model(key: string, rates: Rates, monthCount: number, extra: Partial<ModelPrices> = {}): ModelPrices {
  return {
    key,
    rates: perTokenClass((name) => flat(monthCount, rates[name] ?? NaN)),
    tiers: { batch: 0.5, flex: 0.5, priority: 2 },
    hasStackingDiscounts: true,
    retires: null,
    ...extra,
  };
}

/** Input and output rates as a price list quotes them, with Anthropic's cache multipliers 0.1, 1.25 and 2. */
export const listRates = (input: number, output: number): Rates => ({
  in_fresh: input,
  in_unsplit: input,
  in_cache_read: input * 0.1,
  in_cache_write_5m: input * 1.25,
  in_cache_write_1h: input * 2,
  in_cache_write_unknown: input * 1.25,
  out_visible: output,
  out_reasoning: output,
  out_unsplit: output,
});

const NO_LABELS: Labels = {
  provider: null,
  model: null,
  project: null,
  team: null,
  feature: null,
  environment: null,
  customer: null,
  account: null,
};

type SegmentOptions = Partial<Omit<Segment, 'tokens' | 'labels' | 'requests' | 'sigma'>> & {
  readonly labels?: Partial<Labels>;
  readonly requests?: number | null;
  readonly sigma?: number;
};

/** A segment with the same volume in every month: tokens by class, requests 1,000 unless told otherwise. */
export function segment(
  priceKey: string,
  tokens: Partial<Record<TokenClass, number>>,
  monthCount: number,
  { labels = {}, requests = 1000, sigma = 0, ...options }: SegmentOptions = {},
): Segment {
  const [provider, name] = priceKey.split('/');
  return {
    id: options.id ?? priceKey,
    labels: { ...NO_LABELS, provider: provider ?? null, model: name ?? priceKey, ...labels },
    priceKey,
    requests: requests === null ? null : flat(monthCount, requests),
    tokens: perTokenClass((tokenClass) => flat(monthCount, tokens[tokenClass] ?? 0)),
    priceFactor: 1,
    contractDiscount: 0,
    batchShare: 0,
    sigma: flat(monthCount, sigma),
    ...options,
  };
}

export const baseline = (months: readonly Month[], prices: readonly ModelPrices[], segments: Segment[]): Baseline => ({
  months,
  segments,
  prices: new Map(prices.map((price) => [price.key, price])),
  findings: [],
});

type LeverOptions = Partial<Omit<Lever, 'kind' | 'parameters' | 'start' | 'end'>> & {
  readonly start?: string;
  readonly end?: string | null;
};

/** A lever from January 2027 over everything, unless told otherwise. */
export function lever(
  kind: string,
  parameters: LeverParameters,
  { start = '2027-01', end = null, ...options }: LeverOptions = {},
): Lever {
  return {
    id: kind,
    kind,
    isEnabled: true,
    scope: {},
    start: month(start),
    end: end === null ? null : month(end),
    rampMonths: 0,
    parameters,
    ...options,
  };
}

export const scenario = (...levers: readonly Lever[]): Scenario => ({ id: 'scenario', name: 'Scenario', levers });

export const MTOK = 1_000_000;
