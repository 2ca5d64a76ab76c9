/**
 * Builds the page and the Node programs with Vite, each only when it is missing or older than its sources. Run directly
 * it builds both: `npm run build`.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(root, 'node_modules/.cache/tokenwright-build.lock');

const PARTS = {
  electron: {
    sources: ['electron', 'shared', 'package.json', 'vite.electron.ts', 'vite.preload.ts'],
    output: 'dist/electron/cli.js',
    configs: ['vite.electron.ts', 'vite.preload.ts'],
  },
  renderer: {
    sources: ['renderer', 'shared', 'package.json', 'vite.renderer.ts'],
    output: 'dist/renderer/index.html',
    configs: ['vite.renderer.ts'],
  },
};

async function newestChange(path) {
  const about = await stat(path);
  if (!about.isDirectory()) return about.mtimeMs;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const times = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs),
  );
  return Math.max(about.mtimeMs, ...times);
}

/** An installed product has no sources beside its output and is never built again. */
async function isStale({ sources, output }) {
  const outputPath = join(root, output);
  if (!existsSync(join(root, sources[0]))) return false;
  if (!existsSync(outputPath)) return true;
  const built = (await stat(outputPath)).mtimeMs;
  const changes = await Promise.all(sources.map((source) => newestChange(join(root, source))));
  return changes.some((change) => change > built);
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Two commands started at once must not build into the same folder. */
async function withLock(work) {
  await mkdir(dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      await writeFile(LOCK, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(await readFile(LOCK, 'utf8').catch(() => '0'));
      if (!isAlive(owner)) await rm(LOCK, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    await rm(LOCK, { force: true });
  }
}

/** A test runner sets NODE_ENV, and the page would then carry React's slow checks: what is built is what is shipped. */
async function buildForUse(config) {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    const { build } = await import('vite');
    await build({ configFile: join(root, config), logLevel: 'warn' });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** A price out of bounds must not be shipped: makes the price book once, which throws and names the row. */
async function checkPrices() {
  const { runnerImport } = await import('vite');
  const book = join(root, 'shared/catalog/prices/book.ts');
  const { module } = await runnerImport(book, { configFile: false, root, logLevel: 'error' });
  await module.createPriceBook();
}

/** Makes sure that the named parts are built. Says so on stderr when it takes a while. */
export async function ensureBuilt(names) {
  const stale = [];
  for (const name of names) if (await isStale(PARTS[name])) stale.push(name);
  if (stale.length === 0) return;
  await withLock(async () => {
    for (const name of stale) {
      if (!(await isStale(PARTS[name]))) continue;
      process.stderr.write(`Building ${name === 'renderer' ? 'the page' : 'the programs'} once ...\n`);
      for (const config of PARTS[name].configs) await buildForUse(config);
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await checkPrices();
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await ensureBuilt(['electron', 'renderer']);
}
