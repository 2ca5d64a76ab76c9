/** A calendar month, `YYYY-MM`. Sorts as text. */
export type Month = string & { readonly __month: true };
/** A calendar day in UTC, `YYYY-MM-DD`. Sorts as text. */
export type Day = string & { readonly __day: true };

export const MONTH_PATTERN = /^\d{4}-(0[1-9]|1[0-2])$/;
const DAY_PATTERN = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MILLISECONDS_PER_DAY = 86_400_000;

/** True for a day that exists: 2026-02-29 is false. */
export const isDay = (text: string): text is Day =>
  DAY_PATTERN.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** The month of a day. Example: 2026-11-21 -> 2026-11. */
export const monthOf = (day: Day): Month => day.slice(0, 7) as Month;

/** Months since year 0, so that months can be subtracted. Example: 2026-11 -> 24322. */
export const monthIndex = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

export function monthFromIndex(index: number): Month {
  const year = Math.floor(index / 12);
  return `${String(year).padStart(4, '0')}-${String(index - year * 12 + 1).padStart(2, '0')}` as Month;
}

/** Example: `addMonths('2026-11', 3) === '2027-02'`. */
export const addMonths = (month: Month, count: number): Month => monthFromIndex(monthIndex(month) + count);

/** Every month from first to last, both included; empty when last lies before first. */
export function monthRange(first: Month, last: Month): Month[] {
  const length = Math.max(0, monthIndex(last) - monthIndex(first) + 1);
  return Array.from({ length }, (_, offset) => addMonths(first, offset));
}

export const firstDayOf = (month: Month): Day => `${month}-01` as Day;
export const lastDayOf = (month: Month): Day => addDays(firstDayOf(addMonths(month, 1)), -1);

/** Days since 1970-01-01 in UTC. Example: 2025-10-05 -> 20366. */
export const dayIndex = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_PER_DAY;
export const dayFromIndex = (index: number): Day =>
  new Date(index * MILLISECONDS_PER_DAY).toISOString().slice(0, 10) as Day;
export const addDays = (day: Day, count: number): Day => dayFromIndex(dayIndex(day) + count);
export const daysInMonth = (month: Month): number => dayIndex(lastDayOf(month)) - dayIndex(firstDayOf(month)) + 1;

/**
 * Whether a span of days (`to` exclusive, null is open) has any day of the month. Example: a span up to 2027-01-01 has none
 * of January 2027.
 */
export const touchesMonth = (
  { from, to }: { readonly from: string | null; readonly to: string | null },
  month: Month,
): boolean => (from === null || from < firstDayOf(addMonths(month, 1))) && (to === null || to > firstDayOf(month));
