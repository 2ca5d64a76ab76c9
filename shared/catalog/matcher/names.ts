import { readSeller } from '../sellers.ts';
import { judgeLeftover } from './leftover.ts';
import { modelWords } from './modelWords.ts';
import { dateLength } from './tokens.ts';

/** Makers that sell nothing under their own name but stand in front of model names. */
const MAKERS = new Set(
  (
    'meta meta-llama qwen nvidia writer ai21 moonshot stability luma twelvelabs deepseek-ai openai mistralai z-ai zai-org ' +
    'nousresearch inception baidu tencent bytedance bytedance-seed stepfun stepfun-ai arcee-ai inflection liquid minimaxai ' +
    'thudm xiaomi allenai switchpoint accounts fireworks models @cf hf ibm ibm-granite cognitivecomputations'
  ).split(' '),
);

export const isMaker = (folder: string): boolean =>
  MAKERS.has(folder.toLowerCase()) || readSeller(folder).seller !== null;

const CLOUD_PREFIX = /^(?:(?:us|eu|apac|jp|au|in|us-gov|global|regional)\.)?([a-z0-9-]+)\.(?=[a-z])/i;

/** The part of a listed name that is the model: without the maker's folder (`openai/`) and the cloud's prefix (`us.anthropic.`). */
export function bareName(name: string): string {
  const segment = name.slice(name.lastIndexOf('/') + 1);
  const prefix = CLOUD_PREFIX.exec(segment);
  const model = prefix !== null && isMaker(prefix[1] ?? '') ? segment.slice(prefix[0].length) : segment;
  return model.replace(/:\d+$/, '');
}

/** A listed name in words, and how many of them are the model: the rest is a date or `latest`. */
export type ListedName = {
  readonly words: readonly string[];
  readonly kept: readonly string[];
  /** The name as its vendor writes it, whole and without its ending. */
  readonly spelling: string;
  readonly keptSpelling: string;
  /** True where the ending is `latest`: the short form is another name for it only where it is listed too. */
  readonly isAlias: boolean;
};

/** Mistral's four digits are a version with a price of its own (mistral-large-2411 and -2512), and so is its `latest`. */
export const hasVersionDates = (words: readonly string[]): boolean =>
  /^(mistral|ministral|codestral|devstral|magistral|pixtral|voxtral|mixtral|mistralai|labs)$/.test(words[0] ?? '') ||
  (words[0] === 'open' && /^mi[sx]tral$/.test(words[1] ?? ''));

function keptWords(words: readonly string[]): readonly string[] {
  if (hasVersionDates(words)) return words;
  for (let length = 1; length < words.length; length += 1) {
    const isEnding = dateLength(words, length) > 0 || words[length] === 'latest' || words[length] === 'v';
    // A single letter is no model: the `v` of `claude-v1` and the `o` of `o1` begin names.
    const isName = length > 1 || (words[0]?.length ?? 0) > 2;
    if (words[length] === 'v' && length === 1) continue;
    if (isEnding && isName && judgeLeftover(words.slice(length), '', false).kind === 'known')
      return words.slice(0, length);
  }
  return words;
}

/** Example: `gpt-4o-2024-11-20` has the words gpt 4 o 2024 11 20, of which gpt 4 o are the model, spelled `gpt-4o`. */
export function listedName(name: string): ListedName {
  const bare = bareName(name).toLowerCase();
  const words = modelWords(bare);
  const kept = keptWords(words);
  const isAlias = words[kept.length] === 'latest' && words[0] !== 'claude';
  if (words[0] === 'claude') return { words, kept, spelling: words.join('-'), keptSpelling: kept.join('-'), isAlias };
  const spelling = bare.replaceAll(' ', '-').replace(/[^a-z0-9]+$/, '');
  const ending = words.slice(kept.length).join('[^a-z0-9]*');
  const keptSpelling = ending === '' ? spelling : spelling.replace(new RegExp(`[^a-z0-9]*${ending}$`), '');
  return { words, kept, spelling, keptSpelling, isAlias };
}
