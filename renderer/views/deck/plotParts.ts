import { INK, lighten } from '../../../shared/deck/colours.ts';
import { roundStep, type Range } from '../../../shared/deck/scale.ts';
import { compact } from '../../../shared/units/format.ts';

/** A place in points, 72 to an inch: sizes are those of the printed slide. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const TEXT = { fontSize: 10, fill: INK.muted, fontFamily: 'Arial, "Liberation Sans", sans-serif' } as const;
export const GRID = lighten(INK.line, 0.45);

/** Amounts at an axis, as short as they can be read. */
export const tickText = (value: number): string => (value === 0 ? '0' : compact(value));

/** Round values from end to end of a range. */
export function ticksOf({ minimum, maximum }: Range, parts: number): readonly number[] {
  const step = roundStep(maximum - minimum, parts);
  const first = Math.ceil(minimum / step);
  const count = Math.floor(maximum / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

/** Where a value lies between two ends. */
export const placed = (value: number, { minimum, maximum }: Range, from: number, to: number): number =>
  maximum === minimum ? from : from + ((value - minimum) / (maximum - minimum)) * (to - from);

/** Stretches of known points as one path; unknown ones are gaps. */
export function pathOf(points: readonly (readonly [number, number | null])[]): string {
  let isOpen = false;
  return points
    .map(([x, y]) => {
      if (y === null) {
        isOpen = false;
        return '';
      }
      const command = isOpen ? 'L' : 'M';
      isOpen = true;
      return `${command}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
