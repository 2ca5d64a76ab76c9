import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachHost } from '../support/hosts.ts';
import { accessibilityProblems, openSampleCompany, show, tab, untilQuiet, untilTitle } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';

/** The page must answer within this time while workers simulate; the first draw of a chart is printed, not judged. */
const LONGEST_TASK_MILLISECONDS = 100;
/** A drag shows its effect within this time. */
const LONGEST_FAN_MILLISECONDS = 300;
const LEVERS = ['Run as batch', 'Cache prompts', 'Compress prompts', 'Reuse answers', 'Volume growth', 'Price change'];

const title = async (page: Page): Promise<string> =>
  (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';

onEachHost('scenarios, budgets and explore in the window', { timeout: 240_000 }, (host) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await host.open();
    await openSampleCompany(workbench.page);
  });

  afterAll(async () => {
    await workbench.close();
  });

  it('builds a scenario of six levers with mouse and keyboard', async () => {
    const { page } = workbench;
    await show(page, 'Scenarios');
    await untilTitle(page, /Tidy up saves/);
    await page.getByRole('button', { name: 'Add a scenario' }).click();
    for (const [index, kind] of LEVERS.entries()) {
      await page.getByRole('button', { name: 'Add a lever' }).click();
      await page.getByRole('menuitem', { name: kind, exact: true }).click();
      await page.waitForFunction(
        (count) => document.querySelectorAll('[data-testid=lever]').length === count,
        index + 1,
      );
    }
    await untilQuiet(page);
    expect(await title(page)).toMatch(/^Scenario 3 (saves|adds) /);
    const last = page.getByTestId('lever').last();
    const moved = await last.getAttribute('data-lever');
    await last.getByRole('button', { name: /^Move with the arrow keys/ }).press('ArrowUp');
    expect(await page.getByTestId('lever').nth(4).getAttribute('data-lever')).toBe(moved);
  });

  it('drags a lever to the top as one step of undo', async () => {
    const { page } = workbench;
    const before = await leverOrder(page);
    // The lever that was added last stands open; closed, all six are on the screen.
    await page.locator('.lever__sentence[aria-expanded=true]').click();
    await page.getByTestId('lever').first().scrollIntoViewIfNeeded();
    const from = await page.getByTestId('lever').nth(2).locator('.lever__handle').boundingBox();
    const to = await page.getByTestId('lever').first().boundingBox();
    if (from === null || to === null) throw new Error('the levers are not on the screen');
    await page.mouse.move(from.x + 4, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 4, to.y + 60, { steps: 6 });
    await page.mouse.move(to.x + 4, to.y + 2, { steps: 4 });
    await page.mouse.up();
    const dragged = await leverOrder(page);
    expect(dragged).toEqual([before[2], before[0], before[1], ...before.slice(3)]);
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    expect(await leverOrder(page)).toEqual(before);
  });

  it('edits a range as text, keeps what is wrong beside its reason, and undoes', async () => {
    const { page } = workbench;
    await page.getByTestId('lever').first().locator('.lever__sentence').click();
    const field = page.getByRole('textbox', { name: 'Work that can wait' });
    const before = await field.inputValue();
    await field.fill('40 to 20 %');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('40 to 20 %');
    await page.getByText('The lower end of a range comes first.').waitFor();
    await field.fill('20% to 40%');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('20 % to 40 %');
    await untilQuiet(page);
    expect(await page.getByTestId('lever').first().textContent()).toContain('P10 to P90');
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      (value) => [...document.querySelectorAll('input')].some((input) => input.value === value),
      before,
    );
    expect(await field.inputValue()).toBe(before);
  });

  it('follows a slider at once, and letting go is one step of undo', async () => {
    const { page } = workbench;
    await untilQuiet(page);
    const before = await title(page);
    const slider = page.getByTestId('lever').first().locator('input[type=range]').last();
    const times: number[] = [];
    for (const value of [0.9, 0.8, 0.7, 0.9, 0.8]) {
      times.push(await slider.evaluate(timeToTitle, value));
    }
    process.stdout.write(`from the slider to the fan: ${times.map(Math.round).join(', ')} ms\n`);
    // On a machine that does other things as well, the best of five is what the product can do.
    expect(Math.min(...times)).toBeLessThan(LONGEST_FAN_MILLISECONDS);
    await slider.dispatchEvent('pointerup');
    await untilQuiet(page);
    expect(await title(page)).not.toBe(before);
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await untilQuiet(page);
    expect(await title(page)).toBe(before);
  });

  it('refuses to fit a ceiling that the history cannot tell, and says why', async () => {
    const { page } = workbench;
    const growth = page.getByTestId('lever').filter({ hasText: 'Volume of everything grows' });
    await growth.locator('.lever__sentence').click();
    const before = await growth.locator('.lever__sentence').textContent();
    await growth.getByRole('combobox', { name: /^Curve/ }).selectOption('gompertz');
    await growth.getByRole('button', { name: 'Fit the ceiling to your history' }).click();
    await growth.getByText(/Choose one\.|does not grow towards a ceiling|Fitted on \d+.% of the ceiling/).waitFor();
    await growth.getByRole('combobox', { name: /^Curve/ }).selectOption('rate');
    await untilQuiet(page);
    expect(await growth.locator('.lever__sentence').textContent()).toBe(before);
    await page.getByTestId('lever').first().locator('.lever__sentence').click();
  });

  it('shows the bridge, the tornado and the worth of each lever, and opens a number', async () => {
    const { page } = workbench;
    await untilQuiet(page);
    await tab(page, 'Bridge');
    await page.getByRole('heading', { name: /From the baseline to Scenario 3/ }).waitFor();
    await page
      .getByRole('region', { name: /From the baseline/ })
      .getByRole('button', { name: 'As a table' })
      .click();
    await page.getByRole('table', { name: /From the baseline/ }).waitFor();
    await tab(page, 'Tornado');
    await page.getByText(/Reserve beside the central/).waitFor();
    await tab(page, 'Months');
    await page.getByRole('table', { name: 'Scenario 3 by month' }).getByRole('button', { name: /^\d/ }).first().click();
    const inspector = page.getByRole('complementary', { name: 'Where this comes from' });
    await inspector.getByText('Fresh input', { exact: true }).waitFor();
    await inspector
      .getByText(/List price, USD per million tokens; .*genai-prices/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });

  it('branches a scenario and compares all of them on the same axes', async () => {
    const { page } = workbench;
    await page.getByRole('button', { name: 'Branch' }).click();
    await page.getByRole('tab', { name: 'Scenario 3, variant' }).waitFor();
    await untilQuiet(page);
    await tab(page, 'Compare');
    const table = page.getByRole('table', { name: 'Scenarios side by side' });
    await table.getByText('Scenario 3, variant').waitFor();
    expect(await table.locator('tbody tr').count()).toBe(5);
    await page.getByRole('checkbox', { name: 'Tidy up' }).uncheck();
    expect(await table.locator('tbody tr').count()).toBe(4);
  });

  it('finds the day on which a budget runs out', async () => {
    const { page } = workbench;
    await show(page, 'Budgets');
    await untilTitle(page, /AI budget 2027/);
    await page.getByRole('combobox', { name: 'Under' }).selectOption('baseline');
    const amount = page.getByRole('textbox', { name: 'Amount' });
    await amount.fill('=20000*10');
    await amount.press('Enter');
    const answer = await untilTitle(page, /crosses its/);
    expect(answer).toMatch(/AI budget 2027 crosses its 200.k.USD on \d+ \w{3} 2027 \(P50\); in one case in five by/);
    await tab(page, 'Showback');
    await page.getByRole('combobox', { name: 'Cost centres' }).selectOption('project');
    const showback = page.getByRole('table', { name: 'Showback' });
    await showback.getByText('proj_support_chat').waitFor();
    const [cells, total] = await Promise.all([
      showback.locator('tbody td:nth-child(4)').allTextContents(),
      showback.locator('tfoot td').nth(3).textContent(),
    ]);
    const inCents = (text: string): number => Math.round(Number(text.replaceAll(',', '')) * 100);
    expect(cells.reduce((sum, text) => sum + inCents(text), 0)).toBe(inCents(total ?? ''));
  });

  it('tries a limit on the past', async () => {
    const { page } = workbench;
    await untilQuiet(page);
    await tab(page, 'Guardrails');
    await page.getByRole('button', { name: 'Try a limit' }).click();
    await page.getByText(/This limit would have blocked .* of requests and saved/).waitFor({ timeout: 200_000 });
  });

  it('says what moved from one month to the next', async () => {
    const { page } = workbench;
    await show(page, 'Explore');
    await tab(page, 'What moved');
    await page.getByRole('heading', { name: /From Sep 2026 to Oct 2026/ }).waitFor();
    await page.getByRole('table', { name: 'What moved most' }).waitFor();
  });

  it('is accessible, light and dark', async () => {
    const { page } = workbench;
    await untilQuiet(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const view of ['Scenarios', 'Budgets', 'Explore']) {
        await show(page, view);
        await page.waitForTimeout(700);
        expect(await accessibilityProblems(page), `${view}, ${colorScheme}`).toEqual([]);
      }
    }
  });

  it('kept answering while it simulated, and wrote no error to the console', async () => {
    const { page } = workbench;
    await show(page, 'Scenarios');
    // The Budgets view has left the baseline chosen, which has no levers.
    await tab(page, 'Scenario 3');
    await tab(page, 'Assumptions');
    await untilQuiet(page);
    const firstDraws = await workbench.longTasks();
    process.stdout.write(`long tasks with chart draws: ${firstDraws.join(', ')} ms\n`);
    await workbench.resetLongTasks();
    await page.locator('.lever .switch').first().click();
    await untilQuiet(page);
    const tasks = await workbench.longTasks();
    expect(tasks.filter((duration) => duration > LONGEST_TASK_MILLISECONDS)).toEqual([]);
    expect(workbench.errors).toEqual([]);
    expect(workbench.outside).toEqual([]);
  });
});

/** Turns a slider in the page and gives the milliseconds until the view's title says what comes of it. */
const timeToTitle = (slider: HTMLElement | SVGElement, value: number): Promise<number> =>
  new Promise((resolve) => {
    const heading = document.querySelector('h1');
    if (heading === null || !(slider instanceof HTMLInputElement)) throw new Error('there is no slider');
    const startedAt = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      resolve(performance.now() - startedAt);
    });
    observer.observe(heading, { childList: true, characterData: true, subtree: true });
    // The library that draws the page takes a value that was set by the page itself for unchanged.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(slider, String(value));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });

const leverOrder = (page: Page): Promise<readonly (string | undefined)[]> =>
  page.getByTestId('lever').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.lever));
