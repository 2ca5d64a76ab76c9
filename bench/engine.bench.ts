import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import type * as Figures from './engineFigures.ts';

/**
 * Prints the speed of the calculus. It is bundled first, as every host bundles it: module runners make each call across
 * files a property look-up, which is several times slower and is not what a user waits for.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenwright-bench-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: true,
        outDir: folder,
        emptyOutDir: true,
        minify: false,
        rolldownOptions: {
          input: { engine: fileURLToPath(new URL('engineFigures.ts', import.meta.url)) },
          output: { entryFileNames: '[name].mjs' },
        },
      },
    });
    // The bundle was just made from the module whose type is imported.
    const bundled = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'engine.mjs')).href)) as typeof Figures;
    await bundled.figures(print);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
