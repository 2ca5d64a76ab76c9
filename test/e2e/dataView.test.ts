import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyProject } from '../../electron/files/verifyProject.ts';
import { accessibilityProblems, untilTitle } from '../support/page.ts';
import { onEachHost } from '../support/hosts.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Workbench } from '../support/workbench.ts';

const fixture = (path: string): string => join(root, 'test/fixtures', path);
const OPENROUTER = fixture('openrouter-activity/daily.csv');
const CURSOR = fixture('cursor/usage-events.csv');
const FOCUS = fixture('focus/focus-1.2.csv');
const LITELLM = fixture('litellm-daily-spend/team.csv');

const picker = (page: Page) => page.getByTestId('file-picker');
const reports = (page: Page) => page.getByTestId('import-report');
const coverage = (page: Page) => page.getByRole('region', { name: 'Which days each source covers' });
/** What the Sources table says of a file's rows. */
const rowsThatCount = (page: Page, file: string, text: string): Promise<void> =>
  page
    .getByRole('table', { name: 'Sources' })
    .getByRole('row', { name: new RegExp(`^${file} `) })
    .getByRole('cell', { name: text, exact: true })
    .waitFor();
const fileCount = (page: Page) => page.getByRole('contentinfo', { name: 'Status' }).locator('span').first();

/** Waits until so many files count: what the status bar says. */
const untilFiles = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (text) => document.querySelector('.status-bar span')?.textContent === text,
    `${String(count)} files`,
  );

/** Six columns that no known format has: 2 rows, 100 + 50 tokens in, 10 + 5 out. */
const UNKNOWN =
  'day,llm,tokens_input,tokens_output,usd_cost,squad\n2026-05-01,gpt-5,100,10,0.5,Red\n2026-05-02,gpt-5,50,5,0.25,Blue\n';

onEachHost('the Data view', { timeout: 240_000 }, (host) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await host.open();
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('reads five files of five vendors at once, one corrupt, one stating a period anew', async () => {
    const { page } = workbench;
    await untilTitle(page, /Open the exports you have/);
    expect(await accessibilityProblems(page)).toEqual([]);
    const corrupt = join(await temporaryFolder(), 'claude.csv');
    await writeFile(
      corrupt,
      new Uint8Array(3000).map((_byte, index) => (index * 131) % 256),
    );
    await picker(page).setInputFiles([OPENROUTER, CURSOR, FOCUS, LITELLM, corrupt]);
    await untilTitle(page, /rows from/);
    const texts = await reports(page).allTextContents();
    expect(texts).toHaveLength(5);
    for (const [index, format] of ['openrouter-activity', 'cursor', 'focus', 'litellm-daily-spend'].entries()) {
      expect(texts[index]).toContain(format);
    }
    expect(texts[4]).toContain('not opened');
    await untilFiles(page, 4);
  });

  it('shows the days of each source, names those that are missing, and opens a run by its rows', async () => {
    const { page } = workbench;
    const card = coverage(page);
    // an invoice of 1 March and of April, whose credit and tax stand for the whole month
    await card.getByText('30 days missing: 2 to 31 Mar 2026').waitFor();
    await card
      .getByRole('button', { name: /^focus-1.2.csv, 1 to 30 Apr 2026: 30 days, .*29 days known only/ })
      .waitFor();
    // 2 to 18 and 21 to 31 March, and 1 to 11 May
    await card.getByText('No source covers 39 days: 2 to 18 Mar, 21 to 31 Mar and 1 to 11 May 2026').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    // one stop of the Tab key for the whole calendar; arrow keys go from bar to bar
    const stops = card.locator('.timeline button[tabindex="0"]');
    expect(await stops.count()).toBe(1);
    await card.getByRole('button', { name: /^focus-1.2.csv, 1 Mar 2026/ }).focus();
    const named = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await page.keyboard.press('ArrowRight');
    expect(await named()).toMatch(/^focus-1.2.csv, 1 to 30 Apr 2026/);
    await page.keyboard.press('ArrowUp');
    expect(await named()).toMatch(/^usage-events.csv, 19 to 20 Mar 2026/);
    await page.keyboard.press('ArrowUp');
    expect(await named()).toBe('daily.csv, 12 to 13 May 2026: 2 days, 2 rows');
    expect(await stops.count()).toBe(1);
    await card.getByText('daily.csv, 12 to 13 May 2026: 2 days, 2 rows').waitFor();
    await page.keyboard.press('Enter');
    const inspector = page.getByRole('complementary', { name: 'Where this comes from' });
    await inspector.getByText('daily.csv, row 2').waitFor();
    expect(await inspector.getByTestId('drill-rows').getByRole('listitem').count()).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    await inspector.getByRole('button', { name: 'Close' }).click();

    await card.getByRole('button', { name: 'As a table' }).click();
    await card.getByRole('row', { name: /^focus-1.2.csv focus missing 2 Mar 2026 31 Mar 2026 30/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await card.getByRole('button', { name: 'As a calendar' }).click();
  });

  it('changes nothing when the same file comes again', async () => {
    const { page } = workbench;
    const before = await page.getByRole('heading', { level: 1 }).textContent();
    await picker(page).setInputFiles([CURSOR]);
    await page.getByText('usage-events.csv changed nothing').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(before);
    expect(await fileCount(page).textContent()).toBe('4 files');
  });

  it('replaces what a revised export states anew, and undo brings the old rows back', async () => {
    const { page } = workbench;
    const revised = join(await temporaryFolder(), 'daily-revised.csv');
    await writeFile(revised, (await readFile(OPENROUTER, 'utf8')).replace('"4115"', '"4116"'));
    await picker(page).setInputFiles([revised]);
    await untilFiles(page, 5);
    await rowsThatCount(page, 'daily-revised.csv', '2');
    await rowsThatCount(page, 'daily.csv', '0 of 2');
    await coverage(page)
      .getByRole('button', { name: 'daily.csv, 12 to 13 May 2026: 2 days, 0 rows; 2 days replaced by another file' })
      .waitFor();
    await page.keyboard.press('Control+z');
    await untilFiles(page, 4);
    await rowsThatCount(page, 'daily.csv', '2');
  });

  it('leaves the project as it was when an import is cancelled', async () => {
    const { page } = workbench;
    const before = await page.getByRole('heading', { level: 1 }).textContent();
    const [head = '', row = ''] = (await readFile(OPENROUTER, 'utf8')).split('\n');
    const large = join(await temporaryFolder(), 'large.csv');
    await writeFile(large, `${head}\n${`${row.trim()}\n`.repeat(600_000)}`);
    await picker(page).setInputFiles([large]);
    await page.getByRole('button', { name: 'Cancel: Open large.csv' }).click();
    await page.getByRole('button', { name: 'Cancel: Open large.csv' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(before);
    expect(await fileCount(page).textContent()).toBe('4 files');
    expect(await page.getByText('large.csv did not work').count()).toBe(0);
  });

  it('takes a file out and brings it back', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: 'Take out usage-events.csv' }).click();
    await untilFiles(page, 3);
    await coverage(page).getByText('No source covers 41 days').waitFor();
    expect(await coverage(page).getByText('usage-events.csv').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await untilFiles(page, 4);
  });

  it('reads an unknown file by a mapping, and the next one of its kind without asking', async () => {
    const { page } = workbench;
    const folder = await temporaryFolder();
    const [first, second] = [join(folder, 'own-may.csv'), join(folder, 'own-june.csv')];
    await writeFile(first, UNKNOWN);
    await writeFile(second, UNKNOWN.replaceAll('2026-05', '2026-06'));
    await picker(page).setInputFiles([first]);
    await reports(page).first().getByRole('button', { name: 'Map its columns' }).click();
    const dialog = page.getByRole('dialog', { name: 'Map the columns of own-may.csv' });
    await dialog.getByLabel('llm means').selectOption('model_raw');
    await dialog.getByLabel('squad means').selectOption('team');
    expect(await dialog.getByLabel('tokens_input means').inputValue()).toBe('input');
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Read the file' }).click();
    await untilFiles(page, 5);
    await picker(page).setInputFiles([second]);
    await untilFiles(page, 6);
    await untilTitle(page, /^20 rows/);
  });

  it('takes rates, rules and the time zone as edits of the plan', async () => {
    const { page } = workbench;
    await page.getByLabel('Days begin in').selectOption('Europe/Berlin');
    await page.getByLabel('The fiscal year begins in').selectOption('4');
    await page.getByLabel('Currency').fill('eur');
    await page.getByLabel('From', { exact: true }).fill('2026-01-01');
    await page.getByLabel('USD for one').fill('1.08');
    await page.getByLabel('Source', { exact: true }).fill('contract');
    await page.getByRole('button', { name: 'Add the rate' }).click();
    await page.getByText('1 EUR = 1.08 USD from 2026-01-01').waitFor();
    await page.getByRole('button', { name: 'Add the rule' }).click();
    await page.getByText('A rule needs a value to give').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('finds and runs commands by a few letters, and shows the keys', async () => {
    const { page } = workbench;
    await page.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill('expl');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await untilTitle(page, /USD/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await untilTitle(page, /rows from/);
  });

  it('travels as one file whose record holds, and comes back with everything', async () => {
    const { page } = workbench;
    const answer = await page.getByRole('heading', { level: 1 }).textContent();
    await page.getByRole('button', { name: 'Untitled plan' }).click();
    const saved = await workbench.saved(() => page.getByRole('menuitem', { name: /Export as one file/ }).click());
    const file = join(await temporaryFolder(), saved.name);
    await writeFile(file, saved.bytes);
    const verification = await verifyProject(file);
    expect(verification).toMatchObject({ isValid: true, document: { isRecorded: true }, data: { isRecorded: true } });
    const cursor = verification.sources.find(({ file: name }) => name === 'usage-events.csv');
    const bytes = await readFile(CURSOR);
    expect(cursor).toMatchObject({
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    await picker(page).setInputFiles([file]);
    await untilTitle(page, /Opening the project/);
    expect(await untilTitle(page, /rows from/)).toBe(answer);
  });

  // The desktop program has one window: a second start hands over to the first.
  it.skipIf(host.name !== 'a browser')('opens read-only in a second window, and says so', async () => {
    const { page } = workbench;
    const second = await page.context().newPage();
    await second.goto(new URL('/', page.url()).href);
    await second.getByText('This project is open in another window').waitFor();
    await untilTitle(second, /rows from/);
    await second.getByRole('button', { name: 'Take out usage-events.csv' }).click();
    await second.getByText('Take out usage-events.csv: not done').waitFor();
    expect(await fileCount(second).textContent()).toBe('6 files');
    await second.close();
  });

  it('finds everything as it was after closing and opening again', async () => {
    const answer = await untilTitle(workbench.page, /rows from/);
    workbench = await workbench.reopen();
    expect(await untilTitle(workbench.page, /rows from/)).toBe(answer);
    await untilFiles(workbench.page, 6);
    await workbench.page.getByText('1 EUR = 1.08 USD').waitFor();
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});
