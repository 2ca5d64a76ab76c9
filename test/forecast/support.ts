import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { SeriesForecast } from '../../shared/forecast/forecast.ts';
import { loadAugurs, type TrendLibrary } from '../../shared/forecast/trendLibrary.ts';

/** The bytes of the library's module: the file is not among the package's exports, but lies beside one that is. */
export function augursBytes(): { readonly ets: Uint8Array } {
  const script = createRequire(import.meta.url).resolve('@bsull/augurs/ets');
  return { ets: readFileSync(script.replace(/\.js$/, '_bg.wasm')) };
}

export function startLibrary(): TrendLibrary {
  const library = loadAugurs(augursBytes());
  if (library === null) throw new Error('the forecasting library did not start');
  return library;
}

/** A seeded source of uniform values in 0 to 1. */
export function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** A seeded source of values with mean 0 and standard deviation 1 (a sum of twelve uniform values). */
export function noise(seed: number): () => number {
  const next = uniform(seed);
  return () => Array.from({ length: 12 }, next).reduce((total, value) => total + value, -6);
}

/** Days around 1000 with quiet weekends and 10 % noise. Day 0 is a Monday. */
export function weekdaySeries(days: number, seed: number): number[] {
  const next = noise(seed);
  return Array.from({ length: days }, (_, day) => 1000 * (day % 7 < 5 ? 1.2 : 0.5) * (1 + 0.1 * next()));
}

/** What every forecast must keep, as a list of what is wrong; empty when all is well. */
export function faultsOf(forecast: SeriesForecast, horizon: number, isNonNegative: boolean): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string): void => {
    if (!holds && !faults.includes(fault)) faults.push(fault);
  };
  check(forecast.point.length === horizon, 'a point for each step');
  check(forecast.sigmaByStep.length === horizon && forecast.sigmaByStep.every((sigma) => sigma >= 0), 'sigma by step');
  check(forecast.point.every(Number.isFinite), 'finite points');
  let [innerLower, innerUpper] = [forecast.point, forecast.point];
  for (const { level, lower, upper } of forecast.intervals) {
    check(lower.length === horizon && upper.length === horizon, `bounds for each step at ${String(level)} %`);
    check([...lower, ...upper].every(Number.isFinite), `finite bounds at ${String(level)} %`);
    for (let step = 0; step < horizon; step += 1) {
      check(
        (lower[step] ?? NaN) <= (innerLower[step] ?? NaN),
        `lower bound of ${String(level)} % below what it contains`,
      );
      check(
        (upper[step] ?? NaN) >= (innerUpper[step] ?? NaN),
        `upper bound of ${String(level)} % above what it contains`,
      );
      if (isNonNegative) check((lower[step] ?? NaN) >= 0 && (forecast.point[step] ?? NaN) >= 0, 'nothing below 0');
    }
    [innerLower, innerUpper] = [lower, upper];
  }
  return faults;
}
