import { addDays, dayIndex, type Day } from './months.ts';

/** A stretch of days, `to` exclusive. */
export type DaySpan = { readonly from: Day; readonly to: Day };

export const daysIn = ({ from, to }: DaySpan): number => dayIndex(to) - dayIndex(from);

/** Spans in order, with those that touch or overlap made one. Example: 1 to 3 and 3 to 5 May give 1 to 5 May. */
export function mergeSpans(spans: readonly DaySpan[]): readonly DaySpan[] {
  const merged: DaySpan[] = [];
  for (const { from, to } of [...spans].sort((left, right) => (left.from < right.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (last === undefined || from > last.to) merged.push({ from, to });
    else if (to > last.to) merged[merged.length - 1] = { from: last.from, to };
  }
  return merged;
}

/** The days between merged spans. Example: of 1 to 4 and 7 to 9 May the gap is 4 to 7 May. */
export const gapsBetween = (merged: readonly DaySpan[]): readonly DaySpan[] =>
  merged.slice(1).map(({ from }, index) => ({ from: merged[index]?.to ?? from, to: from }));

/** What is left of merged spans without others, which are merged too. Example: 1 to 9 May without 3 to 5 May leaves two. */
export function withoutSpans(merged: readonly DaySpan[], others: readonly DaySpan[]): readonly DaySpan[] {
  const left: DaySpan[] = [];
  let at = 0;
  for (const span of merged) {
    let { from } = span;
    while (at < others.length && (others[at]?.to ?? '') <= span.from) at += 1;
    for (let next = at; next < others.length; next += 1) {
      const other = others[next];
      if (other === undefined || other.from >= span.to) break;
      if (other.from > from) left.push({ from, to: other.from });
      if (other.to > from) from = other.to;
    }
    if (from < span.to) left.push({ from, to: span.to });
  }
  return left;
}

/** The last day of a span, which people read. Example: 4 to 7 May, exclusive, ends on 6 May. */
export const lastDayIn = ({ to }: DaySpan): Day => addDays(to, -1);
