import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

/**
 * Runs a module of this folder bundled, as every host bundles it: module runners make each call across files a property
 * look-up, which is several times slower and is not what a user waits for. `run` casts the module to its own type.
 */
export async function runBundled(name: string, run: (module: unknown) => Promise<void>): Promise<void> {
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
          input: { figures: fileURLToPath(new URL(`../${name}.ts`, import.meta.url)) },
          output: { entryFileNames: '[name].mjs' },
        },
      },
    });
    await run(await import(/* @vite-ignore */ pathToFileURL(join(folder, 'figures.mjs')).href));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
