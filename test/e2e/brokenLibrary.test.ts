import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { augursBytes } from '../forecast/support.ts';
import { launchBrowser } from '../support/browser.ts';
import { untilTitle } from '../support/page.ts';
import { root } from '../support/product.ts';
import { trappingModule } from '../support/trappingModule.ts';
import { openWorkbench } from '../support/serveHost.ts';
import type { Workbench } from '../support/workbench.ts';

const browser: Browser | null = await launchBrowser();
const OPENAI_USAGE = join(root, 'samples/openai_completions_usage_2025-08-01_2026-10-31.csv');

afterAll(async () => {
  await browser?.close();
});

describe.skipIf(browser === null)('a forecasting library that breaks', () => {
  let workbench: Workbench;
  let starts = 0;

  beforeAll(async () => {
    if (browser === null) return;
    const first = await openWorkbench(browser);
    const { ets } = augursBytes();
    const broken = Buffer.from(trappingModule(ets, 'autoets_fit'));
    // The first worker gets a module that traps at its first fit, every later one the module as it is.
    await first.page.context().route('**/ets_bg*.wasm', (route) => {
      starts += 1;
      return route.fulfill({ contentType: 'application/wasm', body: starts === 1 ? broken : Buffer.from(ets) });
    });
    workbench = await first.reopen();
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('ends its worker; the next one forecasts with the library again, and nothing reaches the caller', async () => {
    const { page } = workbench;
    await page.getByTestId('file-picker').setInputFiles([OPENAI_USAGE]);
    await untilTitle(page, /rows from/);
    await page.keyboard.press('3');
    await untilTitle(page, /The company spends .*\sUSD in the next 30 days/);
    expect(starts).toBe(2);
    await page.getByText(/Your 80 % band held \d+/u).waitFor();
    // The one series that broke it, the first look's sum or a part, is kept from it; no other is.
    expect(await page.getByText('is not asked about this series again').count()).toBeLessThanOrEqual(1);
    expect(await page.getByText(/broke on a series before this one|is not loaded/u).count()).toBe(0);
    const table = page.getByRole('region', { name: 'By model' });
    await table
      .getByRole('button', { name: /^[\d,]+\.\d\d$/u })
      .first()
      .click();
    const inspector = page.getByRole('complementary', { name: 'Where this comes from' });
    await inspector.getByText(/At each day the mean of \d methods .*, exponential smoothing\./u).waitFor();
    await page.keyboard.press('Escape');
    expect(workbench.errors).toEqual([]);
  });

  it('goes on answering with the worker that was started anew', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: 'gpt-5.2', exact: true }).first().click();
    await untilTitle(page, /gpt-5\.2 spends/);
    await page.keyboard.press('4');
    await untilTitle(page, /\d/);
    expect(starts).toBe(2);
    expect(workbench.errors).toEqual([]);
  });
});

describe.skipIf(browser === null)('a forecasting library that cannot be loaded', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    if (browser === null) return;
    const first = await openWorkbench(browser);
    await first.page.context().route('**/ets_bg*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
    workbench = await first.reopen();
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('is done without, and the view says so', async () => {
    const { page } = workbench;
    await page.getByTestId('file-picker').setInputFiles([OPENAI_USAGE]);
    await untilTitle(page, /rows from/);
    await page.keyboard.press('3');
    await untilTitle(page, /The company spends .*\sUSD in the next 30 days/);
    await page.getByText('The forecasting library is not loaded: the other methods stand alone').waitFor();
    await page.getByText(/Your 80 % band held \d+/u).waitFor();
  });
});
