import type { TimeSeries } from '../forecast.ts';
import type { SeriesRow } from './csv.ts';
import { formatDate, parseDate, type Calendar } from './dates.ts';
import { calendarOf, type DatedRow } from './spacing.ts';

/** A series with its calendar: step 0 is its first date, steps past its end are the dates of a forecast. */
export type DatedSeries = TimeSeries & {
  readonly values: readonly (number | null)[];
  readonly dateAt: (step: number) => string;
};

/** Why a whole series was refused; `lines` are the lines of the file that show it. */
export type SeriesRefusal = {
  readonly series: string;
  readonly reason: 'not-a-date' | 'not-a-number' | 'duplicate-date' | 'unsorted-dates' | 'mixed-frequency';
  readonly message: string;
  readonly lines: readonly number[];
};

/**
 * Turns the rows of a `series,ds,y` file into equally spaced series. The spacing of the dates gives the frequency; a
 * missing date or an empty y is a gap. A series with duplicate or unsorted dates, mixed spacing, or text where a number
 * belongs is refused whole, with the lines: half of a series would make a wrong forecast that looks right.
 */
export function readSeries(rows: readonly SeriesRow[]): {
  readonly series: readonly DatedSeries[];
  readonly refusals: readonly SeriesRefusal[];
} {
  const byId = new Map<string, SeriesRow[]>();
  for (const row of rows) {
    const known = byId.get(row.series);
    if (known === undefined) byId.set(row.series, [row]);
    else known.push(row);
  }
  const series: DatedSeries[] = [];
  const refusals: SeriesRefusal[] = [];
  for (const [id, members] of byId) {
    const read = readOne(id, members);
    if ('reason' in read) refusals.push(read);
    else series.push(read);
  }
  return { series, refusals };
}

function readOne(id: string, rows: readonly SeriesRow[]): DatedSeries | SeriesRefusal {
  const refuse = (reason: SeriesRefusal['reason'], lines: readonly number[], message: string): SeriesRefusal => ({
    series: id,
    reason,
    lines,
    message: `Series "${id}", line${lines.length > 1 ? 's' : ''} ${lines.join(' and ')}: ${message}`,
  });
  const dated: DatedRow[] = [];
  for (const { line, ds, y } of rows) {
    const date = parseDate(ds);
    if (date === null) return refuse('not-a-date', [line], `"${ds}" is not a date`);
    const value = y === '' ? null : numberOf(y);
    if (value === undefined) return refuse('not-a-number', [line], `"${y}" is not a number`);
    const previous = dated.at(-1);
    const twin =
      previous !== undefined && previous.time >= date.time ? dated.find(({ time }) => time === date.time) : undefined;
    if (twin !== undefined) return refuse('duplicate-date', [twin.line, line], `the date ${ds} comes twice`);
    if (previous !== undefined && date.time < previous.time)
      return refuse('unsorted-dates', [previous.line, line], `${ds} comes after a later date`);
    dated.push({ line, ...date, value });
  }
  const calendar = calendarOf(dated);
  if ('lines' in calendar) return refuse('mixed-frequency', calendar.lines, calendar.message);
  return onCalendar(id, dated, calendar);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function numberOf(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

function onCalendar(id: string, rows: readonly DatedRow[], { frequency, stepOf, timeAt }: Calendar): DatedSeries {
  const [first, last] = [rows[0], rows.at(-1)];
  const style = first?.style ?? { length: 10, separator: 'T', hasZone: false };
  const values: (number | null)[] = Array.from({ length: last === undefined ? 0 : stepOf(last.time) + 1 }, () => null);
  for (const { time, value } of rows) values[stepOf(time)] = value;
  return { id, frequency, values, dateAt: (step) => formatDate(timeAt(step), style) };
}
