import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

// For benches. A test process is ended without this event; globalSetup.ts removes what tests have left.
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, removed when the run is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(process.env.TOKENWRIGHT_TEST_FOLDER ?? tmpdir(), 'tokenwright-'));
  folders.push(folder);
  return folder;
}
