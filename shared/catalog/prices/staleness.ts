import { dayIndex } from '../../units/months.ts';
import type { Day } from '../../units/months.ts';

/** After this many days without a look at the vendor's page a price is shown as unchecked. */
export const STALE_AFTER_DAYS = 60;

/**
 * Days since somebody compared a price with its source; null where nobody ever did.
 * Example: checked on 2026-09-23, asked on 2026-11-21, is 59 days.
 */
export const daysUnchecked = (checkedOn: string | null, today: Day): number | null =>
  // A check's instant is cut to its day: staleness is counted in days.
  checkedOn === null ? null : dayIndex(today) - dayIndex(checkedOn.slice(0, 10) as Day);

/** True where a price has not been checked for 60 days, or never. */
export function isStale(checkedOn: string | null, today: Day): boolean {
  const days = daysUnchecked(checkedOn, today);
  return days === null || days > STALE_AFTER_DAYS;
}
