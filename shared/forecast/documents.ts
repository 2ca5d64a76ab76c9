import type { Finding } from '../units/findings.ts';
import { forecastSeries } from './forecastSeries.ts';
import type { ForecastOptions, Interval } from './forecast.ts';
import type { SeriesRow } from './rows/csv.ts';
import { readSeries, type SeriesRefusal } from './rows/readSeries.ts';

export type ForecastDocument = {
  readonly series: readonly {
    readonly id: string;
    readonly method: string;
    readonly reasons: readonly string[];
    readonly ds: readonly string[];
    readonly point: readonly number[];
    readonly intervals: readonly Interval[];
    readonly findings: readonly Finding[];
  }[];
  readonly refusals: readonly SeriesRefusal[];
};

/** The answer of `tokenwright forecast`: every series of the rows carried on, in the order of their first rows. */
export function forecastDocument(
  rows: readonly SeriesRow[],
  options: Pick<ForecastOptions, 'horizon' | 'levels' | 'library'>,
): ForecastDocument {
  const { series, refusals } = readSeries(rows);
  return {
    series: series.map((one) => {
      const { id, method, reasons, point, intervals, findings } = forecastSeries(one, options);
      const ds = point.map((_, step) => one.dateAt(one.values.length + step));
      return { id, method, reasons, ds, point, intervals, findings };
    }),
    refusals,
  };
}
