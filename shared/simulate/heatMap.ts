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

/**
 * Central spend over any two drivers with the line at which it breaks even with a reference, the baseline where none is
 * given. Example: growth by x a year against price by y a year in the last month: the line is y = 1 / (1 + x) - 1, so
 * +121 % a year (24 times in four years) is cancelled by -54.8 % a year.
 */
export function heatMap(
  baseline: Baseline,
  scenario: Scenario,
  x: Axis,
  y: Axis,
  measure: DrivenMeasure,
  referenceUsd: number = centralSpend(baseline, scenario, measure),
): HeatMap {
  const spendAt = (valueX: number, valueY: number): number =>
    centralSpend(
      baseline,
      withDrivers(scenario, baseline.months, [
        [x.driver, valueX],
        [y.driver, valueY],
      ]),
      measure,
    );
  const [valuesX, valuesY] = [axisValues(x), axisValues(y)];
  return {
    x: valuesX,
    y: valuesY,
    usd: valuesY.map((valueY) => valuesX.map((valueX) => spendAt(valueX, valueY))),
    referenceUsd,
    breakEven: valuesX.map((valueX) => solve((valueY) => spendAt(valueX, valueY), referenceUsd, y.from, y.to).at),
  };
}
