/**
 * `npm run test:soak`: the whole of what `npm test` takes a seeded sample of: 20,000 damaged files, and 200 kills of the
 * host, and of page, host or both, at random moments. Takes hours; a smaller run is `TOKENWRIGHT_SOAK=1000 npm run test:soak`.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const TESTS = ['test/data/mutations.test.ts', 'test/ipc/kills.test.ts', 'test/e2e/kills.test.ts'];
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...TESTS], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    TOKENWRIGHT_SOAK: process.env.TOKENWRIGHT_SOAK ?? '20000',
    TOKENWRIGHT_KILLS: process.env.TOKENWRIGHT_KILLS ?? '200',
  },
});
process.exitCode = status ?? 1;
