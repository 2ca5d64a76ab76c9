import { describe } from 'vitest';
import { findBrowser, launchBrowser } from './browser.ts';
import { electronProgram, openDesktop } from './desktopHost.ts';
import { openWorkbench } from './serveHost.ts';
import type { Workbench } from './workbench.ts';

/** One of the program's hosts that has a window. */
export type TestHost = {
  readonly name: 'a browser' | 'the desktop program';
  readonly open: () => Promise<Workbench>;
};

type Candidate = TestHost & { readonly missing: string | null };

const program = electronProgram();

const inBrowser: Candidate = {
  name: 'a browser',
  missing: (await findBrowser()) === null ? 'no Chromium on this machine' : null,
  open: async () => {
    const browser = await launchBrowser();
    if (browser === null) throw new Error('no Chromium on this machine');
    const closing = (workbench: Workbench): Workbench => ({
      ...workbench,
      reopen: async () => closing(await workbench.reopen()),
      close: async () => {
        await workbench.close();
        await browser.close();
      },
    });
    return closing(await openWorkbench(browser));
  },
};

const onDesktop: Candidate = {
  name: 'the desktop program',
  missing: program === null ? "Electron's program is not on this machine" : null,
  open: () => {
    if (program === null) throw new Error("Electron's program is not on this machine");
    return openDesktop(program);
  },
};

/**
 * Describes what a user does once for every host that has a window: the serve host's page in a real Chromium, and the
 * desktop program itself. A host that cannot be had here is skipped, and its name and the reason are printed.
 */
export function onEachHost(name: string, options: { timeout?: number }, define: (host: TestHost) => void): void {
  for (const host of [inBrowser, onDesktop]) {
    const title = host.missing === null ? `${name}, in ${host.name}` : `${name}, in ${host.name}: ${host.missing}`;
    if (host.missing !== null) process.stdout.write(`Skipped: ${title}.\n`);
    describe.skipIf(host.missing !== null)(title, options, () => {
      define(host);
    });
  }
}
