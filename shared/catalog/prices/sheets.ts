import type { ClockWindow } from '../types.ts';
import { PRICE_CLASSES } from './rows.ts';
import type { PriceClass, PriceRow } from './rows.ts';

/** Rates of a price list, USD per million tokens; null where the list names none. */
export type ListRates = Readonly<Record<PriceClass, number | null>>;

/** Changes every rate of a list; an unknown rate stays unknown. */
export function mapRates(rates: ListRates, change: (rate: number, priceClass: PriceClass) => number): ListRates {
  const entries = PRICE_CLASSES.map((priceClass) => {
    const rate = rates[priceClass];
    return [priceClass, rate === null ? null : change(rate, priceClass)];
  });
  // PRICE_CLASSES lists every key of the record.
  return Object.fromEntries(entries) as ListRates;
}

/**
 * A rate times a factor in 15 significant digits, which is all that a price list can hold: 0.4 x 1.1 is 0.44 and not
 * 0.44000000000000006, so that a derived rate equals the same rate where a list prints it.
 */
export const timesRate = (rate: number, times: number): number => Number((rate * times).toPrecision(15));

/** What one list says in one period, above one threshold, in one part of the day. */
export type Sheet = {
  /** ISO instants in UTC, `to` exclusive; null is open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly aboveTokens: number;
  readonly clock: ClockWindow | null;
  readonly rates: ListRates;
  readonly source: string;
  readonly checkedOn: string | null;
  readonly doubt: string | null;
};

const MINUTES_PER_DAY = 1440;

/** A day becomes its first instant, so that days and instants compare as text. */
export const instantOf = (dayOrInstant: string): string =>
  dayOrInstant.length === 10 ? `${dayOrInstant}T00:00:00Z` : dayOrInstant;

const covers = (row: PriceRow, from: string | null, to: string | null): boolean =>
  (row.from === null || (from !== null && instantOf(row.from) <= from)) &&
  (row.to === null || (to !== null && to <= instantOf(row.to)));

/** True inside the window; a window that ends before it begins wraps over midnight. */
export const isInWindow = ({ fromMinute, toMinute }: ClockWindow, minute: number): boolean =>
  fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;

type Interval = { readonly from: string | null; readonly to: string | null };

/** The stretches of time between the dates that any row names. */
function intervals(rows: readonly PriceRow[]): readonly Interval[] {
  const cuts = [...new Set(rows.flatMap(({ from, to }) => [from, to]).filter((cut) => cut !== null))]
    .map(instantOf)
    .sort();
  const unique = [...new Set(cuts)];
  return [...unique, null].map((to, index) => ({ from: unique[index - 1] ?? null, to }));
}

/** The parts of a day on which all rows agree; one part without a window where no row has a clock. */
function dayParts(rows: readonly PriceRow[]): readonly (ClockWindow | null)[] {
  const clocks = rows.flatMap(({ clock }) =>
    clock === null ? [] : [clock.fromMinute, clock.toMinute % MINUTES_PER_DAY],
  );
  const cuts = [...new Set(clocks)].sort((left, right) => left - right);
  const [first] = cuts;
  if (first === undefined) return [null];
  return cuts.map((fromMinute, index) => ({ fromMinute, toMinute: cuts[index + 1] ?? first }));
}

const appliesInPart = (row: PriceRow, part: ClockWindow | null): boolean =>
  row.clock === null || (part !== null && isInWindow(row.clock, part.fromMinute));

/** The row for one class: a row with a clock before one without, then the highest threshold, then the last written. */
function rowFor(rows: readonly PriceRow[], priceClass: PriceClass, aboveTokens: number): PriceRow | null {
  let best: PriceRow | null = null;
  for (const row of rows) {
    if (row.class !== priceClass || row.aboveTokens > aboveTokens) continue;
    const isBetter =
      best === null ||
      (row.clock !== null && best.clock === null) ||
      ((row.clock === null) === (best.clock === null) && row.aboveTokens >= best.aboveTokens);
    if (isBetter) best = row;
  }
  return best;
}

function sheetOf(
  rows: readonly PriceRow[],
  interval: Interval,
  aboveTokens: number,
  clock: ClockWindow | null,
): Sheet | null {
  const chosen = PRICE_CLASSES.map((priceClass) => [priceClass, rowFor(rows, priceClass, aboveTokens)] as const);
  const used = chosen.flatMap(([, row]) => (row === null ? [] : [row]));
  const [first] = used;
  if (first === undefined) return null;
  const checked = used.flatMap(({ checkedOn }) => (checkedOn === null ? [] : [checkedOn])).sort();
  return {
    ...interval,
    aboveTokens,
    clock,
    // PRICE_CLASSES lists every key of the record.
    rates: Object.fromEntries(chosen.map(([priceClass, row]) => [priceClass, row?.usdPerMtok ?? null])) as ListRates,
    source: [...new Set(used.map(({ source }) => source))].join('; '),
    checkedOn: checked[0] ?? null,
    doubt: used.find(({ doubt }) => doubt !== null)?.doubt ?? null,
  };
}

const isSame = (left: Sheet, right: Sheet): boolean =>
  left.source === right.source &&
  left.doubt === right.doubt &&
  left.checkedOn === right.checkedOn &&
  PRICE_CLASSES.every((priceClass) => left.rates[priceClass] === right.rates[priceClass]);

/** Joins neighbours in time that say the same. */
function joined(sheets: readonly Sheet[]): readonly Sheet[] {
  const result: Sheet[] = [];
  for (const sheet of sheets) {
    const index = result.findLastIndex(
      (known) =>
        known.to === sheet.from &&
        known.aboveTokens === sheet.aboveTokens &&
        known.clock?.fromMinute === sheet.clock?.fromMinute &&
        known.clock?.toMinute === sheet.clock?.toMinute,
    );
    const known = result[index];
    if (known !== undefined && isSame(known, sheet)) result[index] = { ...known, to: sheet.to };
    else result.push(sheet);
  }
  return result;
}

/**
 * Turns the rows of one price list into sheets that do not overlap. Where overlay rows cover a stretch of time they are
 * the whole list of that stretch: a base row below them does not show through, so an overlay can also take a cliff or a
 * clock away. `custom` rows replace single classes on top.
 *
 * Example: base 0.75 with a step to 1.50 on 2027-01-01, overlay 1.50 until 2026-08-13 gives three sheets: 1.50 to
 * 2026-08-13, 0.75 to 2027-01-01, 1.50 from then on.
 */
export function compileSheets(
  base: readonly PriceRow[],
  overlay: readonly PriceRow[],
  custom: readonly PriceRow[] = [],
): readonly Sheet[] {
  const sheets = intervals([...base, ...overlay, ...custom]).flatMap((interval) => {
    const within = (rows: readonly PriceRow[]) => rows.filter((row) => covers(row, interval.from, interval.to));
    const over = within(overlay);
    const list = over.length > 0 ? over : within(base);
    const own = within(custom);
    const replaced = new Set(own.map((row) => `${row.class}|${String(row.aboveTokens)}`));
    const rows = [...list.filter((row) => !replaced.has(`${row.class}|${String(row.aboveTokens)}`)), ...own];
    const thresholds = [...new Set([0, ...rows.map(({ aboveTokens }) => aboveTokens)])].sort((a, b) => a - b);
    return thresholds.flatMap((aboveTokens) =>
      dayParts(rows).flatMap((part) => {
        const inPart = rows.filter((row) => appliesInPart(row, part));
        const sheet = sheetOf(inPart, interval, aboveTokens, part);
        return sheet === null ? [] : [sheet];
      }),
    );
  });
  return joined(sheets);
}
