/** Splits a name into words and numbers: `gpt-4o-2024-08-06` -> gpt 4 o 2024 08 06. Punctuation and case are lost. */
export const tokenise = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];

const inRange = (text: string, low: number, high: number): boolean => Number(text) >= low && Number(text) <= high;
const isMonth = (text: string): boolean => inRange(text, 1, 12);
const isDay = (text: string): boolean => inRange(text, 1, 31);
const isYear = (text: string | undefined): boolean => text !== undefined && /^20[1-3]\d$/.test(text);
const isTwoDigits = (text: string | undefined): text is string => text !== undefined && /^\d\d$/.test(text);

/** A date written as one number: 20250514, 05142025, 250514, 0514 (month and day) or 2512 (year and month). */
function isCompactDate(token: string): boolean {
  if (/^\d{8}$/.test(token)) {
    const yearFirst = isYear(token.slice(0, 4)) && isMonth(token.slice(4, 6)) && isDay(token.slice(6));
    return yearFirst || (isMonth(token.slice(0, 2)) && isDay(token.slice(2, 4)) && isYear(token.slice(4)));
  }
  if (/^\d{6}$/.test(token)) {
    return inRange(token.slice(0, 2), 23, 30) && isMonth(token.slice(2, 4)) && isDay(token.slice(4));
  }
  if (!/^\d{4}$/.test(token)) return false;
  const monthAndDay = isMonth(token.slice(0, 2)) && isDay(token.slice(2));
  return monthAndDay || (inRange(token.slice(0, 2), 23, 30) && isMonth(token.slice(2)));
}

/**
 * How many tokens at `start` form a date; 0 where there is none.
 * Examples: 2025 04 14 -> 3; 09 2025 -> 2; 05 20 -> 2; 20250514 -> 1; 0613 -> 1; 5 -> 0.
 */
export function dateLength(tokens: readonly string[], start: number): number {
  const [first, second, third] = [tokens[start], tokens[start + 1], tokens[start + 2]];
  if (first === undefined) return 0;
  if (isYear(first) && isTwoDigits(second) && isMonth(second)) return isTwoDigits(third) && isDay(third) ? 3 : 2;
  if (isCompactDate(first)) return 1;
  if (!isTwoDigits(first) || !isMonth(first)) return 0;
  if (isYear(second)) return 2;
  return isTwoDigits(second) && isDay(second) ? 2 : 0;
}
