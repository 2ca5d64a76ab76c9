import type { ReactElement } from 'react';

const PATHS = {
  table: 'M3 4h14v12H3z M3 8h14 M3 12h14 M8 8v8',
  bars: 'M3 17h14 M5 14V9 M10 14V4 M15 14v-7',
  fan: 'M2 15l4-4 4 1 M10 12l8-8 M10 12l8-3 M10 12l8 3',
  branch: 'M5 3v14 M5 10c6 0 9-1 10-5 M15 5m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0 M5 10c6 0 9 2 10 6',
  scatter: 'M3 3v14h14 M7 12.5v.1 M10 8.5v.1 M13 10.5v.1 M15 5.5v.1',
  purse: 'M3 6h13a1 1 0 0 1 1 1v9H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h10 M13 11.5v.1',
  slides: 'M3 4h14v9H3z M10 13v4 M7 17h6',
  undo: 'M7 5L3 9l4 4 M3 9h8a5 5 0 0 1 0 10h-1',
  redo: 'M13 5l4 4-4 4 M17 9H9a5 5 0 0 0 0 10h1',
  sun: 'M10 6a4 4 0 1 0 0 8a4 4 0 1 0 0-8 M10 1v2 M10 17v2 M1 10h2 M17 10h2 M3.6 3.6l1.4 1.4 M15 15l1.4 1.4 M3.6 16.4L5 15 M15 5l1.4-1.4',
  files: 'M5 2h7l4 4v12H5z M12 2v4h4',
} as const;

export type GlyphName = keyof typeof PATHS;

/** A line icon in the colour of its text. Always stands beside a word or a label. */
export function Glyph({ name }: { readonly name: GlyphName }): ReactElement {
  return (
    <svg width="18" height="18" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={PATHS[name]} strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
