import type { FigureModel } from './figure.ts';
import type { SERIES_COLOURS } from './palette.ts';
import { ACTUAL_COLOUR, BASELINE_COLOUR, BUDGET_COLOUR } from './palette.ts';

/**
 * What the colours of a chart are on a dark page: brighter, so that a line stands out from the panel at 4.5:1 or more, and
 * apart for every kind of colour blindness. The order is that of the light set, so that the same name keeps its hue.
 */
export const DARK_SERIES_COLOURS: Readonly<Record<(typeof SERIES_COLOURS)[number], string>> = {
  '#0072b2': '#4a9cf5',
  '#e69f00': '#f0a020',
  '#009e73': '#1fbf8f',
  '#cc79a7': '#eba6d0',
  '#56b4e9': '#a5dcff',
  '#d55e00': '#ff7440',
  '#b5a700': '#f2ec8a',
  '#8a8f98': '#838b97',
};

export const DARK_COLOURS: Readonly<Record<string, string>> = {
  ...DARK_SERIES_COLOURS,
  [ACTUAL_COLOUR]: '#c3ccd6',
  [BASELINE_COLOUR]: '#97a3b0',
  [BUDGET_COLOUR]: '#ff7b72',
};

const channels = (hex: string): string =>
  [1, 3, 5].map((start) => String(Number.parseInt(hex.slice(start, start + 2), 16))).join(', ');

/** The same for tints, which are written `rgba(0, 114, 178, 0.2)`. */
const DARK_CHANNELS: ReadonlyMap<string, string> = new Map(
  Object.entries(DARK_COLOURS).map(([light, dark]) => [channels(light), channels(dark)]),
);

/** A figure as it is drawn on a dark page: figures are made for a light one and know no theme. */
export const onDark = (figure: FigureModel): FigureModel => ({
  ...figure,
  // The same structure with other colours.
  traces: recoloured(figure.traces) as FigureModel['traces'],
  layout: recoloured(figure.layout) as FigureModel['layout'],
});

function recoloured(value: unknown): unknown {
  if (typeof value === 'string') return darkOf(value);
  if (Array.isArray(value)) {
    // Long lists of numbers and dates hold no colour.
    return typeof value[0] === 'number' ? value : value.map(recoloured);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, recoloured(part)]));
}

function darkOf(text: string): string {
  const named = DARK_COLOURS[text];
  if (named !== undefined) return named;
  const [, rest, opacity] = /^rgba\((\d+, \d+, \d+), ([\d.]+)\)$/.exec(text) ?? [];
  const dark = rest === undefined ? undefined : DARK_CHANNELS.get(rest);
  return dark === undefined ? text : `rgba(${dark}, ${opacity ?? '1'})`;
}
