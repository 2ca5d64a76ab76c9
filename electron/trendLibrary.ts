import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadAugurs, type TrendLibrary } from '../shared/forecast/trendLibrary.ts';

/** The forecasting library with the bytes of its module; null where they are missing, and forecasts say so. */
export function trendLibrary(): TrendLibrary | null {
  try {
    // The package exports its scripts only; the module lies beside them.
    const script = createRequire(import.meta.url).resolve('@bsull/augurs/ets');
    return loadAugurs({ ets: readFileSync(join(dirname(script), 'ets_bg.wasm')) });
  } catch {
    return null;
  }
}
