import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { writeSegmentsCsv } from '../test/support/segmentsCsv.ts';
import { temporaryFolder } from '../test/support/temporaryFolder.ts';
import { openWorkbench } from '../test/support/serveHost.ts';

const [SEGMENTS, DAYS] = [500, 365];
const LONGEST_MILLISECONDS = 240_000;

/** Milliseconds in the page from a key or click to the first frame after the fan is drawn. */
async function untilFan(page: Page, act: () => Promise<void>, title: RegExp): Promise<number> {
  await page.evaluate(
    `void (globalThis.fanAt = new Promise((done) => {
      const begin = performance.now();
      const look = () => {
        const isThere = document.querySelector('.figure__plot[data-drawn=true] .main-svg') !== null;
        if (isThere && new RegExp(${JSON.stringify(title.source)}, 'u').test(document.querySelector('h1').textContent))
          requestAnimationFrame(() => done(performance.now() - begin));
        else requestAnimationFrame(look);
      };
      look();
    }))`,
  );
  await act();
  return page.evaluate<number>('globalThis.fanAt');
}

/**
 * The Forecast view on 500 segments of 365 days, in Chromium: how long a planner waits for the first fan, how long the
 * whole takes, and whether the page stays free meanwhile.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const browser = await launchBrowser();
  if (browser === null) return;
  try {
    const file = join(await temporaryFolder(), 'segments.csv');
    writeSegmentsCsv(file, SEGMENTS, DAYS);
    const workbench = await openWorkbench(browser);
    const { page } = workbench;
    page.setDefaultTimeout(LONGEST_MILLISECONDS);
    const longest = async (): Promise<string> =>
      `longest task ${String(Math.max(0, ...(await workbench.longTasks())))} ms`;
    await page.getByTestId('file-picker').setInputFiles([file]);
    const opened = performance.now();
    await page.getByText('rows from').first().waitFor();
    print(`imported: ${((performance.now() - opened) / 1000).toFixed(1)} s`);
    // The chart library is loaded with the first chart of a session, whichever view it is in.
    await page.keyboard.press('2');
    await page.locator('.js-plotly-plot .main-svg').first().waitFor();
    print(`first chart of the session, with the chart library: ${await longest()}`);
    await workbench.resetLongTasks();
    const early = await untilFan(page, () => page.keyboard.press('3'), /The company spends/);
    print(`first fan while the parts are being forecast: ${early.toFixed(0)} ms, ${await longest()}`);
    const began = performance.now();
    await page.getByRole('region', { name: 'By model' }).waitFor();
    print(`all ${String(SEGMENTS)} parts: ${((performance.now() - began) / 1000).toFixed(1)} s, ${await longest()}`);
    await workbench.resetLongTasks();
    await page.keyboard.press('1');
    const again = await untilFan(page, () => page.keyboard.press('3'), /The company spends/);
    print(`fan of the same data again: ${again.toFixed(0)} ms, ${await longest()}`);
    await workbench.resetLongTasks();
    const name = page.getByRole('region', { name: 'By model' }).getByRole('button', { name: 'gpt-5', exact: true });
    const one = await untilFan(page, () => name.first().click(), /gpt-5 spends/);
    print(`fan of one model of 100 parts: ${one.toFixed(0)} ms, ${await longest()}`);
    await workbench.close();
  } finally {
    await browser.close();
  }
}
