import { AutoETS, initSync } from '@bsull/augurs/ets';

/** Why the library gave no forecast: the series does not suit it, or its module is broken until its worker restarts. */
export type LibraryAnswer = { readonly path: Float64Array } | { readonly refused: 'unsuitable' | 'poisoned' };

/** The trend forecaster of the library; every call is safe. */
export type TrendLibrary = {
  /** Carries `values` (finite, around 1) on. */
  readonly exponentialSmoothing: (values: Float64Array, horizon: number) => LibraryAnswer;
};

const FEWEST_VALUES = 10;
/** The library's parameter search has absolute tolerances that suit values of this size. */
const LIBRARY_SCALE = 100;

/** A trap inside WebAssembly, as against an error that the library reports: memory may be broken from then on. */
const isTrap = (error: unknown): boolean => error instanceof Error && error.name === 'RuntimeError';

/**
 * Starts @bsull/augurs from the bytes of its `ets_bg.wasm`, which the host reads from its own files. Null when they do not
 * compile (a content policy without 'wasm-unsafe-eval', a damaged file): forecasts then do without it.
 */
export function loadAugurs(bytes: { readonly ets: Uint8Array }): TrendLibrary | null {
  try {
    initSync({ module: bytes.ets });
  } catch {
    return null;
  }
  return guardedLibrary((values, horizon) => {
    // Season length 1: the library has no seasonal models (grafana/augurs issue 27).
    const model = new AutoETS(1, 'ZZN');
    try {
      model.fit(values.map((value) => value * LIBRARY_SCALE));
      return Float64Array.from(model.predict(horizon).point, (value) => value / LIBRARY_SCALE);
    } finally {
      model.free();
    }
  });
}

/**
 * Keeps a forecaster that may throw or trap from its callers. After a trap it is never called again: caught traps leave
 * the module's memory in pieces, and after some thousands of them valid calls fail.
 */
export function guardedLibrary(carryOn: (values: Float64Array, horizon: number) => Float64Array): TrendLibrary {
  let poisoned = false;
  return {
    exponentialSmoothing(values, horizon) {
      if (poisoned) return { refused: 'poisoned' };
      if (values.length < FEWEST_VALUES || !values.every(Number.isFinite)) return { refused: 'unsuitable' };
      try {
        const path = carryOn(values, horizon);
        return path.length === horizon && path.every(Number.isFinite) ? { path } : { refused: 'unsuitable' };
      } catch (error) {
        poisoned = isTrap(error);
        return { refused: poisoned ? 'poisoned' : 'unsuitable' };
      }
    },
  };
}
