import type { Recogniser } from '../reading.ts';
import { readWords, withMeanings } from '../words.ts';
import type { WordsRead, WordTable } from '../words.ts';

const WORDS: WordTable = {
  input: 'input',
  output: 'output',
  inputtokencount: 'input',
  outputtokencount: 'output',
  cachereadinputtokencount: 'cached',
  cachewriteinputtokencount: 'write',
  read: 'cached',
  write: 'write',
  token: 'drop',
  tokens: 'drop',
  count: 'drop',
  units: 'drop',
  cache: 'drop',
  text: 'drop',
  standard: 'drop',
  mantle: 'drop',
  cross: 'drop',
  region: 'drop',
  global: 'global',
  batch: 'batch',
  flex: 'flex',
  priority: 'priority',
  long: 'long',
  lctx: 'long',
  ctx: 'drop',
  context: 'drop',
};

/** `USE1-`, `EUC1-`, `APN1-`, `EU-`, `UGW1-`: the billing code of a region. */
const REGION_CODE = /^((?:US|EU|AP|CA|SA|ME|AF|IL|UG|MX)[A-Z]{0,2}\d?)-(?=[a-z])/i;
const TOKEN_PART = /(input|output|cache-?(read|write)|InputTokenCount|OutputTokenCount|CacheRead|CacheWrite)/i;
/** Billed by Marketplace: the usage type holds no model, only the product name does. */
const MARKETPLACE = /(?:^|\s)([A-Z]{2,4}\d?)-MP:\1_([A-Za-z0-9_]+)-Units\s*$/i;
const EDITION = /\s*\(Amazon Bedrock Edition\)/i;

/** Every form has one of these; nearly every model's name has none, and each name passes here. */
const MAY_BE_USAGE_TYPE = /^(?:US|EU|AP|CA|SA|ME|AF|IL|UG|MX)|-MP:|\(Amazon/i;

const splitWords = (text: string): readonly string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9.]+/)
    .filter((word) => word !== '');

/**
 * What a usage type's words say. Lifetimes of cache writes: an hour has a class of its own; OpenAI's 30 minutes have one
 * rate, which is kept under the 5-minute class.
 */
function usageWords(text: string): WordsRead {
  const { meanings, rest } = readWords(splitWords(text.replace(/[-_](5m|30m|1h)(?=[-_]|$)/i, '')), WORDS);
  return { meanings: /[-_]1h(?=[-_]|$)/i.test(text) ? new Set([...meanings, 'write-1h' as const]) : meanings, rest };
}

/** `MistralLarge2407`, `KimiK2Thinking`, `Claude3.5SonnetV2`: a bill writes names without spaces. */
const spaced = (model: string): string =>
  model
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Za-z])(V\d)/g, '$1 $2')
    .replace(/\b(Deep Seek|Mini Max)/g, (name) => name.replace(' ', ''));

/**
 * Usage types of AWS cost reports for Bedrock: `USE1-Claude4.6Opus-input-tokens-cross-region-global`,
 * `USW2-anthropic.claude-opus-4-8-mantle-cache-write-tokens-standard`, `USE1-MP:USE1_InputTokenCount_Global-Units` and the
 * Marketplace product name `Claude Sonnet 4.6 (Amazon Bedrock Edition)`, alone or followed by its usage type.
 */
export const awsUsageType: Recogniser = (reading) => {
  if (!MAY_BE_USAGE_TYPE.test(reading.text)) return null;
  const bedrock = { ...reading, seller: 'aws', route: 'bedrock' };
  const marketplace = MARKETPLACE.exec(reading.text);
  if (marketplace !== null) {
    const product = reading.text.slice(0, marketplace.index).replace(EDITION, '').trim();
    const { meanings, rest } = usageWords(marketplace[2] ?? '');
    const read = withMeanings(bedrock, meanings, product);
    const geography = marketplace[1] ?? null;
    return { ...read, region: read.region ?? 'regional', isOpaque: product === '', unreadWords: rest, geography };
  }
  if (EDITION.test(reading.text)) return { ...bedrock, text: reading.text.replace(EDITION, '').trim() };
  const code = REGION_CODE.exec(reading.text);
  if (code === null || !TOKEN_PART.test(reading.text)) return null;
  const text = reading.text.slice(code[0].length);
  const start = /[-_](text-)?(mantle|input|output|cache)/i.exec(text)?.index ?? text.length;
  const isOptimised = /-latency-optimized/i.test(text);
  const { meanings, rest } = usageWords(text.slice(start).replace(/-latency-optimized/i, ''));
  const read = withMeanings(bedrock, meanings, spaced(text.slice(0, start)));
  return {
    ...read,
    region: read.region ?? 'regional',
    serviceTier: isOptimised ? 'latency-optimized' : read.serviceTier,
    unreadWords: rest,
    geography: code[1] ?? null,
  };
};
