import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, type TestContext } from 'vitest';
import { launchBrowser } from './browser.ts';

const LARGEST_RELATIVE_DISTANCE = 1e-12;
const NAME = 'probe';

/** A module of this folder as one script for a page. */
async function bundled(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(`./${file}`, import.meta.url));
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: NAME } },
  });
  const outputs = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []));
  return outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : [])).join('\n');
}

/**
 * Holds figures that were computed here against those of a real Chromium: `call` is the expression that computes them
 * there, from the exports of `file` as `probe`. Skips the test by name where there is no browser.
 */
export async function expectSameInChromium(
  context: TestContext,
  { file, call, here }: { readonly file: string; readonly call: string; readonly here: readonly number[] },
): Promise<void> {
  const browser = await launchBrowser();
  if (browser === null) {
    context.skip();
    return;
  }
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: `${await bundled(file)}\nwindow.${NAME} = ${NAME};` });
    const there = await page.evaluate<number[]>(`window.${NAME}.${call}`);
    expect(there).toHaveLength(here.length);
    here.forEach((value, index) => {
      const other = there[index] ?? Number.NaN;
      const distance = value === other ? 0 : Math.abs(other - value) / Math.max(Math.abs(value), Math.abs(other));
      const figures = `figure ${String(index)}: ${String(value)} and ${String(other)}`;
      expect(distance, figures).toBeLessThanOrEqual(LARGEST_RELATIVE_DISTANCE);
    });
  } finally {
    await browser.close();
  }
}
