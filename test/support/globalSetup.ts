import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives all test processes one folder for what they write. Returns the function that removes it. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tokenwright-tests-'));
  process.env.TOKENWRIGHT_TEST_FOLDER = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
