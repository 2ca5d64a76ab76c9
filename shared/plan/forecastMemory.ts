import type { Month } from '../units/months.ts';
import type { SegmentForecast } from './segmentForecasts.ts';
import type { SegmentHistory } from './segmentHistories.ts';

/**
 * Forecasts by the data they were made from, so that neither editing a lever nor a second question forecasts the same
 * history again. Questions that run at the same time share what each of them has made.
 */
export type ForecastMemory = {
  readonly find: (history: SegmentHistory, months: readonly Month[]) => SegmentForecast | undefined;
  readonly add: (history: SegmentHistory, months: readonly Month[], forecast: SegmentForecast) => void;
  /** Forgets what none of these histories needs, once there is too much of it. */
  readonly prune: (histories: readonly SegmentHistory[], months: readonly Month[]) => void;
};

/** Forecasts kept beside those of the newest histories. */
const MOST_OTHERS = 1000;

/** An empty memory. Equal history and months give the same object back. */
export function createForecastMemory(): ForecastMemory {
  const known = new Map<string, SegmentForecast>();
  const keyOf = createKeys();
  return {
    find: (history, months) => known.get(keyOf(history, months)),
    add: (history, months, forecast) => {
      known.set(keyOf(history, months), forecast);
    },
    prune: (histories, months) => {
      if (known.size <= histories.length + MOST_OTHERS) return;
      const needed = new Set(histories.map((history) => keyOf(history, months)));
      for (const key of [...known.keys()]) if (!needed.has(key)) known.delete(key);
    },
  };
}

/** Keys by content; that of one object is written once. */
function createKeys(): (history: SegmentHistory, months: readonly Month[]) => string {
  const written = new WeakMap<SegmentHistory, string>();
  return (history, months) => {
    const known = written.get(history) ?? JSON.stringify(history);
    written.set(history, known);
    return `${months.join()} ${known}`;
  };
}
