import { daysIn, lastDayIn, type DaySpan } from '../../../../shared/units/daySpans.ts';
import { dayName, monthName } from '../../../../shared/units/format.ts';
import { addDays, dayIndex, firstDayOf, monthIndex, monthOf, monthRange } from '../../../../shared/units/months.ts';

export type Tick = { readonly at: number; readonly label: string };

const MOST_TICKS = 12;
/** Fewer days than this are marked by the day or the week. */
const FEW_DAYS = 63;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120] as const;

/** Where the time axis is marked: at months, for a short time at days. Example: `Apr 2026`, `May`, `Jun`. */
export function ticksOf(window: DaySpan): readonly Tick[] {
  const days = daysIn(window);
  if (days < FEW_DAYS) {
    const step = days <= MOST_TICKS ? 1 : 7;
    return Array.from({ length: Math.ceil(days / step) }, (_, index) => addDays(window.from, index * step)).map(
      (day, index) => ({
        at: dayIndex(day),
        label: index === 0 || day.endsWith('-01') ? dayName(day) : dayName(day).split(' ').slice(0, 2).join(' '),
      }),
    );
  }
  const months = monthRange(monthOf(window.from), monthOf(lastDayIn(window)));
  const step = MONTH_STEPS.find((size) => months.length / size <= MOST_TICKS) ?? 120;
  return months
    .filter((month) => firstDayOf(month) >= window.from && monthIndex(month) % step === 0)
    .map((month, index) => {
      const name = monthName(month);
      const isNamed = index === 0 || step >= 12 || month.endsWith('-01');
      return { at: dayIndex(firstDayOf(month)), label: isNamed ? name : (name.split(' ')[0] ?? name) };
    });
}
