import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { augursBytes } from '../forecast/support.ts';
import { launchBrowser } from '../support/browser.ts';
import { forecastFigures } from '../support/forecastProbe.ts';

/** The forecasts as one script for a page. */
async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('../support/forecastProbe.ts', import.meta.url));
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'forecasts' } },
  });
  const outputs = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []));
  return outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : [])).join('\n');
}

it('forecasts are the same numbers in Chromium as in Node, within 1e-12', async (context) => {
  const browser = await launchBrowser();
  if (browser === null) {
    context.skip();
    return;
  }
  try {
    const module = Array.from(augursBytes().ets);
    const page = await browser.newPage();
    await page.addScriptTag({ content: `${await bundled()}\nwindow.forecasts = forecasts;` });
    const inPage = await page.evaluate<number[]>(`window.forecasts.forecastFigures(${JSON.stringify(module)})`);
    const here = forecastFigures(module);
    expect(inPage).toHaveLength(here.length);
    expect(here.length).toBeGreaterThan(2000);
    here.forEach((value, index) => {
      const there = inPage[index] ?? Number.NaN;
      const distance = value === there ? 0 : Math.abs(there - value) / Math.max(Math.abs(value), Math.abs(there));
      expect(distance, `figure ${String(index)}: ${String(value)} and ${String(there)}`).toBeLessThanOrEqual(1e-12);
    });
  } finally {
    await browser.close();
  }
});
