import { compact, compactUsd, compactUsdRange, monthName, percent, smallUsd } from '../units/format.ts';

/** Office fonts have no narrow space: what the page writes with one is written with an ordinary fixed one here. */
const fixed = (text: string): string => text.replaceAll('\u202f', '\u00a0');

/** Example: 1,240,000 -> `1.24 M USD`. */
export const money = (value: number | null): string => fixed(compactUsd(value));
/** Example: 28,000 and 55,000 -> `28 to 55 k USD`. */
export const moneyRange = (low: number, high: number): string => fixed(compactUsdRange(low, high));
/** Example: 0.313 -> `31 %`. */
export const share = (value: number | null, decimals = 0): string => fixed(percent(value, decimals));
/** Example: 0.7252 -> `0.73 USD`. */
export const unitPrice = (value: number | null): string => `${fixed(smallUsd(value))}\u00a0USD`;
/** Example: 1,500,000 -> `1.5 M`. */
export const amount = (value: number): string => fixed(compact(value));
/** Example: `2026-09` -> `Sep 2026`. */
export const monthText = (month: string): string => monthName(month);

/** `openai/gpt-5.2` as people say it. */
export const modelLabel = (key: string): string => key.split('/').at(-1) ?? key;

/**
 * Lines that a text takes in Arial: its letters are 0.5 of their size wide on average, words stay whole.
 * Example: 40 letters at 10 pt in 2 inches (28 letters a line) take 2 lines.
 */
export function lineCount(text: string, widthInches: number, sizePoints: number): number {
  const room = Math.max(1, Math.floor((widthInches * 72) / (sizePoints * 0.5)));
  let [lines, used] = [1, 0];
  for (const word of text.split(/\s+/)) {
    const length = word.length;
    if (used > 0 && used + 1 + length > room) {
      lines += 1;
      used = 0;
    }
    used += (used > 0 ? 1 : 0) + length;
    while (used > room) {
      lines += 1;
      used -= room;
    }
  }
  return lines;
}
