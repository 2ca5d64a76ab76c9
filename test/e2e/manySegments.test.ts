import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { untilTitle } from '../support/page.ts';
import { writeSegmentsCsv } from '../support/segmentsCsv.ts';
import { openWorkbench } from '../support/serveHost.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

const browser: Browser | null = await launchBrowser();
const [SEGMENTS, DAYS] = [200, 120];

describe.skipIf(browser === null)('a company of many segments', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    if (browser === null) return;
    const file = join(await temporaryFolder(), 'segments.csv');
    writeSegmentsCsv(file, SEGMENTS, DAYS);
    workbench = await openWorkbench(browser);
    workbench.page.setDefaultTimeout(120_000);
    await workbench.page.getByTestId('file-picker').setInputFiles([file]);
    await untilTitle(workbench.page, /rows from/);
  });

  afterAll(async () => {
    await workbench.close();
    await browser?.close();
  });

  it('shows a first fan while its parts are being forecast, and can be cancelled', async () => {
    const { page } = workbench;
    await page.keyboard.press('3');
    await untilTitle(page, /The company spends/);
    await page.getByText('A first look. Its parts are being forecast').waitFor();
    await page.locator('.figure__plot[data-drawn=true]').waitFor();
    await page
      .getByText(/Forecasting (as of a month ago: )?\d+ of 200/u)
      .first()
      .waitFor();
    const job = page
      .getByRole('contentinfo', { name: 'Status' })
      .getByRole('button', { name: /Cancel.*Forecast by day/u });
    await job.click();
    await page.getByRole('button', { name: 'Forecast the parts' }).waitFor();
    expect(await page.getByRole('region', { name: 'By model' }).count()).toBe(0);
  });

  it('goes on where it was cancelled, to the whole', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: 'Forecast the parts' }).click();
    await page.getByRole('region', { name: 'By model' }).waitFor();
    await page.getByText(/Your 80 % band held \d+/u).waitFor();
    expect(await page.getByText('A first look').count()).toBe(0);
    expect(workbench.errors).toEqual([]);
  });
});
