import { at } from '../engine/series.ts';

/** A path that is lognormal around its central values: value x e^(sigma x deviate), with one deviate for the whole path. */
export type UncertainPath = {
  /** Paths of one name move together; the names are those of the plan's volume shocks. */
  readonly shock: string;
  readonly central: Float64Array;
  readonly sigma: Float64Array;
};

/** Adds the sum of some paths of one shock, at a deviate, to a row of steps. */
export type AddSum = (deviate: number, row: Float64Array) => void;

/** Path by path, each with its own exponential. */
export const exactSum =
  (paths: readonly UncertainPath[]): AddSum =>
  (deviate, row) => {
    for (const { central, sigma } of paths)
      for (let step = 0; step < row.length; step += 1)
        row[step] = at(row, step) + at(central, step) * Math.exp(at(sigma, step) * deviate);
  };
