import * as fileSystem from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atomicWrite, type SavePort } from '../../electron/files/atomicWrite.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** A file system that fails at the n-th call, as a full disk or a read-only folder does. */
function failingPort(failAt: number, code: string): { readonly port: SavePort; readonly calls: () => number } {
  let calls = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls === failAt) throw Object.assign(new Error(`${code}: refused`), { code });
    return work();
  };
  const port: SavePort = {
    mkdir: ((...parameters: Parameters<typeof fileSystem.mkdir>) =>
      step(() => fileSystem.mkdir(...parameters))) as SavePort['mkdir'],
    rename: (...parameters) => step(() => fileSystem.rename(...parameters)),
    rm: (...parameters) => fileSystem.rm(...parameters),
    open: (...parameters) =>
      step(async () => {
        const file = await fileSystem.open(...parameters);
        const writeFile = file.writeFile.bind(file);
        const sync = file.sync.bind(file);
        file.writeFile = (...given) => step(() => writeFile(...given));
        file.sync = () => step(sync);
        return file;
      }),
  };
  return { port, calls: () => calls };
}

describe('atomicWrite', () => {
  it('leaves the old content and no temporary file, whichever step fails', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'project.json');
    await atomicWrite(path, 'old');
    const counted = failingPort(-1, 'ENOSPC');
    await atomicWrite(path, 'old', counted.port);
    const steps = counted.calls();
    expect(steps).toBeGreaterThan(5);
    for (const code of ['ENOSPC', 'EROFS']) {
      for (let failAt = 1; failAt <= steps; failAt += 1) {
        const { port } = failingPort(failAt, code);
        const outcome = await atomicWrite(path, 'new', port).then(
          () => 'saved',
          (error: unknown) => (error instanceof Error ? error.message : ''),
        );
        expect(outcome).toContain(code);
        // After the rename only the folder's own fsync is left: the new file is complete by then.
        const isRenamed = failAt >= steps - 1;
        expect(await fileSystem.readFile(path, 'utf8'), `${code} at step ${String(failAt)}`).toBe(
          isRenamed ? 'new' : 'old',
        );
        expect(await fileSystem.readdir(folder)).toEqual(['project.json']);
        await atomicWrite(path, 'old');
      }
    }
  });
});
