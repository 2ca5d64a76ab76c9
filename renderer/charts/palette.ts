/**
 * Colours of Okabe and Ito (2008), which stay apart for every kind of colour blindness and in print; the black of the set
 * is a grey here so that it works on a dark page.
 */
export const SERIES_COLOURS = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#b5a700',
  '#8a8f98',
] as const;

/** Where more series than colours come in, the rest is one series of its own. */
export const MOST_SERIES = SERIES_COLOURS.length;
export const OTHER_COLOUR = '#9aa3ad';

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
