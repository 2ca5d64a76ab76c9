import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const SYSTEM_BROWSERS = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

type Found = { readonly name: string; readonly path: string; readonly environment: Record<string, string> };

/** Without these a headless Chromium looks up its vendor's hosts at every start. */
export const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The system's Chromium, else the one that the registry package carries; null where neither can run. */
export async function findBrowser(): Promise<Found | null> {
  const path = SYSTEM_BROWSERS.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (path !== undefined && process.env.TOKENWRIGHT_BROWSER !== 'package') {
    return { name: path, path, environment: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  // The package unpacks the libraries it brings (nss, nspr, expat, fonts) only where it believes to be on such a host.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return {
    name: '@sparticuz/chromium',
    path: await packaged.executablePath(),
    environment: {
      LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? '',
      FONTCONFIG_PATH: process.env.FONTCONFIG_PATH ?? '',
    },
  };
}

/** A real Chromium for the end-to-end tests; null, said by name, where there is none. */
export async function launchBrowser(): Promise<Browser | null> {
  const found = await findBrowser();
  if (found === null) {
    process.stdout.write('No Chromium on this machine: the end-to-end tests in a browser are skipped.\n');
    return null;
  }
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: found.path,
    args: [...QUIET, ...(isRoot || found.name.startsWith('@') ? ['--no-sandbox'] : [])],
    env: { ...process.env, ...found.environment },
  });
}
