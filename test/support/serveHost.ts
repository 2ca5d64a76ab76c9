import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { builtProduct, root } from './product.ts';
import { WATCH_LONG_TASKS, watchPage, type SavedFile, type Workbench } from './workbench.ts';

/** A machine that runs other tests beside these may take long for a deck; how long is not what is tested. */
const LONGEST_SAVE_MILLISECONDS = 120_000;

/** Starts the serve host as a user does and opens its page in this browser, which stays open. */
export async function openWorkbench(browser: Browser): Promise<Workbench> {
  await builtProduct();
  // It lives as long as the host, over many tests; temporaryFolder() clears up after each.
  const data = await mkdtemp(join(tmpdir(), 'tokenwright-data-'));
  const { process: host, url } = await startHost(data);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  return openPage(context, url, async () => {
    await context.close();
    host.kill('SIGTERM');
    await new Promise((resolve) => host.once('close', resolve));
    await rm(data, { recursive: true, force: true });
  });
}

/** Starts the serve host on this data folder; the address opens the workbench. */
export async function startHost(data: string): Promise<{ process: ChildProcess; url: string }> {
  const host = spawn(process.execPath, [join(root, 'bin/tokenwright.mjs'), 'serve', '--no-open', '--port', '0'], {
    env: { ...process.env, TOKENWRIGHT_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let told = '';
    host.stderr.on('data', (part: Buffer) => (told += part.toString()));
    host.stdout.on('data', (part: Buffer) => {
      const [line] = part.toString().split('\n');
      if (line?.startsWith('http') === true) resolve(line);
    });
    host.once('close', () => {
      reject(new Error(`the serve host ended: ${told}`));
    });
  });
  return { process: host, url };
}

async function openPage(context: BrowserContext, url: string, close: () => Promise<void>): Promise<Workbench> {
  const page = await context.newPage();
  await page.addInitScript(WATCH_LONG_TASKS);
  const watch = watchPage(page, new URL(url).origin);
  await page.goto(url);
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  return {
    page,
    ...watch,
    saved: (work) => downloaded(page, work),
    reopen: async () => {
      await page.close();
      return openPage(context, url, close);
    },
    close,
  };
}

async function downloaded(page: Page, work: () => Promise<unknown>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: LONGEST_SAVE_MILLISECONDS }), work()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
