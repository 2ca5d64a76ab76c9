import { describe, expect, it } from 'vitest';
import { DARK_COLOURS, DARK_SERIES_COLOURS, onDark } from '../../renderer/charts/darkColours.ts';
import { DARK } from '../../renderer/charts/layout.ts';
import { OTHER_COLOUR, SERIES_COLOURS, tint } from '../../renderer/charts/palette.ts';

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb => {
  const part = (start: number): number => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};

const luminance = ([red, green, blue]: Rgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Contrast as WCAG 2 has it. */
function contrast(left: string, right: string): number {
  const [high = 0, low = 0] = [luminance(linear(left)), luminance(linear(right))].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** How people without red, green or blue cones see, after Machado, Oliveira and Fernandes (2009), severity 1. */
const VISIONS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** CIE Lab, in which distances are about as large as they look; 2.3 can just be told apart. */
function lab(hex: string, vision: readonly number[]): readonly number[] {
  const from = linear(hex);
  const row = (index: number): number =>
    Math.min(
      1,
      Math.max(
        0,
        from.reduce((sum, value, column) => sum + value * (vision[index * 3 + column] ?? 0), 0),
      ),
    );
  const [red, green, blue] = [row(0), row(1), row(2)];
  const root = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe('colours on a dark page', () => {
  it.each([...Object.values(DARK_COLOURS), OTHER_COLOUR])('stand out from the panel: %s', (colour) => {
    expect(contrast(colour, DARK.panel)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(VISIONS) as (keyof typeof VISIONS)[])('stay apart for %s', (vision) => {
    const seen = Object.values(DARK_SERIES_COLOURS).map((colour) => lab(colour, VISIONS[vision]));
    seen.forEach((left, index) => {
      for (const right of seen.slice(index + 1)) {
        expect(Math.hypot(...left.map((value, axis) => value - (right[axis] ?? 0)))).toBeGreaterThan(12);
      }
    });
  });

  it('replace every colour of a figure, tints too, and nothing else', () => {
    const figure = {
      traces: [
        { name: 'a', x: [1, 2], line: { color: SERIES_COLOURS[0] }, fillcolor: tint(SERIES_COLOURS[5], 0.2) },
        { text: ['#0072b2 is a colour'], marker: { color: [SERIES_COLOURS[1], '#123456'] } },
      ],
      layout: { shapes: [{ line: { color: '#b3261e' } }] },
      summary: '',
      table: [],
    };
    expect(onDark(figure)).toEqual({
      ...figure,
      traces: [
        { name: 'a', x: [1, 2], line: { color: '#4a9cf5' }, fillcolor: 'rgba(255, 116, 64, 0.2)' },
        { text: ['#0072b2 is a colour'], marker: { color: ['#f0a020', '#123456'] } },
      ],
      layout: { shapes: [{ line: { color: '#ff7b72' } }] },
    });
  });
});
