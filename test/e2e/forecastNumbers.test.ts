import { expect, it } from 'vitest';
import { augursBytes } from '../forecast/support.ts';
import { forecastFigures } from '../support/forecastProbe.ts';
import { expectSameInChromium } from '../support/sameInChromium.ts';

it('forecasts are the same numbers in Chromium as in Node, within 1e-12', async (context) => {
  const module = Array.from(augursBytes().ets);
  const here = forecastFigures(module);
  expect(here.length).toBeGreaterThan(2000);
  await expectSameInChromium(context, {
    file: 'forecastProbe.ts',
    call: `forecastFigures(${JSON.stringify(module)})`,
    here,
  });
});
