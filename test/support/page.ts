import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** A machine that runs other tests beside these may take long to start the engine; how long is not what is tested. */
const LONGEST_WAIT_MILLISECONDS = 90_000;

/** Waits until the view's title is the answer looked for, and gives it. */
export async function untilTitle(page: Page, pattern: RegExp): Promise<string> {
  await page.waitForFunction(
    (source) => new RegExp(source, 'u').test(document.querySelector('h1')?.textContent ?? ''),
    pattern.source,
    { timeout: LONGEST_WAIT_MILLISECONDS },
  );
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
}

/** All work of the workers is done. */
export const untilQuiet = async (page: Page): Promise<void> => {
  // A change is followed by its computation after a quarter of a second.
  await page.waitForTimeout(600);
  await page.waitForFunction(() => document.querySelectorAll('.status-bar__job').length === 0, null, {
    timeout: 120_000,
  });
};

/** Opens the sample company and waits for its numbers. */
export async function openSampleCompany(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample company' }).click();
  await untilTitle(page, /rows from/);
  await untilQuiet(page);
}

export const show = (page: Page, view: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click();

export const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();

/** Rules that a page breaks, by name, with the first element that breaks them. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { axe: tool } = globalThis as unknown as { axe: { run: () => Promise<Found> } };
    const { violations } = await tool.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

/** Drops files of this machine on the middle of the page, as from the system's file manager. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  }
  await session.detach();
}
