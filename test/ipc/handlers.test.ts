import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytes, FIXED_NOW, testHost } from '../support/host.ts';

const save = { name: 'Q4 plan', revision: 1, headline: '12 rows', document: '{"schemaVersion":1}', changes: [] };

describe('projects on disk', () => {
  it('a new project is kept once it is saved, and is then the one that opens', async () => {
    const { handlers } = await testHost();
    const { token, document } = await handlers['project:open']({ token: null });
    expect(document).toBeNull();
    await handlers['project:save']({ token, ...save });
    expect(await handlers['project:open']({ token: null })).toEqual({
      token,
      name: 'Q4 plan',
      revision: 1,
      document: save.document,
      data: null,
    });
    expect((await handlers['project:recent']({})).projects).toEqual([
      { token, name: 'Q4 plan', headline: '12 rows', savedAt: FIXED_NOW.toISOString(), problem: null },
    ]);
  });

  it('a new revision of the data replaces the old one, by way of a blob', async () => {
    const { handlers, blobs, folder } = await testHost();
    const { token } = await handlers['project:open']({ token: 'new' });
    await handlers['project:save']({ token, ...save });
    for (const revision of [1, 2]) {
      const { upload } = await handlers['data:upload']({ token, revision });
      await blobs.write(upload, bytes('rows of revision ', String(revision)));
    }
    const { data } = await handlers['project:open']({ token });
    expect(data).toMatchObject({ revision: 2, bytes: 'rows of revision 2'.length });
    await expect(readFile(join(folder, 'projects', token, 'usage-1.duckdb'))).rejects.toThrow('ENOENT');
  });

  it('an upload that breaks off leaves the old data', async () => {
    const { handlers, blobs } = await testHost();
    const { token } = await handlers['project:open']({ token: 'new' });
    await handlers['project:save']({ token, ...save });
    await blobs.write((await handlers['data:upload']({ token, revision: 1 })).upload, bytes('complete'));
    async function* broken(): AsyncIterable<Uint8Array> {
      yield new TextEncoder().encode('half');
      throw new Error('the page has gone');
    }
    const { upload } = await handlers['data:upload']({ token, revision: 2 });
    await expect(blobs.write(upload, broken())).rejects.toThrow('the page has gone');
    expect((await handlers['project:open']({ token })).data).toMatchObject({ revision: 1, bytes: 8 });
  });

  it('a damaged project is named and left alone, others open', async () => {
    const { handlers, folder } = await testHost();
    const { token } = await handlers['project:open']({ token: 'new' });
    await handlers['project:save']({ token, ...save });
    const path = join(folder, 'projects', token, 'project.json');
    await writeFile(path, '{"name":');
    await expect(handlers['project:open']({ token })).rejects.toThrow('The saved project cannot be read');
    expect(await readFile(path, 'utf8')).toBe('{"name":');
    expect((await handlers['project:open']({ token: null })).document).toBeNull();
  });

  it('a blob token is good once', async () => {
    const { handlers, blobs } = await testHost();
    const { files } = await handlers['samples:open']({});
    expect(files.map(({ name, bytes: size }) => [name, size])).toEqual([['usage.csv', 8]]);
    const token = files[0]?.download ?? '';
    expect((await blobs.read(token)).bytes).toBe(8);
    await expect(blobs.read(token)).rejects.toThrow('There is nothing under this address.');
  });

  it('damaged settings give the defaults', async () => {
    const { handlers, folder } = await testHost();
    await writeFile(join(folder, 'settings.json'), 'not json');
    expect(await handlers['settings:read']({})).toEqual({ theme: 'system', showsGettingStarted: true });
    await handlers['settings:write']({ theme: 'dark', showsGettingStarted: false });
    expect(await handlers['settings:read']({})).toEqual({ theme: 'dark', showsGettingStarted: false });
  });
});
