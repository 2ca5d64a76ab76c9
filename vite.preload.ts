import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The preload script as one CommonJS file: a sandboxed window loads no modules. */
export default defineConfig({
  build: {
    outDir: resolve(import.meta.dirname, 'dist/electron'),
    emptyOutDir: false,
    target: 'chrome120',
    minify: false,
    lib: {
      entry: resolve(import.meta.dirname, 'electron/preload.ts'),
      formats: ['cjs'],
      fileName: () => 'preload.cjs',
    },
    rolldownOptions: { external: ['electron'] },
  },
});
