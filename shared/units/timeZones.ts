/** A stretch of UTC time, `to` exclusive, in which a zone keeps one offset. */
export type ZoneOffset = { readonly from: string; readonly to: string; readonly minutes: number };

const HOUR = 3_600_000;
/** Lord Howe Island changes its clocks at half past an hour of UTC; no zone does it on a quarter. */
const STEP = HOUR / 2;

/** Minutes that a zone is ahead of UTC at an instant. Throws RangeError for a zone that does not exist. */
export function offsetMinutes(zone: string, instant: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((local - Math.floor(instant.getTime() / 1000) * 1000) / 60_000);
}

/**
 * The offsets of a zone over a span, in order; UTC gives none. The shipped DuckDB has no time zones of its own.
 *
 * Example: Europe/Berlin over 2026 has three: +60 until 29 March 01:00, +120 until 25 October 01:00, then +60.
 */
export function zoneOffsets(zone: string, from: string, to: string): readonly ZoneOffset[] {
  if (zone === 'UTC') return [];
  const end = Date.parse(to);
  const offsets: ZoneOffset[] = [];
  let start = Math.floor(Date.parse(from) / HOUR) * HOUR;
  let minutes = offsetMinutes(zone, new Date(start));
  const close = (until: number): void => {
    offsets.push({ from: new Date(start).toISOString(), to: new Date(until).toISOString(), minutes });
  };
  for (let day = start; day < end; day += 24 * HOUR) {
    if (offsetMinutes(zone, new Date(day + 24 * HOUR)) === minutes) continue;
    let change = day;
    while (offsetMinutes(zone, new Date(change)) === minutes) change += STEP;
    close(change);
    start = change;
    minutes = offsetMinutes(zone, new Date(change));
  }
  close(Math.max(end, start) + 24 * HOUR);
  return offsets;
}
