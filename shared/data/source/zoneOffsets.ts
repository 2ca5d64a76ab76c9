/** A zone's offset from UTC in minutes for local times before `untilLocal` (and after the entry before it). */
export type ZoneOffset = { readonly untilLocal: string; readonly minutes: number };

const FIRST = Date.UTC(2015, 0, 1);
const LAST = Date.UTC(2037, 0, 1);
const DAY = 86_400_000;
const MINUTE = 60_000;
const END_OF_TIME = '2300-01-01 00:00:00';

/**
 * When a zone's clocks stand how far from UTC, 2015 to 2037, found by asking `Intl` day by day. A local time that comes
 * twice in autumn is read as its first; one that spring leaves out as if the clocks had not moved yet. Throws RangeError
 * for a name `Intl` does not know.
 *
 * Example: `Europe/Berlin` is at 60 until `2015-03-29 03:00:00`, then at 120 until `2015-10-25 03:00:00`.
 */
export function zoneOffsets(zone: string): readonly ZoneOffset[] {
  const offsetAt = offsetReader(zone);
  const offsets: ZoneOffset[] = [];
  let minutes = offsetAt(FIRST);
  for (let day = FIRST; day < LAST; day += DAY) {
    const next = offsetAt(day + DAY);
    if (next === minutes) continue;
    const change = firstMinuteWith(day, day + DAY, (time) => offsetAt(time) !== minutes);
    offsets.push({ untilLocal: sqlTime(change + Math.max(minutes, next) * MINUTE), minutes });
    minutes = next;
  }
  return [...offsets, { untilLocal: END_OF_TIME, minutes }];
}

/** The first minute in (from, to] for which `holds` is true, given that it is at `to` and not at `from`. */
function firstMinuteWith(from: number, to: number, holds: (time: number) => boolean): number {
  let [low, high] = [from / MINUTE, to / MINUTE];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle * MINUTE)) high = middle;
    else low = middle;
  }
  return high * MINUTE;
}

const sqlTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

function offsetReader(zone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (time) => {
    const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0);
    return (local - time) / MINUTE;
  };
}
