/** Writes the sample company's exports into samples/: `npm run samples`. The plan beside them is written by hand. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { module } = await runnerImport(join(root, 'scripts/samples/generate.ts'), { root, logLevel: 'error' });
const files = await module.sampleFiles();
await mkdir(join(root, 'samples'), { recursive: true });
for (const [name, text] of Object.entries(files)) {
  await writeFile(join(root, 'samples', name), text);
  process.stdout.write(`${name}: ${Buffer.byteLength(text).toLocaleString('en-US')} bytes\n`);
}
