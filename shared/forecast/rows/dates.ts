import type { Frequency } from '../settings.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;
const MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR;

/** A moment in UTC, in milliseconds since 1970, and how its text was written, so that later ones are written alike. */
export type ParsedDate = { readonly time: number; readonly style: DateStyle };

/** How many characters of `2026-01-31T13:00:00` the text has, what stands between day and hour, and a trailing Z. */
export type DateStyle = { readonly length: number; readonly separator: 'T' | ' '; readonly hasZone: boolean };

const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:([T ])(\d{2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Reads a year, month, day or time of day (UTC unless it says otherwise); null for what is no date, 2026-02-30 included. */
export function parseDate(text: string): ParsedDate | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [
    ,
    year = '',
    month = '01',
    day = '01',
    separator = 'T',
    hour = '00',
    minute = '00',
    second = '00',
    zone = 'Z',
  ] = match;
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(local) || new Date(local).toISOString().slice(8, 10) !== day) return null;
  const minutesAhead =
    zone === 'Z' ? 0 : Number(`${zone.slice(0, 1)}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  const lengths = [4, 7, 10, 13, 16, 19];
  const parts = [match[2], match[3], match[5], match[6], match[7]].filter((part) => part !== undefined).length;
  return {
    time: local - minutesAhead * 60_000,
    style: { length: lengths[parts] ?? 10, separator: separator === ' ' ? ' ' : 'T', hasZone: match[8] !== undefined },
  };
}

/** Writes a moment as the file writes its dates. Example: length 7 -> `2026-01`. */
export function formatDate(time: number, { length, separator, hasZone }: DateStyle): string {
  const text = new Date(time).toISOString().slice(0, length).replace('T', separator);
  return hasZone ? `${text}Z` : text;
}

const monthsSince0 = (time: number): number => {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const daysInMonth = (months: number): number =>
  new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();

/** A calendar on which all dates of a series lie: `timeAt(stepOf(t)) === t`. */
export type Calendar = {
  readonly frequency: Frequency;
  readonly stepOf: (time: number) => number;
  readonly timeAt: (step: number) => number;
};

function evenCalendar(frequency: Frequency, start: number, length: number): Calendar {
  return { frequency, stepOf: (time) => (time - start) / length, timeAt: (step) => start + step * length };
}

/**
 * Months (or years) on the same day of the month; a day that a month does not have is its last one. `times` decide the day:
 * when all are month ends, the day is the 31st.
 */
function monthCalendar(frequency: 'monthly' | 'yearly', times: readonly number[]): Calendar {
  const months = frequency === 'yearly' ? 12 : 1;
  const start = times[0] ?? 0;
  const timeOfDay = ((start % MILLISECONDS_PER_DAY) + MILLISECONDS_PER_DAY) % MILLISECONDS_PER_DAY;
  const dayOf = (time: number): number => new Date(time).getUTCDate();
  const areEnds = times.every((time) => dayOf(time) === daysInMonth(monthsSince0(time)));
  const day = areEnds ? 31 : times.reduce((most, time) => Math.max(most, dayOf(time)), 1);
  const first = monthsSince0(start);
  return {
    frequency,
    stepOf: (time) => (monthsSince0(time) - first) / months,
    timeAt(step) {
      const month = first + step * months;
      const date = Math.min(day, daysInMonth(month));
      return Date.UTC(Math.floor(month / 12), month % 12, date) + timeOfDay;
    },
  };
}

/** Calendars from coarse to fine; the first that fits all dates of a series is its frequency. */
export function calendarsFor(times: readonly number[]): readonly Calendar[] {
  const start = times[0] ?? 0;
  return [
    monthCalendar('yearly', times),
    monthCalendar('monthly', times),
    evenCalendar('weekly', start, 7 * MILLISECONDS_PER_DAY),
    evenCalendar('daily', start, MILLISECONDS_PER_DAY),
    evenCalendar('hourly', start, MILLISECONDS_PER_HOUR),
  ];
}

export const isOnCalendar = ({ stepOf, timeAt }: Calendar, time: number): boolean => {
  const step = stepOf(time);
  return Number.isInteger(step) && timeAt(step) === time;
};
