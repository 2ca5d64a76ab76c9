/** Carries a history on for `horizon` steps, in model units. */
export type Projection = (history: Float64Array, horizon: number) => Float64Array;

/**
 * One way to carry a trend on. `fit` searches its parameters on the whole trend once; the projection that it answers with
 * holds them and continues any beginning of the trend, so that forecasts of the past can be repeated without a new search.
 */
export type Member = {
  /** As it stands in a list: "Theta", "damped trend". */
  readonly name: string;
  readonly fewestSteps: number;
  readonly fit: (trend: Float64Array) => Projection;
};

/**
 * Steps that a drift still counts for: it fades over as many steps as it was seen, so that a forecast never adds more
 * than the growth already observed. Example: 12 months of history, 12 months ahead -> 7.6 steps of drift, never over 12.
 */
export const fadedSteps = (ahead: number, seen: number): number => seen * (1 - Math.exp(-ahead / seen));
