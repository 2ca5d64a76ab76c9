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

/** Greys and marks of a printed slide, on white. */
export const INK = {
  text: '#1f2933',
  muted: '#5c6773',
  line: '#c9d0d6',
  panel: '#f3f5f7',
  actual: '#3d4852',
  baseline: '#7a8591',
  budget: '#b3261e',
} as const;

/** The two colours of a brand. */
export type Brand = { readonly primary: string; readonly accent: string };

/**
 * A colour mixed with white, opaque so that it prints alike everywhere. Example: `lighten('#0072b2', 0.8)` is `#cce3f0`.
 */
export function lighten(hex: string, shareOfWhite: number): string {
  const channel = (start: number): string => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16);
    return Math.round(value + (255 - value) * shareOfWhite)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
