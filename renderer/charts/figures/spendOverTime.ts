import { compact, count, monthName } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { colourOf, MOST_SERIES, OTHER_COLOUR } from '../palette.ts';

export type SpendSeries = { readonly name: string; readonly values: ReadonlyMap<string, number> };

const OTHER = 'All others';

/**
 * Stacked bars over time, at most eight series and the rest as one. `buckets` are ISO starts in order; a bucket that a
 * series lacks counts as none, since the data covers it. `order` fixes the colours of all charts.
 */
export function spendOverTime(input: {
  readonly buckets: readonly string[];
  readonly series: readonly SpendSeries[];
  readonly order: readonly string[];
  readonly unit: string;
  /** The last bucket is not complete: its bars are hatched. */
  readonly isLastPartial: boolean;
}): FigureModel {
  const { buckets, series, order, unit } = input;
  const shown = series.slice(0, series.length > MOST_SERIES ? MOST_SERIES - 1 : MOST_SERIES);
  const rest = series.slice(shown.length);
  const restSeries: SpendSeries[] =
    rest.length === 0
      ? []
      : [
          {
            name: OTHER,
            values: new Map(
              buckets.map((bucket) => [bucket, rest.reduce((sum, one) => sum + (one.values.get(bucket) ?? 0), 0)]),
            ),
          },
        ];
  const drawn = [...shown, ...restSeries];
  const pattern = buckets.map((_, index) => (input.isLastPartial && index === buckets.length - 1 ? '/' : ''));
  const traces: Trace[] = drawn.map(({ name, values }) => ({
    type: 'bar',
    name,
    x: buckets,
    y: buckets.map((bucket) => values.get(bucket) ?? 0),
    marker: {
      color: name === OTHER ? OTHER_COLOUR : colourOf(name, order),
      pattern: { shape: pattern, fillmode: 'overlay' },
    },
    hovertemplate: `%{y:,.3s} ${unit}`,
  }));
  const totals = buckets.map((bucket) => drawn.reduce((sum, one) => sum + (one.values.get(bucket) ?? 0), 0));
  const highest = totals.reduce((best, total, index) => (total > (totals[best] ?? 0) ? index : best), 0);
  return {
    traces,
    layout: {
      barmode: 'stack',
      bargap: 0.15,
      xaxis: { type: 'date' },
      yaxis: { title: { text: unit, font: { size: 11 } }, rangemode: 'tozero', tickformat: '~s' },
      showlegend: true,
    },
    summary:
      buckets.length === 0
        ? 'No data in this period.'
        : `${count(drawn.length)} series over ${count(buckets.length)} periods; the highest is ${monthName(buckets[highest] ?? '')} with ${compact(totals[highest] ?? 0)} ${unit}.`,
    table: [
      ['Period', ...drawn.map(({ name }) => name), 'Total'],
      ...buckets.map((bucket, index) => [
        bucket.slice(0, 10),
        ...drawn.map(({ values }) => String(values.get(bucket) ?? 0)),
        String(totals[index] ?? 0),
      ]),
    ],
  };
}
