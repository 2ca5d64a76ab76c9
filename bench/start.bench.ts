import { launchBrowser } from '../test/support/browser.ts';
import { openWorkbench } from '../test/support/serveHost.ts';

const SAMPLE_BUTTON = 'Open the sample company';

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(2)} s`;

/**
 * From starting the serve host to the first chart of the sample company, in Chromium: how long a planner waits before
 * there is something to see. The peer in the same run is an empty page of the same browser.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const browser = await launchBrowser();
  if (browser === null) return;
  try {
    const empty = performance.now();
    const blank = await browser.newPage();
    await blank.goto('data:text/html,<h1>empty</h1>');
    print(`an empty page: ${seconds(empty)}`);
    await blank.close();

    const start = performance.now();
    const workbench = await openWorkbench(browser);
    const { page } = workbench;
    const button = page.getByRole('button', { name: SAMPLE_BUTTON });
    await button.waitFor();
    print(`serve host started, page ready for files: ${seconds(start)}`);
    const opened = performance.now();
    await button.click();
    await page.getByText('rows from').first().waitFor();
    print(`sample company imported and priced: ${seconds(opened)}`);
    await page.keyboard.press('2');
    await page.locator('.js-plotly-plot .main-svg').first().waitFor();
    print(`first chart of the sample company: ${seconds(opened)} after the click, ${seconds(start)} after the start`);
    print(`longest task of the page so far: ${String(Math.max(0, ...(await workbench.longTasks())))} ms`);
    await workbench.close();
  } finally {
    await browser.close();
  }
}
