import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { findAnomalies } from '../../shared/forecast/anomalies/findAnomalies.ts';
import { backtest } from '../../shared/forecast/backtest/backtest.ts';
import { forecastSeries } from '../../shared/forecast/forecastSeries.ts';
import { FREQUENCIES } from '../../shared/forecast/settings.ts';
import { loadAugurs } from '../../shared/forecast/trendLibrary.ts';

/** Growth, a quiet end of the week, noise, one spike, one gap and a new level. */
function invented(seed: number, size: number): number[] {
  const generator = xoroshiro128plus(seed);
  return Array.from({ length: size }, (_, step) => {
    const noise = uniformFloat64(generator) + uniformFloat64(generator) - 1;
    const value =
      1000 * (step % 7 < 5 ? 1.2 : 0.5) * (step < size / 2 ? 1 : 1.8) * Math.exp(0.002 * step + 0.2 * noise);
    return step === 40 ? value * 1e6 : step === 50 ? Number.NaN : value;
  });
}

/** Figures of forecasts, backtests and anomalies of each frequency, with the library and without it. */
export function forecastFigures(module: readonly number[]): number[] {
  const library = loadAugurs({ ets: Uint8Array.from(module) });
  if (library === null) throw new Error('the forecasting library did not start');
  return FREQUENCIES.flatMap((frequency, seed) =>
    [8, 30, 120].flatMap((size) => {
      const series = { id: 's', frequency, values: invented(seed + 1, size) };
      const both = [library, null].flatMap((used) => {
        const { point, intervals, sigmaByStep } = forecastSeries(series, { horizon: 10, library: used });
        return [...point, ...sigmaByStep, ...intervals.flatMap(({ lower, upper }) => [...lower, ...upper])];
      });
      const { overall } = backtest(series, { horizon: 5 });
      const events = findAnomalies(series).flatMap(({ step, expected, score }) => [step, expected, score]);
      return [...both, overall?.error ?? 0, overall?.bias ?? 0, ...events];
    }),
  );
}
