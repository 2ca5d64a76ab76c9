import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { calculusFigures } from '../support/calculusProbe.ts';

const CALLED = 'window.calculus.calculusFigures()';

/** The calculus as one script for a page. */
async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('../support/calculusProbe.ts', import.meta.url));
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'calculus' } },
  });
  const outputs = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []));
  return outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : [])).join('\n');
}

it('the calculus gives the same numbers in Chromium as in Node, within 1e-12', async (context) => {
  const browser = await launchBrowser();
  if (browser === null) {
    context.skip();
    return;
  }
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: `${await bundled()}\nwindow.calculus = calculus;` });
    const inPage = await page.evaluate<number[]>(CALLED);
    const here = await calculusFigures();
    expect(inPage).toHaveLength(here.length);
    expect(here.length).toBeGreaterThan(400);
    here.forEach((value, index) => {
      const there = inPage[index] ?? Number.NaN;
      const distance = value === there ? 0 : Math.abs(there - value) / Math.max(Math.abs(value), Math.abs(there));
      expect(distance, `figure ${String(index)}: ${String(value)} and ${String(there)}`).toBeLessThanOrEqual(1e-12);
    });
  } finally {
    await browser.close();
  }
});
