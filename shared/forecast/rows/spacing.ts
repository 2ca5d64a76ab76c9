import { finiteMedian } from '../numbers.ts';
import type { Frequency } from '../settings.ts';
import { calendarsFor, isOnCalendar, type Calendar, type DateStyle } from './dates.ts';

export type DatedRow = {
  readonly line: number;
  readonly time: number;
  readonly style: DateStyle;
  readonly value: number | null;
};

/** Of all distances from date to date, so many must be one step, so that a frequency is seen and not guessed. */
const SHARE_OF_SINGLE_STEPS = 0.5;
/** So many distances of a coarser frequency in a row are another frequency and no gaps. */
const OTHER_FREQUENCY_AFTER = 3;
/** Distances, in steps, that belong to a coarser frequency. */
const COARSER: Readonly<Record<Frequency, readonly (readonly [number, number])[]>> = {
  hourly: [
    [24, 24],
    [168, 168],
    [672, 744],
  ],
  daily: [
    [7, 7],
    [28, 31],
    [365, 366],
  ],
  weekly: [
    [4, 5],
    [52, 53],
  ],
  monthly: [
    [3, 3],
    [12, 12],
  ],
  yearly: [],
};
/** The calendar may be this many times longer than the rows: more than that is a mistyped date. */
const LONGEST_CALENDAR = 20;
const LONGEST_SHORT_CALENDAR = 400;

/** Why no calendar fits, and the lines between which the spacing breaks. */
export type Misfit = { readonly lines: readonly number[]; readonly message: string };

/** The coarsest calendar that all dates lie on, most of them one step apart. */
export function calendarOf(rows: readonly DatedRow[]): Calendar | Misfit {
  const times = rows.map(({ time }) => time);
  const calendars = calendarsFor(times);
  const [only, ...more] = rows;
  if (only !== undefined && more.length === 0) {
    const written = frequencyAsWritten(only);
    const single = calendars.find(({ frequency }) => frequency === written);
    if (single !== undefined) return single;
  }
  for (const calendar of calendars) {
    if (!times.every((time) => isOnCalendar(calendar, time))) continue;
    const steps = times.map((time) => calendar.stepOf(time));
    const distances = steps.slice(1).map((step, index) => step - (steps[index] ?? NaN));
    if (distances.filter((distance) => distance === 1).length < SHARE_OF_SINGLE_STEPS * distances.length) continue;
    const isCoarser = (distance: number): boolean =>
      COARSER[calendar.frequency].some(([least, most]) => distance >= least && distance <= most);
    const turn = distances.findIndex(
      (_, index) =>
        index + OTHER_FREQUENCY_AFTER <= distances.length &&
        distances.slice(index, index + OTHER_FREQUENCY_AFTER).every(isCoarser),
    );
    if (turn >= 0) return misfit(rows, turn, `the spacing is no longer ${calendar.frequency}`);
    if ((steps.at(-1) ?? 0) > Math.max(LONGEST_SHORT_CALENDAR, LONGEST_CALENDAR * rows.length))
      return misfit(rows, distances.indexOf(Math.max(...distances)), 'the gap is longer than all dates explain');
    return calendar;
  }
  const distances = times.slice(1).map((time, index) => time - (times[index] ?? NaN));
  const usual = finiteMedian(distances);
  const odd = distances.findIndex((distance) => distance !== usual);
  return misfit(rows, Math.max(0, odd), 'the dates are not hourly, daily, weekly, monthly or yearly');
}

function misfit(rows: readonly DatedRow[], index: number, message: string): Misfit {
  return { lines: rows.slice(index, index + 2).map(({ line }) => line), message };
}

const HOURS = new Set([13, 16, 19]);

/** What a single date says about its frequency: how precisely it is written; midnight is a whole day. */
function frequencyAsWritten({ time, style }: DatedRow): Frequency {
  if (style.length === 4) return 'yearly';
  if (style.length === 7) return 'monthly';
  return HOURS.has(style.length) && time % 86_400_000 !== 0 ? 'hourly' : 'daily';
}
