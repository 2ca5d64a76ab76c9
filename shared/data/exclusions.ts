/** Why a row was not counted: the code in reports -> what a person reads. */
export const EXCLUSIONS = {
  'not-a-number': 'has text where a number belongs',
  'negative-count': 'has a negative count',
  'too-large': 'has a count beyond what can be exact',
  'not-whole': 'has a fraction where a whole number belongs',
  'not-an-amount': 'has text where an amount of money belongs',
  'no-date': 'has no readable date',
  'ends-before-start': 'ends before it starts',
  'parts-exceed-total': 'has parts that add up to more than their total',
  'no-model': 'names no model',
  duplicate: 'repeats a request that is already counted',
  'in-earlier-file': 'repeats a request of a file that was opened before',
  'repeats-parts': 'repeats the tokens of the steps inside it',
  'missing-columns': 'has too few columns; the file may be cut off',
  'too-many-columns': 'has too many columns',
  'broken-quotes': 'has a quote that is not closed',
  'line-too-long': 'is longer than any real row',
  'not-utf-8': 'is not UTF-8 text; save the file as UTF-8',
  'not-json': 'is not valid JSON',
  'cut-off': 'ends in the middle; the file was cut off',
  'not-a-record': 'is not a record of this format',
  unreadable: 'could not be read',
} as const;

export type Exclusion = keyof typeof EXCLUSIONS;

/** Rows left out because their use is counted elsewhere: nothing is wrong with them. */
export const isRepeat = (code: Exclusion): boolean =>
  code === 'duplicate' || code === 'in-earlier-file' || code === 'repeats-parts';

export const isExclusion = (code: string): code is Exclusion => Object.hasOwn(EXCLUSIONS, code);
