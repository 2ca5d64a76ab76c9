import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chartSeries, contentTypeGaps, danglingRelationships, openPackage, slideText, textOf } from '../deck/office.ts';
import { onEachHost } from '../support/hosts.ts';
import { accessibilityProblems, untilQuiet, untilTitle } from '../support/page.ts';
import { root } from '../support/product.ts';
import type { Workbench } from '../support/workbench.ts';

const FILES = ['openai_completions_usage_2025-08-01_2026-10-31.csv', 'claude_api_tokens_2025-08-01_2026-10-31.csv'].map(
  (name) => join(root, 'samples', name),
);
/** How long a busy machine may take for a plan with all its draws. */
const PATIENCE_MILLISECONDS = 120_000;
const TEST_MILLISECONDS = 3 * PATIENCE_MILLISECONDS;
/** The page must answer within this time, whatever the workers do. */
const LONGEST_TASK_MILLISECONDS = 100;

const slidesOf = (parts: ReadonlyMap<string, Uint8Array>): string[] =>
  [...parts.keys()].filter((path) => /^ppt\/slides\/slide\d+\.xml$/.test(path));

onEachHost('the deck in the window', {}, (host) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await host.open();
  });

  afterAll(async () => {
    await workbench.close();
  });

  it(
    'says what will be here while there is no usage, and exports nothing',
    async () => {
      const { page } = workbench;
      await untilTitle(page, /Open the exports you have/);
      await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Deck' }).click();
      await page.getByText('Here the plan becomes a deck').waitFor();
      await page.keyboard.press('e');
      await page.getByText('There is nothing to export yet').waitFor();
    },
    TEST_MILLISECONDS,
  );

  it(
    'shows the slides as they print, with titles made from the numbers',
    async () => {
      const { page } = workbench;
      await page.getByTestId('file-picker').setInputFiles(FILES);
      const answer = await untilTitle(page, /AI spend comes to .*USD until Oct 2027/);
      const stage = page.getByRole('region', { name: 'Slide', exact: true });
      expect(await stage.textContent()).toContain(answer);
      await page.getByRole('button', { name: /^Slide 3: / }).click();
      await stage.getByRole('img', { name: 'Spend by month, USD' }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    },
    TEST_MILLISECONDS,
  );

  it(
    'takes a title and leaves a slide out, and undo takes both back',
    async () => {
      const { page } = workbench;
      await untilQuiet(page);
      const field = page.getByRole('textbox', { name: 'Title sentence' });
      const generated = (await field.getAttribute('placeholder')) ?? '';
      await field.fill('We stay under our budget');
      await field.press('Enter');
      await page.getByRole('button', { name: 'Slide 3: We stay under our budget' }).waitFor();
      const count = await page.getByRole('button', { name: /^Slide \d+: / }).count();
      await page
        .getByRole('switch', { name: 'In the deck' })
        .or(page.getByLabel('In the deck'))
        .first()
        .click({ force: true });
      await page.getByRole('button', { name: 'Left out: We stay under our budget' }).waitFor();
      expect(await page.getByRole('button', { name: /^Slide \d+: / }).count()).toBe(count - 1);
      await page.locator('main').click({ position: { x: 5, y: 5 } });
      await page.keyboard.press('Control+z');
      await page.getByRole('button', { name: 'Slide 3: We stay under our budget' }).waitFor();
      await page.keyboard.press('Control+z');
      await page.getByRole('button', { name: `Slide 3: ${generated}` }).waitFor();
      await page.keyboard.press('Control+Shift+z');
      await page.getByRole('button', { name: 'Slide 3: We stay under our budget' }).waitFor();
    },
    TEST_MILLISECONDS,
  );

  it(
    'exports slides that say what the page says, without keeping the page from answering',
    async () => {
      const { page } = workbench;
      await untilQuiet(page);
      // Looking elements up by their role reads the whole page in the page, which is not the export's doing.
      const excel = await page.getByRole('button', { name: 'Export Excel' }).elementHandle();
      await workbench.resetLongTasks();
      const { bytes } = await workbench.saved(() => page.keyboard.press('e'));
      const { bytes: workbook } = await workbench.saved(() =>
        excel.evaluate((button) => {
          (button as HTMLButtonElement).click();
        }),
      );
      const tasks = await workbench.longTasks();
      expect(tasks.filter((duration) => duration > LONGEST_TASK_MILLISECONDS)).toEqual([]);
      expect(openPackage(workbook).has('xl/workbook.xml')).toBe(true);
      const parts = openPackage(bytes);
      expect(danglingRelationships(parts)).toEqual([]);
      expect(contentTypeGaps(parts)).toEqual([]);
      const shown = await page
        .getByRole('button', { name: /^Slide \d+: / })
        .evaluateAll((buttons) =>
          buttons.map((button) => button.getAttribute('aria-label')?.replace(/^Slide \d+: /, '') ?? ''),
        );
      expect(slidesOf(parts)).toHaveLength(shown.length);
      for (const [index, title] of shown.entries()) {
        expect(slideText(textOf(parts, `ppt/slides/slide${String(index + 1)}.xml`))).toContain(title);
      }
      const series = [...parts.keys()]
        .filter((path) => /^ppt\/charts\/chart\d+\.xml$/.test(path))
        .flatMap((path) => chartSeries(textOf(parts, path)));
      const computed = series.find(({ name }) => name === 'Computed')?.values ?? [];
      // The same total as the page's own: what these two files cost at list prices.
      expect(computed).toHaveLength(15);
    },
    TEST_MILLISECONDS,
  );

  it(
    'is accessible in the dark too, wrote no error and asked nobody outside',
    async () => {
      const { page } = workbench;
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForTimeout(500);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(workbench.errors).toEqual([]);
      expect(workbench.outside).toEqual([]);
    },
    TEST_MILLISECONDS,
  );
});
