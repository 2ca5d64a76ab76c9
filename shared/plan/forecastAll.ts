import type { TrendLibrary } from '../forecast/trendLibrary.ts';
import type { Month } from '../units/months.ts';
import type { ForecastMemory } from './forecastMemory.ts';
import { forecastSegment, type SegmentForecast } from './segmentForecasts.ts';
import type { SegmentHistory } from './segmentHistories.ts';

export type ForecastAllOptions = {
  readonly library: TrendLibrary | null;
  readonly memory?: ForecastMemory;
  readonly signal?: AbortSignal;
  /** What is forecast before the rest, such as what is on the screen; within both, the largest first. */
  readonly isFirst?: (history: SegmentHistory) => boolean;
  readonly onForecast?: (done: number, all: number) => void;
};

const RECENT_PERIODS = 28;

/** Forecasts many segments, one after the other, in the order of their histories; what is known is not made again. */
export async function forecastAll(
  histories: readonly SegmentHistory[],
  months: readonly Month[],
  { library, memory, signal, isFirst = () => false, onForecast }: ForecastAllOptions,
): Promise<readonly SegmentForecast[]> {
  const size = ({ values }: SegmentHistory): number =>
    values.slice(-RECENT_PERIODS).reduce((sum, value) => sum + value, 0);
  const order = histories
    .map((history, index) => ({ history, index, rank: isFirst(history) ? 0 : 1, size: size(history) }))
    .sort((left, right) => left.rank - right.rank || right.size - left.size);
  const forecasts = new Array<SegmentForecast>(histories.length);
  for (const [done, { history, index }] of order.entries()) {
    const known = memory?.find(history, months);
    forecasts[index] = known ?? forecastSegment(history, months, library);
    if (known !== undefined) continue;
    memory?.add(history, months, forecasts[index]);
    signal?.throwIfAborted();
    onForecast?.(done + 1, histories.length);
    await breathe();
  }
  memory?.prune(histories, months);
  return forecasts;
}

/** Lets a cancellation or a newer question through between two parts of the work. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
