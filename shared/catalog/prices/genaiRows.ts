import type { ConditionalPrice, MatchLogic, ModelInfo, ModelPrice, Provider } from '@pydantic/genai-prices';
import type { ClockWindow } from '../types.ts';
import type { PriceClass, PriceRow } from './rows.ts';

/** Version of the pinned package and the day it was published: its data carries no dates of its own. */
export const GENAI_PRICES_VERSION = '0.1.8';
export const GENAI_PRICES_DATE = '2026-09-23';

/** The package's price keys that are rates per million tokens, and what they are called here. */
const CLASSES: Readonly<Record<string, PriceClass>> = {
  input_mtok: 'input',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite5m',
  cache_write_1h_mtok: 'cacheWrite1h',
  output_mtok: 'output',
  output_reasoning_mtok: 'reasoning',
  input_audio_mtok: 'audioInput',
  output_audio_mtok: 'audioOutput',
  input_image_mtok: 'imageInput',
  output_image_mtok: 'imageOutput',
};

/** One model of the package: every name its own rules know, and its rates without a model name. */
export type GenaiModel = {
  readonly provider: string;
  readonly id: string;
  /** The id and every literal of its match rule. */
  readonly names: readonly string[];
  /** True where the rule accepts any ending (`starts_with`, `contains`). */
  readonly isOpenEnded: boolean;
  readonly rows: readonly Omit<PriceRow, 'model'>[];
};

function literals(logic: MatchLogic): readonly { readonly text: string; readonly isOpenEnded: boolean }[] {
  if ('or' in logic) return logic.or.flatMap(literals);
  // Of a conjunction the first part is the name, the rest says what it is not.
  if ('and' in logic) return logic.and.slice(0, 1).flatMap(literals);
  if ('equals' in logic) return [{ text: logic.equals, isOpenEnded: false }];
  if ('starts_with' in logic) return [{ text: logic.starts_with, isOpenEnded: true }];
  if ('contains' in logic) return [{ text: logic.contains, isOpenEnded: true }];
  if ('ends_with' in logic) return [{ text: logic.ends_with, isOpenEnded: false }];
  return [];
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

type Period = {
  readonly from: string | null;
  readonly to: string | null;
  readonly clock: ClockWindow | null;
  readonly prices: ModelPrice;
};

/** The package tries its conditional prices from the last to the first: a later start date ends the earlier price. */
function periods(prices: readonly ConditionalPrice[]): readonly Period[] {
  const starts = prices
    .flatMap(({ constraint }) => (constraint?.type === 'start_date' ? [constraint.start_date] : []))
    .sort();
  return prices.map(({ constraint, prices: price }) => {
    if (constraint?.type === 'time_of_date') {
      const clock = { fromMinute: minuteOf(constraint.start_time), toMinute: minuteOf(constraint.end_time) };
      return { from: null, to: null, clock, prices: price };
    }
    const from = constraint?.start_date ?? null;
    return { from, to: starts.find((start) => from === null || start > from) ?? null, clock: null, prices: price };
  });
}

function rowsOf(provider: string, period: Period, doubt: string | null): readonly Omit<PriceRow, 'model'>[] {
  const shared = {
    provider,
    route: null,
    region: null,
    tier: null,
    from: period.from,
    to: period.to,
    clock: period.clock,
    source: `genai-prices ${GENAI_PRICES_VERSION}`,
    checkedOn: GENAI_PRICES_DATE,
    doubt,
  };
  return Object.entries(period.prices).flatMap(([key, price]) => {
    const priceClass = CLASSES[key];
    if (priceClass === undefined || price === undefined) return [];
    if (typeof price === 'number') return [{ ...shared, class: priceClass, usdPerMtok: price, aboveTokens: 0 }];
    const tiers = price.tiers.map(({ start, price: usdPerMtok }) => ({ usdPerMtok, aboveTokens: start }));
    return [{ usdPerMtok: price.base, aboveTokens: 0 }, ...tiers].map((tier) => ({
      ...shared,
      class: priceClass,
      ...tier,
    }));
  });
}

/** The package says in its comments where it only repeats somebody else's listing. */
const SECOND_HAND = /imported from openrouter|trusting|seen on openrouter/i;

/** OpenRouter's `:free` variants have an empty price list, which there, and only there, means that they cost nothing. */
const FREE: ModelPrice = { input_mtok: 0, output_mtok: 0 };

function modelOf(provider: string, model: ModelInfo): GenaiModel {
  const found = literals(model.match);
  const isFree = provider === 'openrouter' && model.id.endsWith(':free');
  const doubt = SECOND_HAND.test(model.price_comments ?? '')
    ? 'The price comes from a reseller, not from the vendor.'
    : null;
  const conditional = Array.isArray(model.prices) ? model.prices : [{ prices: isFree ? FREE : model.prices }];
  return {
    provider,
    id: model.id,
    names: [...new Set([model.id, ...found.map(({ text }) => text)])],
    isOpenEnded: found.some(({ isOpenEnded }) => isOpenEnded),
    rows: periods(conditional).flatMap((period) => rowsOf(provider, period, doubt)),
  };
}

/** The package's price data as rows of ours. Its calculator is not used: it takes an aggregate for one request. */
export const genaiModels = (providers: readonly Provider[]): readonly GenaiModel[] =>
  providers.flatMap(({ id, models }) => models.map((model) => modelOf(id, model)));
