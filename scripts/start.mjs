/**
 * `npm start`: the workbench on the desktop where Electron's program is or can be fetched, else in a browser of this
 * machine. Electron downloads its program from outside the package registry at the first run, which many networks forbid.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const electronFolder = join(root, 'node_modules/electron');
const TRIED = join(root, 'node_modules/.cache/tokenwright-electron-tried');
const FETCH_SECONDS = Number(process.env.TOKENWRIGHT_ELECTRON_SECONDS ?? 90);
const TRY_AGAIN_AFTER_MILLISECONDS = 24 * 3600 * 1000;

async function electronProgram() {
  const name = await readFile(join(electronFolder, 'path.txt'), 'utf8').catch(() => null);
  const program = name === null ? null : join(electronFolder, 'dist', name);
  return program !== null && existsSync(program) ? program : null;
}

/** A failed download is not tried again on the same day: behind a filtering proxy it would hang at every start. */
async function wasTriedLately() {
  const about = await stat(TRIED).catch(() => null);
  return about !== null && Date.now() - about.mtimeMs < TRY_AGAIN_AFTER_MILLISECONDS;
}

async function fetchElectron() {
  if (!existsSync(electronFolder) || (await wasTriedLately())) return;
  process.stderr.write(`Fetching Electron's program, once and for at most ${FETCH_SECONDS} s ...\n`);
  spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
    timeout: FETCH_SECONDS * 1000,
    stdio: 'ignore',
  });
  await mkdir(dirname(TRIED), { recursive: true });
  await writeFile(TRIED, new Date().toISOString());
}

await ensureBuilt(['electron', 'renderer']);
const words = process.argv.slice(2);
const wantsServe = words.includes('--serve');
let program = wantsServe ? null : await electronProgram();
if (program === null && !wantsServe) {
  await fetchElectron();
  program = await electronProgram();
}

if (program === null) {
  if (!wantsServe) {
    process.stderr.write(
      "Electron's program is not here and could not be fetched: the workbench opens in a browser.\n",
    );
  }
  const { main } = await import('../dist/electron/cli.js');
  process.exitCode = await main(['serve', ...words.filter((word) => word !== '--serve')]);
} else {
  const child = spawn(program, [root, ...words], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
