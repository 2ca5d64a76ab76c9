import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const folder = import.meta.dirname;

/** What runs in Node: the desktop shell and the command line. DuckDB stays a package, it brings its own files. */
export default defineConfig({
  build: {
    outDir: resolve(folder, 'dist/electron'),
    emptyOutDir: true,
    target: 'node20',
    ssr: true,
    minify: false,
    rolldownOptions: {
      input: { cli: resolve(folder, 'electron/cli.ts'), main: resolve(folder, 'electron/main.ts') },
      output: { format: 'es', entryFileNames: '[name].js' },
      external: [...builtinModules, /^node:/, 'electron', /^@duckdb\/duckdb-wasm/],
    },
  },
  ssr: { noExternal: true, external: ['@duckdb/duckdb-wasm'] },
});
