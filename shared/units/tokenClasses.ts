/**
 * The disjoint token classes: a token of a usage row is in exactly one of them, so a total is their plain sum.
 * `in_unsplit` and `out_unsplit` hold tokens whose source does not say which class they are.
 */
export const INPUT_CLASSES = [
  'in_fresh',
  'in_cache_read',
  'in_cache_write_5m',
  'in_cache_write_1h',
  'in_cache_write_unknown',
  'in_audio',
  'in_image',
  'in_unsplit',
] as const;

export const OUTPUT_CLASSES = ['out_visible', 'out_reasoning', 'out_audio', 'out_image', 'out_unsplit'] as const;

export const TOKEN_CLASSES = [...INPUT_CLASSES, ...OUTPUT_CLASSES] as const;

export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** One value per token class; `null` means that the source does not tell, 0 that there were none. */
export type PerTokenClass<T> = Readonly<Record<TokenClass, T>>;

/** Builds a record with one value per class. Example: `perTokenClass(() => 0).in_fresh === 0`. */
export function perTokenClass<T>(valueOf: (tokenClass: TokenClass) => T): Record<TokenClass, T> {
  return Object.fromEntries(TOKEN_CLASSES.map((tokenClass) => [tokenClass, valueOf(tokenClass)])) as Record<
    TokenClass,
    T
  >;
}

/** What a person reads instead of the column name. */
export const TOKEN_CLASS_LABELS: PerTokenClass<string> = {
  in_fresh: 'Fresh input',
  in_cache_read: 'Cached input',
  in_cache_write_5m: 'Cache writes, 5 minutes',
  in_cache_write_1h: 'Cache writes, 1 hour',
  in_cache_write_unknown: 'Cache writes, time not stated',
  in_audio: 'Audio input',
  in_image: 'Image input',
  in_unsplit: 'Input, not split',
  out_visible: 'Visible output',
  out_reasoning: 'Reasoning output',
  out_audio: 'Audio output',
  out_image: 'Image output',
  out_unsplit: 'Output, not split',
};
