import type { Browser, Page } from 'playwright-core';
import { openWorkbench } from '../../test/support/serveHost.ts';
import type { Workbench } from '../../test/support/workbench.ts';
import { rendererPeakBytes } from './rendererMemory.ts';

const LONGEST_MILLISECONDS = 600_000;
const MEMORY_GOAL_BYTES = 2.5e9;
const FIRST_PROGRESS_GOAL_SECONDS = 0.3;
const CANCEL_GOAL_SECONDS = 1;
const TASK_GOAL_MILLISECONDS = 100;
/** As `renderer/worker/duckdb.ts` marks it. */
const ENGINE_STARTED = 'engine-started';

export const seconds = (since: number): number => (performance.now() - since) / 1000;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/**
 * Memory of the database engine, as its worker reports it: what WebAssembly has grown to. 0 where no worker answers.
 */
const engineMemoryBytes = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const channel = new BroadcastChannel('tokenwright-engine-memory');
        let largest = 0;
        // Each engine of the page answers; the one that read the file is the largest.
        channel.onmessage = ({ data }: MessageEvent<{ bytes?: number }>) => {
          largest = Math.max(largest, data.bytes ?? 0);
        };
        channel.postMessage('ask');
        setTimeout(() => {
          channel.close();
          resolve(largest);
        }, 2000);
      }),
  );

/** When the engine of a page had started, in milliseconds of the wall clock, as the data worker has marked it. */
export async function engineStart(page: Page): Promise<number> {
  const marks = await Promise.all(
    page.workers().map((worker) =>
      worker.evaluate((name) => {
        const [mark] = performance.getEntriesByName(name);
        return mark === undefined ? 0 : performance.timeOrigin + mark.startTime;
      }, ENGINE_STARTED),
    ),
  );
  return Math.max(0, ...marks);
}

/** Opens a workbench of its own in this browser, ready for a file. */
export async function readyWorkbench(browser: Browser): Promise<Workbench> {
  const workbench = await openWorkbench(browser);
  await workbench.page.getByRole('button', { name: 'Open the sample company' }).waitFor();
  return workbench;
}

/** Imports a file in the page and prints what it took. Returns the seconds from choosing it to its report. */
export async function importInPage(
  workbench: Workbench,
  path: string,
  rows: number,
  print: (line: string) => void,
): Promise<number> {
  const { page } = workbench;
  const before = rendererPeakBytes();
  await workbench.resetLongTasks();
  const start = performance.now();
  await page.locator('input[type=file]').setInputFiles(path);
  const firstProgress = page
    .locator('.status-bar progress')
    .first()
    .waitFor({ timeout: LONGEST_MILLISECONDS })
    .then(
      () => seconds(start),
      () => Number.NaN,
    );
  await page.getByTestId('import-report').first().waitFor({ timeout: LONGEST_MILLISECONDS });
  const taken = seconds(start);
  const shown = await page.getByTestId('import-report').first().innerText();
  if (!shown.includes(rows.toLocaleString('en-US'))) throw new Error(`the page reports: ${shown}`);
  // What follows belongs to it too: the totals, and all that the page draws of them.
  await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes(' rows ') === true, null, {
    timeout: LONGEST_MILLISECONDS,
  });
  const engineBytes = await engineMemoryBytes(page);
  const longest = Math.max(0, ...(await workbench.longTasks()));
  print(`the page, file to committed rows: ${taken.toFixed(2)} s`);
  print(
    `first progress after ${(await firstProgress).toFixed(2)} s (goal ${String(FIRST_PROGRESS_GOAL_SECONDS)}); longest task of the page ${String(longest)} ms (goal ${String(TASK_GOAL_MILLISECONDS)})`,
  );
  print(
    `peak of the page's process ${megabytes(rendererPeakBytes())} (${megabytes(before)} before, goal ${megabytes(MEMORY_GOAL_BYTES)}), of it the engine ${engineBytes === 0 ? 'unknown' : megabytes(engineBytes)}`,
  );
  return taken;
}

/** Begins to import a file and cancels it once it is being read. */
export async function cancelInPage({ page }: Workbench, path: string, print: (line: string) => void): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(path);
  const cancel = page.getByRole('button', { name: /^Cancel: Open/ });
  await cancel.waitFor();
  await page.waitForFunction(
    () => (document.querySelector<HTMLProgressElement>('.status-bar progress')?.value ?? 0) > 0.1,
    null,
    { timeout: LONGEST_MILLISECONDS },
  );
  const start = performance.now();
  await cancel.click();
  await cancel.waitFor({ state: 'detached', timeout: LONGEST_MILLISECONDS });
  print(`cancelled in ${seconds(start).toFixed(2)} s (goal ${String(CANCEL_GOAL_SECONDS)})`);
}
