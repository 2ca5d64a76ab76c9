import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadAugurs, type AugursScript, type TrapLog, type TrendLibrary } from '../shared/forecast/trendLibrary.ts';

// The package exports its scripts only; the module lies beside them.
const scriptPath = (): string => createRequire(import.meta.url).resolve('@bsull/augurs/ets');

/** The forecasting library with the bytes of its module; null where they are missing, and forecasts say so. */
export function trendLibrary(traps: TrapLog = new Set(), script?: AugursScript): TrendLibrary | null {
  try {
    return loadAugurs({ ets: readFileSync(join(dirname(scriptPath()), 'ets_bg.wasm')) }, traps, script);
  } catch {
    return null;
  }
}

/** Starts the library for the n-th time (from 0); `traps` holds what broke it before. */
export type StartLibrary = (traps: TrapLog, count: number) => Promise<TrendLibrary | null>;

/** The script answers with the module it started first: an address that nobody has imported yet makes a fresh one. */
const freshLibrary: StartLibrary = async (traps, count) => {
  if (count === 0) return trendLibrary(traps);
  const address = `${pathToFileURL(scriptPath()).href}?start=${String(count)}`;
  return trendLibrary(traps, (await import(/* @vite-ignore */ address)) as AugursScript);
};

/** A library that breaks on so many series is given up. */
const MOST_STARTS = 4;

/**
 * Does work that forecasts. Where the library's module breaks on a series, the work is done again with a fresh module that
 * is not asked about that series, so that the others are forecast as always. After four starts the work stands as it is:
 * the findings of its series say which were forecast without the library.
 */
export async function withTrendLibrary<T>(
  work: (library: TrendLibrary | null) => T | Promise<T>,
  start: StartLibrary = freshLibrary,
): Promise<T> {
  const traps = new Set<string>();
  for (let count = 0; ; count += 1) {
    const before = traps.size;
    const result = await work(await start(traps, count));
    if (traps.size === before || count + 1 === MOST_STARTS) return result;
  }
}
