import type { Month } from '../units/months.ts';
import type { SegmentForecast } from './segmentForecasts.ts';
import type { SegmentHistory } from './segmentHistories.ts';

/** The forecasts of the last plan, so that editing a lever does not forecast the same history again. */
export type ForecastMemory = {
  readonly find: (history: SegmentHistory, months: readonly Month[]) => SegmentForecast | undefined;
  readonly keep: (
    histories: readonly SegmentHistory[],
    months: readonly Month[],
    forecasts: readonly SegmentForecast[],
  ) => void;
};

/** An empty memory; it holds one set of forecasts at a time. Equal history and months give the same object back. */
export function createForecastMemory(): ForecastMemory {
  let known: ReadonlyMap<string, SegmentForecast> = new Map();
  return {
    find: (history, months) => known.get(keyOf(history, months)),
    keep: (histories, months, forecasts) => {
      known = new Map(
        histories.flatMap((history, index) => {
          const forecast = forecasts[index];
          return forecast === undefined ? [] : [[keyOf(history, months), forecast] as const];
        }),
      );
    },
  };
}

const keyOf = (history: SegmentHistory, months: readonly Month[]): string => JSON.stringify([history, months]);
