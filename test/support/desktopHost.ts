import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { builtProduct, root } from './product.ts';
import { WATCH_LONG_TASKS, watchPage, type SavedFile, type Workbench } from './workbench.ts';

const electronFolder = join(root, 'node_modules/electron');
const HOME = 'app://workbench/';
const LOOK_AGAIN_MILLISECONDS = 100;

/** Electron's own program, as `npm start` fetches it; null where it could not be fetched. */
export function electronProgram(): string | null {
  const named = join(electronFolder, 'path.txt');
  if (!existsSync(named)) return null;
  const program = join(electronFolder, 'dist', readFileSync(named, 'utf8'));
  return existsSync(program) ? program : null;
}

/** Starts the desktop program itself, on a data folder of its own, and drives its one window. */
export async function openDesktop(program: string): Promise<Workbench> {
  await builtProduct();
  const data = await mkdtemp(join(tmpdir(), 'tokenwright-data-'));
  return openWindow(program, data, () => rm(data, { recursive: true, force: true }));
}

async function openWindow(program: string, data: string, clear: () => Promise<void>): Promise<Workbench> {
  const isRoot = process.getuid?.() === 0;
  const application = await _electron.launch({
    executablePath: program,
    args: [root, ...(isRoot ? ['--no-sandbox'] : [])],
    env: { ...process.env, TOKENWRIGHT_DATA: data },
  });
  const page = await application.firstWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
  const watch = watchPage(page, HOME);
  await page.addInitScript(WATCH_LONG_TASKS);
  // The window was loading before it could be watched.
  await page.reload();
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  return {
    page,
    ...watch,
    saved: (work) => savedThroughDialog(application, work),
    reopen: async () => {
      await application.close();
      return openWindow(program, data, clear);
    },
    close: async () => {
      await application.close();
      await clear();
    },
  };
}

/** Answers the system's save dialog, which no test can press, and waits for the file that the shell writes there. */
async function savedThroughDialog(application: ElectronApplication, work: () => Promise<unknown>): Promise<SavedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenwright-saved-'));
  await application.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = (...asked: readonly unknown[]) => {
      const { defaultPath } = asked.at(-1) as { defaultPath: string };
      return Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath}` });
    };
  }, folder);
  try {
    await work();
    for (;;) {
      // The shell writes beside the file and renames: what has its name is whole.
      const name = (await readdir(folder)).find((entry) => !entry.endsWith('.tmp'));
      if (name !== undefined) return { name, bytes: await readFile(join(folder, name)) };
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MILLISECONDS));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
