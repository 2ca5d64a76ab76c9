import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, untilTitle } from '../support/page.ts';
import { launchBrowser } from '../support/browser.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openWorkbench } from '../support/serveHost.ts';
import type { Workbench } from '../support/workbench.ts';

const browser: Browser | null = await launchBrowser();
const OPENROUTER = join(root, 'test/fixtures/openrouter-activity/daily.csv');
const CURSOR = join(root, 'test/fixtures/cursor/usage-events.csv');
const LONGEST_WAIT_MILLISECONDS = 90_000;

const untilFiles = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (text) => document.querySelector('.status-bar span')?.textContent === text,
    `${String(count)} ${count === 1 ? 'file' : 'files'}`,
    { timeout: LONGEST_WAIT_MILLISECONDS },
  );

/** Waits until the host has stored the plan as it is shown: the page saves a moment after each change. */
const untilSaved = (page: Page): Promise<unknown> =>
  page.waitForFunction(async () => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch('/ipc/project:recent', { method: 'POST', headers, body: '{}' });
    const { value } = (await response.json()) as { value: { projects: { headline: string }[] } };
    const rows = /^[\d,]+ rows/.exec(document.querySelector('h1')?.textContent ?? '')?.[0] ?? 'none';
    return value.projects[0]?.headline.startsWith(rows) === true;
  });

describe.skipIf(browser === null)('a watched folder', { timeout: 240_000 }, () => {
  let workbench: Workbench;
  let exports = '';
  const home = process.env.HOME;

  beforeAll(async () => {
    // The serve host begins its list of folders at the user's own.
    process.env.HOME = await temporaryFolder();
    exports = join(process.env.HOME, 'exports');
    await mkdir(exports);
    if (browser !== null) workbench = await openWorkbench(browser);
    process.env.HOME = home;
  });

  afterAll(async () => {
    await workbench.close();
    await browser?.close();
  });

  it('is chosen from a list, and what comes into it is read by itself', async () => {
    const { page } = workbench;
    await untilTitle(page, /Open the exports you have/);
    await page.getByRole('button', { name: 'Watch a folder' }).click();
    const dialog = page.getByRole('dialog', { name: 'Watch a folder' });
    await dialog.getByRole('list', { name: 'Folders' }).getByRole('button').first().click();
    await dialog.getByRole('button', { name: 'exports' }).click();
    await dialog.getByRole('heading', { name: 'exports' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Watch this folder' }).click();
    await page.getByText('Watching exports').waitFor();
    await copyFile(OPENROUTER, join(exports, 'daily.csv'));
    await untilTitle(page, /rows from/);
    await untilFiles(page, 1);
    await page.getByText('All files can be read again.').waitFor();
    expect(await page.getByTestId('import-report').first().textContent()).toContain('exports/daily.csv');
  });

  it('brings a revised export by itself, which replaces what it states anew', async () => {
    const { page } = workbench;
    await writeFile(join(exports, 'daily.csv'), (await readFile(OPENROUTER, 'utf8')).replace('"4115"', '"914115"'));
    await untilFiles(page, 2);
    // What the first export said of the same days does not count any more.
    await page
      .getByText(/^0 of /)
      .first()
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('reads again at a command and names what is gone; a picked file is said to have no known place', async () => {
    const { page } = workbench;
    const before = await page.getByRole('heading', { level: 1 }).textContent();
    await page.getByTestId('file-picker').setInputFiles([CURSOR]);
    await untilFiles(page, 3);
    await page.waitForFunction((old) => document.querySelector('h1')?.textContent !== old, before);
    await page.getByText('Only 2 of 3 files can be read again').waitFor();
    await rm(join(exports, 'daily.csv'));
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('read my sources');
    await page.keyboard.press('Enter');
    await page.getByText('No source has changed').waitFor();
    await page.getByText('Not there any more: exports/daily.csv.').waitFor();
  });

  it('is still watched after closing and opening again, until it is told not to be', async () => {
    await untilSaved(workbench.page);
    workbench = await workbench.reopen();
    const { page } = workbench;
    await untilTitle(page, /rows from/);
    await page.getByText('Watching exports').waitFor();
    await copyFile(join(root, 'test/fixtures/focus/focus-1.2.csv'), join(exports, 'focus.csv'));
    await untilFiles(page, 4);
    await page.getByRole('button', { name: 'Stop watching exports' }).click();
    await page.getByText('In a watched folder, new and changed exports are read by themselves.').waitFor();
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});
