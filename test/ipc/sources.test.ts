import { appendFile, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registerGivenFiles } from '../../electron/ipc/register.ts';
import { testHost } from '../support/host.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const project = 'abcdefghijklmnopqrstuvwx';

/** A host with a folder `exports` in the one place that it lists, watched by a project. */
async function watching() {
  const host = await testHost();
  const exports = join(host.folder, 'exports');
  await mkdir(join(exports, 'deep'), { recursive: true });
  const places = await host.handlers['folder:list']({ folder: null });
  const place = await host.handlers['folder:list']({ folder: places.folders[0]?.token ?? '' });
  const token = place.folders.find(({ name }) => name === 'exports')?.token ?? '';
  await host.handlers['folder:watch']({ token: project, folder: token });
  const look = (what: 'folder' | 'all' = 'folder') => host.handlers['sources:look']({ token: project, what });
  const text = async (download: string): Promise<string> => {
    let read = '';
    for await (const part of (await host.blobs.read(download)).content) read += Buffer.from(part).toString('utf8');
    return read;
  };
  return { ...host, exports, look, text };
}

describe('a watched folder', () => {
  it('offers new and changed exports once they are at rest, and each content once', async () => {
    const { handlers, exports, look, text } = await watching();
    await writeFile(join(exports, 'deep/may.csv'), 'a,b\n');
    await writeFile(join(exports, 'notes.md'), 'not an export');
    await writeFile(join(exports, '.hidden.csv'), 'a,b\n');
    const { changed, ...rest } = await look();
    expect(changed.map(({ name, bytes }) => [name, bytes])).toEqual([['exports/deep/may.csv', 4]]);
    expect(rest).toEqual({ gone: [], busy: [], unchanged: 0, hasMore: false });
    const [file] = changed;
    expect(await text(file?.download ?? '')).toBe('a,b\n');
    // A page that ended before it had read the file gets it again.
    expect((await look()).changed).toHaveLength(1);
    await handlers['sources:taken']({ token: project, files: [{ file: file?.file ?? '', sha256: sha256('a,b\n') }] });
    expect(await look()).toMatchObject({ changed: [], unchanged: 1 });
    expect((await handlers['sources:known']({ token: project })).readable).toEqual([sha256('a,b\n')]);
    // Touched, not changed.
    await utimes(join(exports, 'deep/may.csv'), new Date(), new Date(0));
    expect(await look()).toMatchObject({ changed: [], unchanged: 1 });
    await appendFile(join(exports, 'deep/may.csv'), '1,2\n');
    expect((await look()).changed.map(({ bytes }) => bytes)).toEqual([8]);
  });

  it('says that a folder is far too large instead of calling it gone', async () => {
    const { exports, look } = await watching();
    await Promise.all(Array.from({ length: 5001 }, (_, index) => writeFile(join(exports, `${String(index)}.csv`), '')));
    await expect(look()).rejects.toThrow('more than 5000 files');
    await rm(exports, { recursive: true });
    expect(await look()).toMatchObject({ changed: [], gone: ['exports'] });
  });

  it('waits for a file that is still being written', async () => {
    const { exports, look } = await watching();
    const path = join(exports, 'growing.csv');
    await writeFile(path, 'a');
    const writing = setInterval(() => void appendFile(path, 'a'), 2);
    const during = await look();
    clearInterval(writing);
    expect(during).toMatchObject({ changed: [], busy: ['exports/growing.csv'] });
    expect((await look()).changed).toHaveLength(1);
  });

  it('names what has gone, and is known after a restart', async () => {
    const { folder, handlers, exports, look } = await watching();
    await writeFile(join(exports, 'may.csv'), 'a,b\n');
    const [file] = (await look()).changed;
    await handlers['sources:taken']({ token: project, files: [{ file: file?.file ?? '', sha256: sha256('a,b\n') }] });
    const stored = await readFile(join(folder, 'projects', project, 'sources.json'), 'utf8');
    expect(JSON.parse(stored)).toMatchObject({ files: [{ name: 'exports/may.csv', bytes: 4 }] });
    await rename(join(exports, 'may.csv'), join(folder, 'elsewhere.csv'));
    expect(await look('all')).toMatchObject({ changed: [], gone: ['exports/may.csv'], unchanged: 0 });
    await rm(exports, { recursive: true });
    expect((await handlers['sources:known']({ token: project })).folder).toEqual({
      name: 'exports',
      problem: 'It is not there, or may not be read.',
    });
    expect((await look('all')).gone).toEqual(['exports', 'exports/may.csv']);
    await handlers['folder:watch']({ token: project, folder: null });
    expect((await handlers['sources:known']({ token: project })).folder).toBeNull();
  });

  it('never leads out of the folder, by a link or by a way back', async () => {
    const { folder, handlers, exports, look, text } = await watching();
    await writeFile(join(folder, 'secret.csv'), 'secret');
    await symlink(join(folder, 'secret.csv'), join(exports, 'link.csv'));
    await symlink(folder, join(exports, 'up'));
    expect((await look()).changed).toEqual([]);
    // A plain file that becomes a link between being offered and being fetched.
    await writeFile(join(exports, 'plain.csv'), 'plain');
    const [file] = (await look()).changed;
    await rm(join(exports, 'plain.csv'));
    await symlink(join(folder, 'secret.csv'), join(exports, 'plain.csv'));
    await expect(text(file?.download ?? '')).rejects.toThrow('The file has gone since it was found.');
    // A list that was tampered with.
    const list = join(folder, 'projects', project, 'sources.json');
    const tampered = { path: `${exports}/../secret.csv`, name: 'x', bytes: 0, modifiedMilliseconds: 0, read: [] };
    await writeFile(list, JSON.stringify({ folder: null, files: [tampered] }));
    expect(await look('all')).toMatchObject({ changed: [], gone: ['x'] });
    for (const token of ['/etc', '..', project]) {
      await expect(handlers['folder:watch']({ token: project, folder: token })).rejects.toThrow('no such folder');
    }
    await expect(
      handlers['sources:taken']({ token: project, files: [{ file: project, sha256: sha256('') }] }),
    ).rejects.toThrow('There is no such file.');
  });

  it('lists folders from its places down, never above them and never hidden ones', async () => {
    const { folder, handlers } = await testHost();
    await mkdir(join(folder, '.private'));
    const places = await handlers['folder:list']({ folder: null });
    expect(places).toMatchObject({ folder: null, parent: null });
    const place = await handlers['folder:list']({ folder: places.folders[0]?.token ?? '' });
    expect(place.parent).toBeNull();
    expect(place.folders.map(({ name }) => name)).toEqual(['samples']);
    const inside = await handlers['folder:list']({ folder: place.folders[0]?.token ?? '' });
    expect(inside.parent).toBe(places.folders[0]?.token);
    expect(JSON.stringify([places, place, inside])).not.toContain(folder);
  });
});

describe('a file of a known place', () => {
  it('is read again when it changes, on the desktop', async () => {
    const { folder, handlers, sources } = await testHost();
    const path = join(folder, 'usage.csv');
    await writeFile(path, 'a,b\n');
    let give: ((event: never, path: unknown) => Promise<unknown>) | undefined;
    registerGivenFiles({ handle: (_channel, listener) => (give = listener as never) }, sources);
    const event = { senderFrame: { url: 'app://workbench/', parent: null } } as never;
    const file = (await give?.(event, path)) as string;
    expect(file).toMatch(/^[\w-]{16,64}$/);
    expect(await give?.(event, folder)).toBeNull();
    expect(await give?.(event, 7)).toBeNull();
    await expect(give?.({ senderFrame: null } as never, path)).rejects.toThrow('from outside the workbench');
    await handlers['sources:taken']({ token: project, files: [{ file, sha256: sha256('a,b\n') }] });
    expect(await handlers['sources:look']({ token: project, what: 'all' })).toMatchObject({
      changed: [],
      unchanged: 1,
    });
    await writeFile(path, 'a,b\n1,2\n');
    const { changed } = await handlers['sources:look']({ token: project, what: 'all' });
    expect(changed).toMatchObject([{ name: 'usage.csv', bytes: 8, file }]);
  });

  it('is chosen with the native dialog where there is one', async () => {
    const chosen: (string | null)[] = [null];
    const { folder, handlers } = await testHost({ chooseFolder: () => Promise.resolve(chosen[0] ?? null) });
    expect(await handlers['folder:watch']({ token: project, folder: 'choose' })).toEqual({ needsList: false });
    expect((await handlers['sources:known']({ token: project })).folder).toBeNull();
    chosen[0] = join(folder, 'samples');
    await handlers['folder:watch']({ token: project, folder: 'choose' });
    expect((await handlers['sources:known']({ token: project })).folder).toEqual({ name: 'samples', problem: null });
    const browser = await testHost();
    expect(await browser.handlers['folder:watch']({ token: project, folder: 'choose' })).toEqual({ needsList: true });
  });
});
