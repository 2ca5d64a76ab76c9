import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser, QUIET } from './browser.ts';

/** A browser with a profile that stays, which can be killed as a power cut would kill it. */
export type OwnBrowser = {
  readonly page: Page;
  /** Ends every process of the browser at once, without a word to them. */
  readonly kill: () => Promise<void>;
};

const LISTENING = /DevTools listening on (ws:\S+)/;

/** Starts a browser on this profile folder. Ask `findBrowser` first whether there is one. */
export async function startOwnBrowser(profile: string): Promise<OwnBrowser> {
  const found = await findBrowser();
  if (found === null) throw new Error('no Chromium on this machine');
  const isRoot = process.getuid?.() === 0;
  const child = spawn(
    found.path,
    [
      ...QUIET,
      ...(isRoot || found.name.startsWith('@') ? ['--no-sandbox'] : []),
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    // A group of its own, so that its helpers can be killed with it.
    { env: { ...process.env, ...found.environment }, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const browser = await chromium.connectOverCDP(await endpointOf(child));
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.newPage());
  if (page === undefined) throw new Error('the browser has no page');
  return { page, kill: () => killGroup(child, browser) };
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr?.on('data', (part: Buffer) => {
      told += part.toString();
      const address = LISTENING.exec(told)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => {
      reject(new Error(`the browser ended: ${told}`));
    });
  });
}

async function killGroup(child: ChildProcess, browser: Browser): Promise<void> {
  const gone = new Promise((resolve) => child.once('close', resolve));
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  await gone;
  await browser.close();
}
