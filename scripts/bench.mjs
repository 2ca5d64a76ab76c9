/**
 * `npm run bench [-- NAME...]`: runs bench/NAME.bench.ts, or every one where none is named, one after the other. Each
 * exports `run(print)`; what it prints are the figures that the README quotes.
 */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const ENDING = '.bench.ts';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const known = (await readdir(join(root, 'bench')))
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${known.join(', ')}.\n`);
  process.exit(2);
}
// A module runner that stays open: a bench may load packages while it runs.
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
});
for (const name of wanted.length === 0 ? known : wanted) {
  process.stdout.write(`${name}\n`);
  try {
    const bench = await server.ssrLoadModule(join(root, 'bench', `${name}${ENDING}`));
    await bench.run((line) => process.stdout.write(`  ${line}\n`));
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`  ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
await server.close();
