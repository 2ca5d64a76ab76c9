import type { CategoryChart, PointChart } from './model.ts';

export type Range = { readonly minimum: number; readonly maximum: number };

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** A round step that divides a span into about so many parts. Example: 87 in 5 parts is 20. */
export function roundStep(span: number, parts: number): number {
  if (!(span > 0)) return 1;
  const rough = span / parts;
  const scale = 10 ** Math.floor(Math.log10(rough));
  return (STEPS.find((step) => step * scale >= rough) ?? 10) * scale;
}

/**
 * The range of one axis of a point chart: whole powers of ten on the logarithmic one, round numbers on the other.
 * Example: prices from 0.09 to 12 lie between 0.01 and 100.
 */
export function pointRange({ series }: PointChart, axis: 'x' | 'y'): Range {
  const values = series.flatMap(({ points }) => points.map((point) => point[axis]));
  if (values.length === 0) return axis === 'x' ? { minimum: 0.1, maximum: 10 } : { minimum: 0, maximum: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (axis === 'x') {
    return { minimum: 10 ** Math.floor(Math.log10(low)), maximum: 10 ** Math.ceil(Math.log10(high * 1.0001)) };
  }
  const step = roundStep(high - low, 5);
  return { minimum: Math.floor(low / step) * step, maximum: Math.ceil(high / step + 0.25) * step };
}

/** Room for the label at the end of a bar, as a share of the span: beside a bar it is longer than above one. */
const LABEL_ROOM = { upright: 0.08, sideways: 0.2 } as const;

/**
 * The range of bars: zero is in it, and the longest bar leaves room for its label.
 * Example: upright bars of -13,304 and -5,983 lie between -15,000 and 0.
 */
export function barRange({ series, categories, bars: standing, direction }: CategoryChart): Range {
  const values =
    standing === 'stacked'
      ? categories.map((_, index) => series.reduce((sum, { values: bars }) => sum + (bars[index] ?? 0), 0))
      : series.flatMap(({ values: bars }) => bars.filter((value) => value !== null));
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = roundStep(high - low, 5);
  const room = LABEL_ROOM[direction] * (high - low);
  return {
    minimum: low < 0 ? Math.floor((low - room) / step) * step : 0,
    maximum: high > 0 ? Math.ceil((high + room) / step) * step : 0,
  };
}
