import type { SeriesRow } from '../rows/csv.ts';
import { readSeries, type SeriesRefusal } from '../rows/readSeries.ts';
import type { Anomaly } from './anomaly.ts';
import { findAnomalies } from './findAnomalies.ts';

export type AnomalyDocument = {
  readonly series: readonly {
    readonly id: string;
    readonly events: readonly ({ readonly ds: string } & Omit<Anomaly, 'step'>)[];
  }[];
  readonly refusals: readonly SeriesRefusal[];
};

/** The answer of `tokenwright anomalies`: the events of every series, in the order of the series' first rows. */
export function anomalyDocument(rows: readonly SeriesRow[]): AnomalyDocument {
  const { series, refusals } = readSeries(rows);
  return {
    series: series.map((one) => ({
      id: one.id,
      events: findAnomalies(one).map(({ step, kind, value, expected, score }) => ({
        ds: one.dateAt(step),
        kind,
        value,
        expected,
        score,
      })),
    })),
    refusals,
  };
}
