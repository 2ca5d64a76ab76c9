import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builtProduct, root } from '../support/product.ts';

const configuration = z.looseObject({
  files: z.array(z.string()),
  publish: z.null(),
  asar: z.literal(true),
  electronFuses: z.record(z.string(), z.boolean()),
  fileAssociations: z.array(z.looseObject({ ext: z.string() })),
});

async function readConfiguration() {
  const raw: unknown = load(await readFile(join(root, 'electron-builder.yml'), 'utf8'));
  return { raw, parsed: configuration.parse(raw) };
}

/** What the patterns of the configuration mean: exact names, and folders with all that is in them. */
function isPackaged(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('/**') ? path.startsWith(pattern.slice(0, -2)) : pattern === path,
  );
}

describe('the installers', () => {
  it('are configured as electron-builder itself accepts it', async () => {
    const { raw } = await readConfiguration();
    await expect(validateConfiguration(raw as never, { isEnabled: false } as never)).resolves.toBeUndefined();
  });

  it('open project files, publish nothing and lock the program down', async () => {
    const { parsed } = await readConfiguration();
    expect(parsed.fileAssociations.map(({ ext }) => ext)).toEqual(['tokenwright']);
    expect(parsed.electronFuses).toMatchObject({
      runAsNode: false,
      onlyLoadAppFromAsar: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableEmbeddedAsarIntegrityValidation: true,
    });
  });

  it('hold every file the program opens, and need no package beside them', async () => {
    const { parsed } = await readConfiguration();
    await builtProduct();
    const page = (await readdir(join(root, 'dist/renderer'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    const main = await readFile(join(root, 'dist/electron/main.js'), 'utf8');
    const imported = [...main.matchAll(/(?:from|import) ?"([^"]+)"/g)].map((match) => match[1] ?? '');
    const own = imported.filter((name) => name.startsWith('.')).map((name) => join('dist/electron', name));
    const needed = [
      'package.json',
      'dist/electron/main.js',
      'dist/electron/preload.cjs',
      'samples/plan.json',
      ...own,
      ...page,
    ];
    expect(needed.filter((path) => !isPackaged(path, parsed.files))).toEqual([]);
    expect(imported.filter((name) => !/^(node:|electron$|\.)/.test(name))).toEqual([]);
    expect(page.some((path) => path.endsWith('.wasm'))).toBe(true);
  });
});
