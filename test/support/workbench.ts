import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { builtProduct, root } from './product.ts';

/** Long tasks of the page, in milliseconds, since the last reset. */
const WATCH_LONG_TASKS = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.longTasks.push(Math.round(entry.duration));
  }).observe({ type: 'longtask', buffered: true });
`;

export type Workbench = {
  readonly page: Page;
  /** What the page wrote to the console as an error, and what it threw. */
  readonly errors: readonly string[];
  /** Addresses that the page asked for outside its own host. */
  readonly outside: readonly string[];
  readonly longTasks: () => Promise<readonly number[]>;
  readonly resetLongTasks: () => Promise<void>;
  /** Opens a fresh page on the same project, as after closing and opening the program. */
  readonly reopen: () => Promise<Workbench>;
  readonly close: () => Promise<void>;
};

/** Starts the serve host as a user does and opens its page in a real browser. */
export async function openWorkbench(browser: Browser): Promise<Workbench> {
  await builtProduct();
  // It lives as long as the host, over many tests; temporaryFolder() clears up after each.
  const data = await mkdtemp(join(tmpdir(), 'tokenwright-data-'));
  const { process: host, url } = await startHost(data);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  const close = async (): Promise<void> => {
    await context.close();
    host.kill('SIGTERM');
    await new Promise((resolve) => host.once('close', resolve));
    await rm(data, { recursive: true, force: true });
  };
  return openPage(context, url, close);
}

async function startHost(data: string): Promise<{ process: ChildProcess; url: string }> {
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
  const errors: string[] = [];
  const outside: string[] = [];
  const { origin } = new URL(url);
  await page.addInitScript(WATCH_LONG_TASKS);
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(origin) && !/^(blob|data):/.test(asked)) outside.push(asked);
  });
  await page.goto(url);
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  return {
    page,
    errors,
    outside,
    longTasks: () => page.evaluate<number[]>('globalThis.longTasks'),
    resetLongTasks: async () => {
      await page.evaluate('void (globalThis.longTasks = [])');
    },
    reopen: async () => {
      await page.close();
      return openPage(context, url, close);
    },
    close,
  };
}
