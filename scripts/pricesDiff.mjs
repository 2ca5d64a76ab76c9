/**
 * npm run prices:diff -- FOLDER [--on DAY] [--write FILE]
 *
 * Compares a newer @pydantic/genai-prices (an unpacked package folder) with the pinned one. The package overwrites most
 * prices instead of dating them, so this prints the overlay rows that keep old dates true; a person checks them, corrects
 * DAY where the change is known better, and puts them into shared/catalog/prices/overlay.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { waitForUpdate } from '@pydantic/genai-prices';
import { runnerImport } from 'vite';

const [folder, ...options] = process.argv.slice(2);
const option = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);

if (folder === undefined) {
  console.error('Usage: npm run prices:diff -- FOLDER [--on 2026-11-21] [--write rows.json]');
  process.exit(2);
}
const changedOn = option('--on') ?? new Date().toISOString().slice(0, 10);
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const entry = join(folder, manifest.exports?.['.']?.import?.default ?? manifest.module);
const newer = await import(pathToFileURL(resolve(entry)).href);
const { module: tool } = await runnerImport(resolve(import.meta.dirname, '../shared/catalog/prices/diff.ts'), {
  configFile: false,
  logLevel: 'error',
});
const diff = tool.diffPackages((await waitForUpdate()) ?? [], (await newer.waitForUpdate()) ?? [], changedOn);

const list = (title, keys) => {
  console.log(`${title}: ${keys.length}`);
  for (const key of keys) console.log(`  ${key}`);
};
console.log(`Against ${manifest.name} ${manifest.version}, changes taken to be of ${changedOn}`);
list('New lists', diff.added);
list('Lists that are gone', diff.removed);
list('Lists whose past prices were rewritten', diff.rewritten);
console.log(`Overlay rows that keep old dates true: ${diff.rows.length}`);
const text = `[\n${diff.rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
const target = option('--write');
if (target === undefined) console.log(text);
else writeFileSync(target, text);
