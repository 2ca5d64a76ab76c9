/**
 * `npm run demo`: the main job with no window, on the invented company of samples/: exports in, scenarios and forecast,
 * deck out.
 */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, 'out');

await ensureBuilt(['electron']);
await mkdir(out, { recursive: true });
const { main } = await import('../dist/electron/cli.js');
process.exitCode = await main([
  'deck',
  join(root, 'samples/plan.json'),
  '--out',
  join(out, 'demo.pptx'),
  '--out',
  join(out, 'demo.xlsx'),
]);
