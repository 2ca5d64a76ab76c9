import { expect, it } from 'vitest';
import { calculusFigures } from '../support/calculusProbe.ts';
import { expectSameInChromium } from '../support/sameInChromium.ts';

it('the calculus gives the same numbers in Chromium as in Node, within 1e-12', async (context) => {
  const here = await calculusFigures();
  expect(here.length).toBeGreaterThan(400);
  await expectSameInChromium(context, { file: 'calculusProbe.ts', call: 'calculusFigures()', here });
});
