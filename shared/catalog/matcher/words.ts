import type { Reading } from './reading.ts';

/** What a word of a billing line says; `drop` says nothing. */
export type WordMeaning =
  | 'drop'
  | 'input'
  | 'output'
  | 'cached'
  | 'write'
  | 'write-1h'
  | 'text'
  | 'audio'
  | 'image'
  | 'video'
  | 'thinking'
  | 'storage'
  | 'training'
  | 'hosting'
  | 'search'
  | 'code'
  | 'session'
  | 'provisioned'
  | 'fine-tuned'
  | 'batch'
  | 'flex'
  | 'priority'
  | 'fast'
  | 'global'
  | 'data-zone'
  | 'regional'
  | 'long'
  | 'short';

export type WordTable = Readonly<Record<string, WordMeaning>>;

/** A line split into the words that the table knows and, in their order, the words that it does not. */
export type WordsRead = { readonly meanings: ReadonlySet<WordMeaning>; readonly rest: readonly string[] };

export function readWords(words: readonly string[], table: WordTable): WordsRead {
  const meanings = new Set<WordMeaning>();
  const rest: string[] = [];
  for (const word of words) {
    // Object keys such as `constructor` exist on every object, so only own keys count.
    const meaning = Object.hasOwn(table, word) ? table[word] : undefined;
    if (meaning === undefined) rest.push(word);
    else if (meaning !== 'drop') meanings.add(meaning);
  }
  return { meanings, rest };
}

/** The class that the words name; null where they name none, or one that no price list here carries (video). */
function usageClassOf(meanings: ReadonlySet<WordMeaning>): Reading['usageClass'] {
  if (meanings.has('video')) return null;
  // `gpt-4o-aud-1217-txt Inp`: the model is the audio one, the line its text.
  const isAudio = meanings.has('audio') && !meanings.has('text');
  if (meanings.has('write-1h')) return 'in_cache_write_1h';
  if (meanings.has('write')) return 'in_cache_write_5m';
  if (meanings.has('output')) {
    if (isAudio) return 'out_audio';
    if (meanings.has('image')) return 'out_image';
    return meanings.has('thinking') ? 'out_reasoning' : 'out_unsplit';
  }
  // Cached audio and images have rates of their own that no price list here carries: no class, so no price.
  if (meanings.has('cached')) return isAudio || meanings.has('image') ? null : 'in_cache_read';
  if (!meanings.has('input')) return null;
  if (isAudio) return 'in_audio';
  return meanings.has('image') ? 'in_image' : 'in_fresh';
}

const METERS_BY_WORD = {
  storage: 'cache-storage',
  training: 'training',
  hosting: 'hosting',
  search: 'web-search',
  code: 'code-execution',
  session: 'session',
  provisioned: 'provisioned',
} as const;

const TIER_WORDS = ['batch', 'flex', 'priority', 'fast'] as const;
const REGION_WORDS = ['global', 'data-zone', 'regional'] as const;

/** Notes on a reading what the words of a billing line said. */
export function withMeanings(reading: Reading, meanings: ReadonlySet<WordMeaning>, text: string): Reading {
  const meterWord = (Object.keys(METERS_BY_WORD) as (keyof typeof METERS_BY_WORD)[]).find((word) => meanings.has(word));
  return {
    ...reading,
    text,
    usageClass: meterWord === undefined ? (usageClassOf(meanings) ?? reading.usageClass) : null,
    meter: meterWord === undefined ? reading.meter : METERS_BY_WORD[meterWord],
    serviceTier: TIER_WORDS.find((word) => meanings.has(word)) ?? reading.serviceTier,
    region: REGION_WORDS.find((word) => meanings.has(word)) ?? reading.region,
    contextBand: meanings.has('long') ? 'long' : meanings.has('short') ? 'base' : reading.contextBand,
    isFineTuned: reading.isFineTuned || meanings.has('fine-tuned'),
  };
}
