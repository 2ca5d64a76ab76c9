import { daysIn, lastDayIn, type DaySpan } from '../../../../shared/units/daySpans.ts';
import { count, dayName } from '../../../../shared/units/format.ts';

const GAPS_NAMED = 3;

/** Example: `4 May 2026`, `4 to 6 May 2026`, `30 Apr to 2 May 2026`, `30 Dec 2025 to 2 Jan 2026`. */
export function spanName(span: DaySpan): string {
  const [first, last] = [span.from, lastDayIn(span)];
  if (first === last) return dayName(first);
  const words = dayName(first).split(' ');
  const same = first.slice(0, 7) === last.slice(0, 7) ? 1 : first.slice(0, 4) === last.slice(0, 4) ? 2 : 3;
  return `${words.slice(0, same).join(' ')} to ${dayName(last)}`;
}

export const daysText = (days: number): string => (days === 1 ? '1 day' : `${count(days)} days`);

const allDays = (spans: readonly DaySpan[]): number => spans.reduce((sum, span) => sum + daysIn(span), 0);

/** The first gaps by name, with the year at the last one of each year, and how many more there are. */
function names(spans: readonly DaySpan[]): string {
  const more = spans.length - GAPS_NAMED;
  const named = spans.slice(0, GAPS_NAMED);
  const texts = [
    ...named.map((span, index) => {
      const next = named[index + 1];
      const year = lastDayIn(span).slice(0, 4);
      return next !== undefined && lastDayIn(next).startsWith(year) && span.from.startsWith(year)
        ? spanName(span).replace(` ${year}`, '')
        : spanName(span);
    }),
    ...(more > 0 ? [`${count(more)} more ${more === 1 ? 'gap' : 'gaps'}`] : []),
  ];
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
}

/** Example: `3 days missing: 4 to 6 May 2026`. */
export const missingText = (missing: readonly DaySpan[]): string =>
  missing.length === 0 ? 'No day missing' : `${daysText(allDays(missing))} missing: ${names(missing)}`;

/** Example: `No source covers 2 days: 4 May and 6 May 2026`. */
export const uncoveredText = (uncovered: readonly DaySpan[]): string =>
  uncovered.length === 0
    ? 'Each day is covered by at least one source'
    : `No source covers ${daysText(allDays(uncovered))}: ${names(uncovered)}`;

/** What the card says in a sentence. Example: `2 of 14 sources have missing days; 3 days are covered by none.` */
export function summaryText(missing: readonly (readonly DaySpan[])[], uncovered: readonly DaySpan[]): string {
  const withGaps = missing.filter((spans) => spans.length > 0).length;
  const sources = missing.length === 1 ? '1 source' : `${count(missing.length)} sources`;
  const first =
    withGaps === 0
      ? `No day is missing within the time of ${missing.length === 1 ? 'the source' : `any of the ${sources}`}`
      : `${count(withGaps)} of ${sources} ${withGaps === 1 ? 'has' : 'have'} missing days`;
  const days = allDays(uncovered);
  return `${first}; ${days === 0 ? 'no day' : daysText(days)} ${days > 1 ? 'are' : 'is'} covered by none.`;
}
