import type { Page } from 'playwright-core';

/** Long tasks of the page, in milliseconds, since the last reset. */
export const WATCH_LONG_TASKS = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.longTasks.push(Math.round(entry.duration));
  }).observe({ type: 'longtask', buffered: true });
`;

/** A file that the workbench handed to the user: its name as suggested, and its bytes. */
export type SavedFile = { readonly name: string; readonly bytes: Uint8Array };

export type Workbench = {
  readonly page: Page;
  /** What the page wrote to the console as an error, and what it threw. */
  readonly errors: readonly string[];
  /** Addresses that the page asked for outside its own host. */
  readonly outside: readonly string[];
  readonly longTasks: () => Promise<readonly number[]>;
  readonly resetLongTasks: () => Promise<void>;
  /** Does the work that makes the workbench save a file, a download or through the system's dialog, and gives the file. */
  readonly saved: (work: () => Promise<unknown>) => Promise<SavedFile>;
  /** Opens a fresh page on the same project, as after closing and opening the program. */
  readonly reopen: () => Promise<Workbench>;
  readonly close: () => Promise<void>;
};

/** What a page is watched for from its start. */
export type Watch = Pick<Workbench, 'errors' | 'outside' | 'longTasks' | 'resetLongTasks'>;

/** Watches a page whose own addresses begin with `home`. */
export function watchPage(page: Page, home: string): Watch {
  const errors: string[] = [];
  const outside: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`.trim());
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(home) && !/^(blob|data):/.test(asked)) outside.push(asked);
  });
  return {
    errors,
    outside,
    longTasks: () => page.evaluate<number[]>('globalThis.longTasks'),
    resetLongTasks: async () => {
      await page.evaluate('void (globalThis.longTasks = [])');
    },
  };
}
