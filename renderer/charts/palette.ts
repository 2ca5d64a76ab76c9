import { SERIES_COLOURS } from '../../shared/deck/colours.ts';

export { SERIES_COLOURS };

/** Where more series than colours come in, the rest is one series of its own. */
export const MOST_SERIES = SERIES_COLOURS.length;
export const OTHER_COLOUR = '#9aa3ad';

/** What has been, the unchanged forecast, and what may be spent: the same in every chart. */
export const ACTUAL_COLOUR = '#5c6773';
export const BASELINE_COLOUR = '#7a8591';
export const BUDGET_COLOUR = '#b3261e';

/** The same name has the same colour in every chart: colours go by the order of all names, most important first. */
export function colourOf(name: string, order: readonly string[]): string {
  const index = order.indexOf(name);
  return index < 0 || index >= MOST_SERIES ? OTHER_COLOUR : (SERIES_COLOURS[index] ?? OTHER_COLOUR);
}

/** A colour with less weight, for bands. Example: `tint('#0072b2', 0.2)` is `rgba(0, 114, 178, 0.2)`. */
export function tint(hex: string, opacity: number): string {
  const channel = (start: number): string => String(Number.parseInt(hex.slice(start, start + 2), 16));
  return `rgba(${channel(1)}, ${channel(3)}, ${channel(5)}, ${String(opacity)})`;
}
