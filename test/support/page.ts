import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Waits until the view's title is the answer looked for, and gives it. */
export async function untilTitle(page: Page, pattern: RegExp): Promise<string> {
  await page.waitForFunction(
    (source) => new RegExp(source, 'u').test(document.querySelector('h1')?.textContent ?? ''),
    pattern.source,
  );
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
}

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
