import { CLASS_COUNT, type PricedModel } from './prices.ts';
import { at, constant, multiply } from './series.ts';
import type { Series } from './types.ts';

/** The part of a group's traffic that one model serves. */
export type Stream = {
  model: PricedModel;
  /** Index of the lever that sent the traffic here; -1 for today's model. */
  lever: number;
  /** Share of the group's requests served, per month. Shares may add up to more than 1: a cascade asks twice. */
  readonly share: Series;
  /** Tokens on this model for one token on today's model. */
  inputFactor: number;
  visibleFactor: number;
  reasoningFactor: number;
  /** Share of cache reads that miss because the cache has just gone cold. */
  readonly cold: Series;
  /** Multiplier on list rates: price path and premium of a fine-tuned model. */
  readonly price: Series;
  /** What a contract leaves of the list price. */
  readonly discount: Series;
  /** Money without tokens of its own: a router's or a judge's fee as a share of a model's cost. */
  isOverhead: boolean;
  /** A fine-tuned model priced by its base: no cache and no batch is promised for it. */
  isCustom: boolean;
};

/**
 * Everything that levers can change about a group of segments, month by month, in the order in which it is applied:
 * volume, tokens per request, class split, price, modifiers, discount.
 */
export type Factors = {
  readonly months: number;
  /** Multiplier on the forecast volume. */
  readonly volume: Series;
  /** Share of the volume that follows `driverVolume` instead of the forecast. */
  readonly driverWeight: Series;
  /** Multiple of the volume in month `driverOrigin`; -1 where no curve replaces the forecast. */
  readonly driverVolume: Series;
  driverOrigin: number;
  /** Multiplier on tokens per request, by class row * months + month. */
  readonly tokens: Float64Array;
  /** Reasoning tokens added per visible output token. */
  readonly reasoningPerVisible: Series;
  /** Fresh input tokens added to each request. */
  readonly inputPerRequest: Series;
  /** Money per request beside the model's price, USD. */
  readonly usdPerRequest: Series;
  /** Money per input text token beside the model's price, USD. */
  readonly usdPerInputToken: Series;
  /** Shares of fresh input that become cache reads and writes. */
  readonly newRead: Series;
  readonly newWrite5m: Series;
  readonly newWrite1h: Series;
  /** Share of cached tokens whose entry no longer matches, so that they are paid as fresh input. */
  readonly uncached: Series;
  readonly streams: Stream[];
  streamCount: number;
  /** Shares of the traffic on standard terms that move to each service tier. */
  readonly batch: Series;
  readonly flex: Series;
  readonly priority: Series;
  /** Multiplier for residency and other surcharges. */
  readonly surcharge: Series;
  /** Quality against today, 1 = as good. */
  readonly quality: Series;
  /** Expected damage of the mistakes that levers add, USD per request; never part of the spend. */
  readonly mistakeUsdPerRequest: Series;
};

function createStream(months: number, model: PricedModel): Stream {
  return {
    model,
    lever: -1,
    share: new Float64Array(months),
    inputFactor: 1,
    visibleFactor: 1,
    reasoningFactor: 1,
    cold: new Float64Array(months),
    price: constant(months, 1),
    discount: constant(months, 1),
    isOverhead: false,
    isCustom: false,
  };
}

/** A reusable set of factors; call `resetFactors` before each use. */
export function createFactors(months: number, model: PricedModel): Factors {
  const series = (): Series => new Float64Array(months);
  return {
    months,
    volume: series(),
    driverWeight: series(),
    driverVolume: series(),
    driverOrigin: -1,
    tokens: new Float64Array(CLASS_COUNT * months),
    reasoningPerVisible: series(),
    inputPerRequest: series(),
    usdPerRequest: series(),
    usdPerInputToken: series(),
    newRead: series(),
    newWrite5m: series(),
    newWrite1h: series(),
    uncached: series(),
    streams: [createStream(months, model)],
    streamCount: 0,
    batch: series(),
    flex: series(),
    priority: series(),
    surcharge: series(),
    quality: series(),
    mistakeUsdPerRequest: series(),
  };
}

/** Back to today: all traffic on the group's own model, nothing changed. */
export function resetFactors(factors: Factors, model: PricedModel): void {
  for (const one of [factors.volume, factors.surcharge, factors.quality, factors.tokens]) one.fill(1);
  factors.driverWeight.fill(0);
  factors.driverVolume.fill(0);
  factors.reasoningPerVisible.fill(0);
  factors.inputPerRequest.fill(0);
  factors.usdPerRequest.fill(0);
  factors.usdPerInputToken.fill(0);
  factors.newRead.fill(0);
  factors.newWrite5m.fill(0);
  factors.newWrite1h.fill(0);
  factors.uncached.fill(0);
  factors.batch.fill(0);
  factors.flex.fill(0);
  factors.priority.fill(0);
  factors.mistakeUsdPerRequest.fill(0);
  factors.driverOrigin = -1;
  factors.streamCount = 0;
  addStream(factors, model, -1).share.fill(1);
}

/** A stream with no traffic yet. */
export function addStream(factors: Factors, model: PricedModel, lever: number): Stream {
  let stream = factors.streams[factors.streamCount];
  if (stream === undefined) {
    stream = createStream(factors.months, model);
    factors.streams.push(stream);
  } else {
    stream.share.fill(0);
    stream.cold.fill(0);
    stream.price.fill(1);
    stream.discount.fill(1);
  }
  factors.streamCount += 1;
  stream.model = model;
  stream.lever = lever;
  stream.inputFactor = 1;
  stream.visibleFactor = 1;
  stream.reasoningFactor = 1;
  stream.isOverhead = false;
  stream.isCustom = false;
  return stream;
}

/** The streams that serve requests, fees left out. */
export const servingStreams = (factors: Factors): Stream[] =>
  factors.streams.slice(0, factors.streamCount).filter((stream) => !stream.isOverhead);

/**
 * Moves a share of the traffic to another model: every serving stream gives up that share of what it has.
 * Token factors of the target are against today's model, so two moves in a row do not multiply them.
 */
export function moveTraffic(
  factors: Factors,
  model: PricedModel,
  lever: number,
  movedAt: (month: number, source: Stream) => number,
): Stream {
  const sources = servingStreams(factors);
  const target = addStream(factors, model, lever);
  for (const source of sources) {
    for (let month = 0; month < factors.months; month += 1) {
      const moved = at(source.share, month) * movedAt(month, source);
      target.share[month] = at(target.share, month) + moved;
      source.share[month] = at(source.share, month) - moved;
    }
  }
  return target;
}

/**
 * Asks another model first: it gets `askedAt` of all traffic, and of that only `passedOn` still reaches those who served
 * it before. Shares then add up to more than 1, because some requests are answered twice.
 */
export function askFirst(
  factors: Factors,
  model: PricedModel,
  lever: number,
  askedAt: (month: number) => number,
  passedOn: number,
): Stream {
  const sources = servingStreams(factors);
  const target = addStream(factors, model, lever);
  for (const source of sources) {
    for (let month = 0; month < factors.months; month += 1) {
      const asked = at(source.share, month) * askedAt(month);
      target.share[month] = at(target.share, month) + asked;
      source.share[month] = at(source.share, month) - asked * (1 - passedOn);
    }
  }
  return target;
}

/** A fee on every request, as a share of what the request costs on a model: a router or a judge. */
export function addFee(factors: Factors, like: Stream, feeAt: (month: number) => number): void {
  const fee = addStream(factors, like.model, like.lever);
  fee.isOverhead = true;
  fee.inputFactor = like.inputFactor;
  fee.visibleFactor = like.visibleFactor;
  fee.reasoningFactor = like.reasoningFactor;
  for (let month = 0; month < factors.months; month += 1) fee.share[month] = feeAt(month);
}

/** Lowers quality: of the share touched, only `kept` stays as good as today. */
export const reduceQuality = (factors: Factors, kept: number, touchedAt: (month: number) => number): void => {
  multiply(factors.quality, (month) => 1 - touchedAt(month) * (1 - kept));
};

/** Multiplies tokens per request of some classes. */
export function multiplyTokens(factors: Factors, rows: readonly number[], factorAt: (month: number) => number): void {
  const { months, tokens } = factors;
  for (const row of rows) {
    for (let month = 0; month < months; month += 1) {
      tokens[row * months + month] = at(tokens, row * months + month) * factorAt(month);
    }
  }
}
