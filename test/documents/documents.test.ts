import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IMPORTERS } from '../../shared/data/importers/registry.ts';
import { root } from '../support/product.ts';

const read = (name: string): Promise<string> => readFile(join(root, name), 'utf8');

type Manifest = {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const manifest = JSON.parse(await read('package.json')) as Manifest;

/** The lines between `<!-- name -->` and `<!-- /name -->`. */
const block = (text: string, name: string): string =>
  text.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '';

describe('the documents are true', () => {
  it('README lists every format that can be opened, with its id, and no other', async () => {
    const listed = [...block(await read('README.md'), 'formats').matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id);
    expect(listed.toSorted()).toEqual(IMPORTERS.map(({ id }) => id).toSorted());
  });

  it('ARCHITECTURE gives every dependency its line', async () => {
    const listed = [...block(await read('ARCHITECTURE.md'), 'dependencies').matchAll(/^\| (@?[a-z][^ ]*) \|/gm)].map(
      ([, name]) => name,
    );
    const used = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(listed.filter((name) => name !== 'package').toSorted()).toEqual(used.toSorted());
  });

  it('every dependency is pinned to one version', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version))).toEqual([]);
  });

  it('every npm script that the documents name is there', async () => {
    const texts = await Promise.all(['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'].map(read));
    const named = texts.flatMap((text) => [...text.matchAll(/`npm run ([a-z:]+)/g)].map(([, name]) => name ?? ''));
    expect([...new Set(named)].filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });
});
