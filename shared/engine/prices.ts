import { monthIndex, type Month } from '../units/months.ts';
import { INPUT_CLASSES, OUTPUT_CLASSES, TOKEN_CLASSES, type TokenClass } from '../units/tokenClasses.ts';
import { splitKey } from './scope.ts';
import { constant } from './series.ts';
import type { ModelPrices, Series } from './types.ts';

/** Position of each token class in the engine's arrays. */
export const CLASS_INDEX = Object.fromEntries(TOKEN_CLASSES.map((name, index) => [name, index])) as Readonly<
  // Object.fromEntries forgets the key type; every class is in the list.
  Record<TokenClass, number>
>;

export const CLASS_COUNT = TOKEN_CLASSES.length;

const rowsOf = (names: readonly TokenClass[]): readonly number[] => names.map((name) => CLASS_INDEX[name]);

/** Every token class, the classes of written input, and those of output, as rows. */
export const ALL_ROWS = rowsOf(TOKEN_CLASSES);
export const INPUT_ROWS = rowsOf(INPUT_CLASSES);
export const OUTPUT_ROWS = rowsOf(OUTPUT_CLASSES);
export const TEXT_INPUT_ROWS = rowsOf(INPUT_CLASSES.filter((name) => name !== 'in_audio' && name !== 'in_image'));

/** Row of the engine's volume arrays that holds requests, after the token classes. */
export const REQUEST_ROW = TOKEN_CLASSES.length;
export const ROW_COUNT = CLASS_COUNT + 1;

/** A model's rates laid out for the numeric loops. */
export type PricedModel = {
  readonly key: string;
  readonly provider: string;
  /** USD per million tokens by class index and month; NaN where unknown. */
  readonly rates: readonly Series[];
  /** 1 where the rate is known, by class index * months + month. */
  readonly isKnown: Uint8Array;
  /** 1 for each class whose rate is unknown in any month. */
  readonly hasGaps: Uint8Array;
  readonly tiers: ModelPrices['tiers'];
  readonly hasStackingDiscounts: boolean;
  /** False for what no price list charges: fees, own hardware. */
  readonly isMetered: boolean;
  /** Month of the horizon from which the model is gone; Infinity where none is announced. */
  readonly retiresAt: number;
};

function knownRates(rates: readonly Series[], monthCount: number): Uint8Array {
  const isKnown = new Uint8Array(rates.length * monthCount);
  rates.forEach((series, row) => {
    series.forEach((rate, month) => {
      isKnown[row * monthCount + month] = Number(!Number.isNaN(rate));
    });
  });
  return isKnown;
}

export function pricedModel(prices: ModelPrices, months: readonly Month[]): PricedModel {
  const first = months[0];
  const rates = TOKEN_CLASSES.map((name) => prices.rates[name]);
  return {
    key: prices.key,
    provider: splitKey(prices.key).provider,
    rates,
    isKnown: knownRates(rates, months.length),
    hasGaps: Uint8Array.from(rates, (series) => Number(series.some(Number.isNaN))),
    tiers: prices.tiers,
    hasStackingDiscounts: prices.hasStackingDiscounts,
    isMetered: true,
    retiresAt:
      prices.retires === null || first === undefined ? Infinity : monthIndex(prices.retires) - monthIndex(first),
  };
}

/** A model that the price book does not have: every rate unknown, so whatever runs on it has an unknown cost. */
export function unpricedModel(key: string, monthCount: number): PricedModel {
  const unknown = constant(monthCount, NaN);
  return {
    key,
    provider: splitKey(key).provider,
    rates: TOKEN_CLASSES.map(() => unknown),
    isKnown: new Uint8Array(CLASS_COUNT * monthCount),
    hasGaps: new Uint8Array(CLASS_COUNT).fill(1),
    tiers: { batch: null, flex: null, priority: null },
    hasStackingDiscounts: false,
    isMetered: true,
    retiresAt: Infinity,
  };
}

/** Stands for what no model charges: fees per request, and own hardware, whose machines are paid for by the hour. */
export function unmeteredModel(key: string, monthCount: number): PricedModel {
  const free = constant(monthCount, 0);
  return {
    ...unpricedModel(key, monthCount),
    isMetered: false,
    rates: TOKEN_CLASSES.map(() => free),
    isKnown: new Uint8Array(CLASS_COUNT * monthCount).fill(1),
    hasGaps: new Uint8Array(CLASS_COUNT),
  };
}
