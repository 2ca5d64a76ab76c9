import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownText, shownValues } from '../../shared/deck/cells.ts';
import { pagesOf } from '../../shared/deck/layout.ts';
import type { Table } from '../../shared/deck/model.ts';
import { barRange, pointRange, roundStep } from '../../shared/deck/scale.ts';
import { lineCount } from '../../shared/deck/text.ts';

const moneyTable = (parts: readonly number[]): Table => ({
  name: 'Parts',
  columns: [
    { header: 'Part', kind: 'text', weight: 1 },
    { header: 'USD', kind: 'usd', weight: 1 },
  ],
  rows: [
    ...parts.map((part, index) => [`part ${String(index)}`, part]),
    ['Total', parts.reduce((sum, part) => sum + part, 0)],
  ],
  hasTotal: true,
});

describe('a table with a total', () => {
  it('shows parts that add up to the shown total, each within one unit of what it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.constantFrom(0, 2),
        (parts, decimals) => {
          const shown = shownValues(moneyTable(parts), decimals).map((row) => Number(row[1]));
          const sum = shown.slice(0, -1).reduce((added, part) => added + part, 0);
          expect(Math.abs(sum - (shown.at(-1) ?? Number.NaN))).toBeLessThan(10 ** -decimals / 100);
          for (const [index, part] of parts.entries()) {
            expect(Math.abs((shown[index] ?? Number.NaN) - part)).toBeLessThan(1.0001 * 10 ** -decimals);
          }
        },
      ),
    );
  });

  it('writes unknown as a dash and never as zero', () => {
    const table: Table = {
      ...moneyTable([1]),
      rows: [
        ['a', null],
        ['Total', 3.2],
      ],
    };
    expect(shownText(table)).toEqual([
      ['a', '–'],
      ['Total', '3'],
    ]);
  });
});

describe('pages of a table', () => {
  it('hold every row once and in order, however long its cells are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 600 }), { maxLength: 60 }), (cells) => {
        const table: Table = { ...moneyTable([]), rows: cells.map((cell) => [cell, 1]), hasTotal: false };
        const pages = pagesOf(table, { x: 0, y: 0, w: 4, h: 3 });
        const rows = pages.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
        expect(rows).toEqual(cells.map((_, index) => index));
      }),
    );
  });

  it('breaks long words too', () => {
    // 2 inches at 10 pt hold 28 letters: 40 take two lines, 57 three.
    expect(lineCount('x'.repeat(28), 2, 10)).toBe(1);
    expect(lineCount('x'.repeat(40), 2, 10)).toBe(2);
    expect(lineCount('x'.repeat(57), 2, 10)).toBe(3);
    expect(lineCount('ten letters and ten letters more', 2, 10)).toBe(2);
  });
});

describe('scales', () => {
  it('have round steps and hold what they show', () => {
    // 87 in five parts are steps of 17.4, so 20; 0.003 in five parts 0.0006, so 0.001.
    expect(roundStep(87, 5)).toBe(20);
    expect(roundStep(0.003, 5)).toBeCloseTo(0.001, 12);
    expect(roundStep(0, 5)).toBe(1);
    const bars = (values: readonly (number | null)[]) =>
      barRange({
        kind: 'category',
        direction: 'upright',
        categories: [],
        series: [{ name: 'a', values, mark: 'bar', colour: null, isDashed: false }],
        valueTitle: '',
        bars: 'beside',
        hasLabels: true,
        further: [],
      });
    expect(bars([-13_304, null, -5983])).toEqual({ minimum: -15_000, maximum: 0 });
    expect(bars([100])).toEqual({ minimum: 0, maximum: 120 });
    const points = pointRange(
      {
        kind: 'points',
        series: [
          {
            name: 'a',
            points: [
              { x: 0.09, y: 81, name: '' },
              { x: 12, y: 154, name: '' },
            ],
            colour: '#000000',
            mark: 'dot',
            labels: 'none',
          },
        ],
        horizontalTitle: '',
        verticalTitle: '',
      },
      'x',
    );
    expect(points.minimum).toBeCloseTo(0.01, 12);
    expect(points.maximum).toBe(100);
  });
});
