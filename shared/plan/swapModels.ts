import { lifecycleOf } from '../catalog/prices/lifecycles.ts';
import { dearestPeriod, periodsAt, byThreshold } from '../catalog/prices/periods.ts';
import { sellerOf } from '../catalog/sellers.ts';
import type { PriceBook } from '../catalog/types.ts';
import { splitKey } from '../engine/scope.ts';
import type { Baseline } from '../engine/types.ts';
import type { Day } from '../units/months.ts';
import { TOKEN_CLASSES, type TokenClass } from '../units/tokenClasses.ts';
import { matchKey } from './baseline.ts';

/** Words of models that do other work than answering in text, of free trials, and of models made for one customer. */
const OTHER_WORK =
  /(^ft:|:free$|embed|^voyage|rerank|moderation|guard|audio|realtime|live|voice|voxtral|sonic|tts|transcribe|speech|image|video|veo|imagen|lyria|ocr|search|sonar|deep-research|computer-use|robotics|translate|davinci|babbage|curie|(^|-)ada(-|$)|vision-preview|-exp(-|$)|omni-flash|cyber)/;

/** Generations that their vendors have replaced by better models for less: nobody plans a move to them. */
const REPLACED =
  /^(gpt-3\.5|gpt-4($|-32k|-turbo|\.5)|chatgpt|o1($|-)|claude-(v1|2|3-)|gemini-(1\.|pro-vision|flash-1)|palm|grok-(2|beta|vision)|mistral-(tiny|7b)|open-mi[sx]tral|mixtral|command($|-light|-nightly)|titan-text|llama-?2|llama-?3-(8|70)b|moonshot-v1|deepseek-coder|phi-3)/;

/** True for a name of a present model that answers in text: only such a model can do another one's work. */
export const answersInText = (name: string): boolean => !OTHER_WORK.test(name) && !REPLACED.test(name);

/**
 * The models that could be bought instead of a workload's own: what its own seller sells, what every vendor sells itself,
 * and what only the user's own rates name. A model that the own seller has is not offered a second time. Models that have
 * been retired by that day or replaced, and those that do other work than text, are left out.
 *
 * Example: for `aws/claude-opus-4-6` there is `aws/claude-haiku-4-5` and `openai/gpt-5-mini`, not `anthropic/claude-haiku-4-5`.
 */
export function offeredModels(book: PriceBook, workload: string, asOf: Day): readonly string[] {
  const { provider: seller } = splitKey(workload);
  const same = new Set(sellerOf(seller)?.sameAs ?? []);
  const offered = new Map<string, string>();
  const keys = book.models().map((key) => ({ key, ...splitKey(key) }));
  for (const { key, provider, name } of keys) {
    if (provider === seller && isOffered(name, asOf)) offered.set(name, key);
  }
  for (const { key, provider, name } of keys) {
    if (offered.has(name) || !isOffered(name, asOf)) continue;
    if (same.has(provider) && isSoldBy(book, seller, name)) offered.set(name, `${seller}/${name}`);
    else if (sellerOf(provider) === null || isOwnList(book, provider, name)) offered.set(name, key);
  }
  offered.delete(splitKey(workload).name);
  return [...offered.values()].filter((key) => key !== workload);
}

function isOffered(name: string, asOf: Day): boolean {
  const retires = lifecycleOf(name)?.retiredOn ?? null;
  return answersInText(name) && (retires === null || retires > asOf);
}

/** Whether the book finds the model at a seller whose list is another one's: Azure sells OpenAI's models at its rates. */
function isSoldBy(book: PriceBook, seller: string, name: string): boolean {
  const match = matchKey(book, `${seller}/${name}`);
  return match.provider === seller && match.model === name;
}

/** Whether the seller makes the model: a bare name then means its list. */
function isOwnList(book: PriceBook, provider: string, name: string): boolean {
  if (sellerOf(provider)?.isVendor !== true) return false;
  const match = book.match({ name, provider: null, route: null, region: null, serviceTier: null });
  return match.provider === provider && match.model === name;
}

/** Why a model's price on a day may be wrong; null where sources agree. */
export function doubtOf(book: PriceBook, key: string, asOf: Day): string | null {
  return dearestPeriod(byThreshold(periodsAt(book.rates(matchKey(book, key)), asOf)).base)?.doubt ?? null;
}

/** Classes that a model without a price for them reads or writes as fresh input. */
const CACHED: ReadonlySet<TokenClass> = new Set([
  'in_cache_read',
  'in_cache_write_5m',
  'in_cache_write_1h',
  'in_cache_write_unknown',
]);

/**
 * Price of a workload's own tokens at a model's rates, USD per million, in the first month in which every class in use has
 * a rate; cached input that the model has no rate for counts as fresh. Null where there is no such month, and for a free
 * tier, which is no price to plan with.
 *
 * Example: 3 tokens in at 2 USD for every token out at 10 is (3 x 2 + 10) / 4 = 4 USD.
 */
export function blendedOn(baseline: Baseline, key: string): number | null {
  const rates = baseline.prices.get(key)?.rates;
  if (rates === undefined) return null;
  const used = TOKEN_CLASSES.flatMap((name) => {
    const count = baseline.segments.reduce((sum, segment) => sum + (segment.tokens[name][0] ?? 0), 0);
    return count > 0 ? [{ name, count }] : [];
  });
  const total = used.reduce((sum, { count }) => sum + count, 0);
  const rateOf = (name: TokenClass, month: number): number => {
    const rate = rates[name][month] ?? Number.NaN;
    return Number.isNaN(rate) && CACHED.has(name) ? (rates.in_fresh[month] ?? Number.NaN) : rate;
  };
  for (const month of baseline.months.keys()) {
    const usd = used.reduce((sum, { name, count }) => sum + count * rateOf(name, month), 0);
    if (usd > 0) return usd / total;
  }
  return null;
}
