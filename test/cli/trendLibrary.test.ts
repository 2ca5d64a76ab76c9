import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { withTrendLibrary, type StartLibrary } from '../../electron/trendLibrary.ts';
import { forecastSeries } from '../../shared/forecast/forecastSeries.ts';
import { loadAugurs, type AugursScript } from '../../shared/forecast/trendLibrary.ts';
import { augursBytes, weekdaySeries } from '../forecast/support.ts';
import { trappingModule } from '../support/trappingModule.ts';

const series = [1, 2, 3].map((seed) => ({
  id: String(seed),
  frequency: 'daily' as const,
  values: weekdaySeries(90, seed),
}));

const { ets } = augursBytes();
const broken = trappingModule(ets, 'autoets_fit');

/** The library's real script; its module traps at each fit for the first `brokenStarts` starts. */
function startBroken(
  brokenStarts: number,
  name: string,
): { readonly start: StartLibrary; readonly starts: () => number } {
  let starts = 0;
  return {
    starts: () => starts,
    start: async (traps, count) => {
      starts += 1;
      const address = pathToFileURL(createRequire(import.meta.url).resolve('@bsull/augurs/ets')).href;
      const script = (await import(`${address}?${name}=${String(count)}`)) as AugursScript;
      return loadAugurs({ ets: count < brokenStarts ? broken : ets }, traps, script);
    },
  };
}

const librariesUsed = (start: StartLibrary): Promise<readonly string[]> =>
  withTrendLibrary((library) => series.map((one) => forecastSeries(one, { horizon: 7, library }).library), start);

it('the changed module is a module that traps', () => {
  expect(WebAssembly.validate(new Uint8Array(broken))).toBe(true);
});

it('a trap of the real module starts a fresh one, which forecasts all but the series that trapped', async () => {
  const { start, starts } = startBroken(1, 'once');
  expect(await librariesUsed(start)).toEqual(['trapped', 'used', 'used']);
  expect(starts()).toBe(2);
});

it('a module that breaks on every series is given up, and the forecasts stand without it', async () => {
  const { start, starts } = startBroken(99, 'always');
  expect(await librariesUsed(start)).toEqual(['trapped', 'trapped', 'trapped']);
  expect(starts()).toBe(4);
});

it('a sound module is started once', async () => {
  expect(
    await withTrendLibrary((library) => series.map((one) => forecastSeries(one, { horizon: 7, library }).library)),
  ).toEqual(['used', 'used', 'used']);
});
