import type { Chart } from '../model.ts';

export type GridCell = string | number | null;

/**
 * The numbers of a chart as a sheet. The embedded workbook is written from it and the chart's cache refers to it, so the two
 * cannot differ. Categories stand in the first column and each series in one more; a point series takes three columns: name,
 * horizontal and vertical value.
 */
export function chartGrid(chart: Chart): readonly (readonly GridCell[])[] {
  if (chart.kind === 'category') {
    const columns = [...chart.series, ...chart.further];
    return [
      ['', ...columns.map(({ name }) => name)],
      ...chart.categories.map((category, row) => [category, ...columns.map(({ values }) => values[row] ?? null)]),
    ];
  }
  const length = Math.max(0, ...chart.series.map(({ points }) => points.length));
  return [
    chart.series.flatMap(({ name }) => ['Model', chart.horizontalTitle, name]),
    ...Array.from({ length }, (_, row) =>
      chart.series.flatMap(({ points }): GridCell[] => {
        const point = points[row];
        return point === undefined ? [null, null, null] : [point.name, point.x, point.y];
      }),
    ),
  ];
}
