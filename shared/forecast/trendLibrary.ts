import { AutoETS, initSync } from '@bsull/augurs/ets';

/**
 * Why the library gave no forecast: the series does not suit it, its module is broken until it is started anew, or an
 * earlier module broke on this very series.
 */
export type LibraryAnswer =
  { readonly path: Float64Array } | { readonly refused: 'unsuitable' | 'poisoned' | 'trapped' };

/** Series, by fingerprint, that have broken a module: it lives longer than the module, so that none breaks two. */
export type TrapLog = { readonly has: (series: string) => boolean; readonly add: (series: string) => unknown };

/** A fingerprint of a series' values: FNV-1a over their bytes from two beginnings, in hexadecimal, with their count. */
export function fingerprint(values: Float64Array): string {
  let [one, other] = [0x811c9dc5, 0x01234567];
  for (const byte of new Uint8Array(values.slice().buffer)) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x01000193);
  }
  return `${String(values.length)}:${(one >>> 0).toString(16)}:${(other >>> 0).toString(16)}`;
}

/** The trend forecaster of the library; every call is safe. */
export type TrendLibrary = {
  /** Carries `values` (finite, around 1) on. */
  readonly exponentialSmoothing: (values: Float64Array, horizon: number) => LibraryAnswer;
};

/** What is used of the library's script; a fresh import of it is a fresh module. */
export type AugursScript = { readonly AutoETS: typeof AutoETS; readonly initSync: typeof initSync };

const FEWEST_VALUES = 10;
/** The library's parameter search has absolute tolerances that suit values of this size. */
const LIBRARY_SCALE = 100;

/** What WebAssembly throws at a trap and at a full stack, as against what the library reports: memory may be broken. */
const TRAPS = new Set(['RuntimeError', 'RangeError']);
const isTrap = (error: unknown): boolean => error instanceof Error && TRAPS.has(error.name);

/**
 * Starts @bsull/augurs from the bytes of its `ets_bg.wasm`, which the host reads from its own files. Null when they do not
 * compile (a content policy without 'wasm-unsafe-eval', a damaged file): forecasts then do without it.
 */
export function loadAugurs(
  bytes: { readonly ets: Uint8Array },
  traps: TrapLog = new Set(),
  script: AugursScript = { AutoETS, initSync },
): TrendLibrary | null {
  try {
    script.initSync({ module: bytes.ets });
  } catch {
    return null;
  }
  return guardedLibrary((values, horizon) => {
    // Season length 1: the library has no seasonal models (grafana/augurs issue 27).
    const model = new script.AutoETS(1, 'ZZN');
    let isBroken = false;
    try {
      model.fit(values.map((value) => value * LIBRARY_SCALE));
      return Float64Array.from(model.predict(horizon).point, (value) => value / LIBRARY_SCALE);
    } catch (error) {
      isBroken = isTrap(error);
      throw error;
    } finally {
      // What a trap left borrowed cannot be freed: the attempt throws an error of its own in place of the trap.
      if (!isBroken) model.free();
    }
  }, traps);
}

/**
 * Keeps a forecaster that may throw or trap from its callers. After a trap it is never called again: caught traps leave
 * the module's memory in pieces, and after some thousands of them valid calls fail. Its host reads the trap in `traps` and
 * starts a fresh module with the same log, which is then asked about everything but the series that trapped.
 */
export function guardedLibrary(
  carryOn: (values: Float64Array, horizon: number) => Float64Array,
  traps: TrapLog = new Set(),
): TrendLibrary {
  let poisoned = false;
  return {
    exponentialSmoothing(values, horizon) {
      if (traps.has(fingerprint(values))) return { refused: 'trapped' };
      if (poisoned) return { refused: 'poisoned' };
      if (values.length < FEWEST_VALUES || !values.every(Number.isFinite)) return { refused: 'unsuitable' };
      try {
        const path = carryOn(values, horizon);
        return path.length === horizon && path.every(Number.isFinite) ? { path } : { refused: 'unsuitable' };
      } catch (error) {
        if (!isTrap(error)) return { refused: 'unsuitable' };
        poisoned = true;
        traps.add(fingerprint(values));
        return { refused: 'trapped' };
      }
    },
  };
}
