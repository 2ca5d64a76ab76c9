import type { Baseline, Scenario } from '../engine/types.ts';
import { centralSpend, withDrivers, type DrivenMeasure, type Driver } from './drivers.ts';
import { solve } from './solve.ts';

export type Axis = { readonly driver: Driver; readonly from: number; readonly to: number; readonly steps: number };

/** Spend over two drivers, and where it is as much as the reference. */
export type HeatMap = {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** By y, then x, USD. */
  readonly usd: readonly (readonly number[])[];
  readonly referenceUsd: number;
  /** For each x the y at which the spend is the reference; null where no y between the ends is. */
  readonly breakEven: readonly (number | null)[];
};

/** Values of an axis, both ends included. Example: 0 to 1 in 4 steps: 0, 0.25, 0.5, 0.75, 1. */
export const axisValues = ({ from, to, steps }: Axis): number[] =>
  Array.from({ length: steps + 1 }, (_, index) => from + ((to - from) * index) / Math.max(1, steps));

export type HeatMapOptions = {
  /** What it breaks even with; the scenario as it is where left out. */
  readonly referenceUsd?: number;
  readonly signal?: AbortSignal;
  /** Called now and then with the share that is done. */
  readonly onProgress?: (share: number) => void;
};

/** Work between two chances to cancel, in milliseconds. */
const CHUNK_MILLISECONDS = 40;

/**
 * Central spend over any two drivers with the line at which it breaks even with a reference, the scenario where none is
 * given. It gives way every 40 ms; an aborted signal throws its reason. Example: growth by x a year against price by y a
 * year in the last month: the line is y = 1 / (1 + x) - 1, so +121 % a year (24 times in four years) is cancelled by
 * -54.8 % a year.
 */
export async function heatMap(
  baseline: Baseline,
  scenario: Scenario,
  x: Axis,
  y: Axis,
  measure: DrivenMeasure,
  options: HeatMapOptions = {},
): Promise<HeatMap> {
  const spendAt = (valueX: number, valueY: number): number =>
    centralSpend(
      baseline,
      withDrivers(scenario, baseline.months, [
        [x.driver, valueX],
        [y.driver, valueY],
      ]),
      measure,
    );
  const referenceUsd = options.referenceUsd ?? centralSpend(baseline, scenario, measure);
  const [valuesX, valuesY] = [axisValues(x), axisValues(y)];
  const columns: { readonly usd: readonly number[]; readonly breakEven: number | null }[] = [];
  let pausedAt = performance.now();
  for (const valueX of valuesX) {
    columns.push({
      usd: valuesY.map((valueY) => spendAt(valueX, valueY)),
      breakEven: solve((valueY) => spendAt(valueX, valueY), referenceUsd, y.from, y.to).at,
    });
    if (performance.now() - pausedAt > CHUNK_MILLISECONDS) {
      options.onProgress?.(columns.length / valuesX.length);
      await pause();
      options.signal?.throwIfAborted();
      pausedAt = performance.now();
    }
  }
  return {
    x: valuesX,
    y: valuesY,
    usd: valuesY.map((_, row) => columns.map(({ usd }) => usd[row] ?? Number.NaN)),
    referenceUsd,
    breakEven: columns.map(({ breakEven }) => breakEven),
  };
}

const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));
