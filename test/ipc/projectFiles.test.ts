import { strToU8, zipSync } from 'fflate';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJournal, FIRST_PREVIOUS } from '../../electron/files/journal.ts';
import { exportProject, importProject } from '../../electron/files/portableProjects.ts';
import { verifyProject } from '../../electron/files/verifyProject.ts';
import { projectPaths, takeArrival } from '../../electron/arrivals.ts';
import { bytes, FIXED_NOW, testHost } from '../support/host.ts';

const source = {
  kind: 'import',
  importId: 1,
  file: 'a.csv',
  sha256: 'f'.repeat(64),
  sizeBytes: 8,
  importedAt: '2026-11-21T10:00:00.000Z',
};
const plan = (change: object = {}): string => JSON.stringify({ schemaVersion: 1, name: 'Q4 plan', ...change });

/** A project with an import, an edit, and the undoing of the edit. */
async function projectWithHistory() {
  const host = await testHost();
  const { handlers, blobs } = host;
  const { token } = await handlers['project:open']({ token: 'new' });
  const save = (revision: number, document: string, what: 'changed' | 'undone', label: string) =>
    handlers['project:save']({ token, name: 'Q4 plan', revision, headline: '', document, changes: [{ what, label }] });
  await save(1, plan({ sources: [source] }), 'changed', 'Open a.csv');
  const { upload } = await handlers['data:upload']({ token, revision: 1 });
  await blobs.write(upload, bytes('rows, ', 'and more rows'));
  await save(2, plan({ sources: [source], budgets: [1] }), 'changed', 'Add a budget');
  await save(3, plan({ sources: [source] }), 'undone', 'Add a budget');
  return { ...host, token, path: join(host.folder, 'projects', token) };
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

async function* once(content: Uint8Array): AsyncIterable<Uint8Array> {
  // In small pieces, as a network delivers them.
  for (let start = 0; start < content.length; start += 100) yield content.subarray(start, start + 100);
}

describe('the journal of a project', () => {
  it('tells what was done, undone and stored, each entry chained to the one before', async () => {
    const { path } = await projectWithHistory();
    const { entries, broken } = checkJournal(await readFile(join(path, 'journal.jsonl'), 'utf8'));
    expect(broken).toBeNull();
    expect(entries.map(({ what, label }) => [what, label])).toEqual([
      ['changed', 'Open a.csv'],
      ['data', ''],
      ['changed', 'Add a budget'],
      ['undone', 'Add a budget'],
    ]);
    expect(entries[0]?.previous).toBe(FIRST_PREVIOUS);
    expect(entries[0]?.sources).toEqual([source]);
    expect(Object.keys(entries[2]?.parts ?? {})).toEqual(['budgets']);
    // printf 'rows, and more rows' | sha256sum
    expect(entries[1]?.data).toEqual({
      revision: 1,
      bytes: 19,
      sha256: 'af28b7f989a0c102fbeff089cf95d5ac2ef4a883fb23b749ebaaac2844d6125e',
    });
    expect(await verifyProject(path)).toMatchObject({
      isValid: true,
      chain: { entries: 4, isValid: true, broken: null, head: entries[3]?.hash },
      document: { isRecorded: true },
      data: { file: 'usage-1.duckdb', bytes: 19, isRecorded: true },
      sources: [source],
    });
  });

  it('names the first entry that was changed, taken out or swapped', async () => {
    const { path } = await projectWithHistory();
    const file = join(path, 'journal.jsonl');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const tampered = [
      { lines: lines.map((line, index) => (index === 1 ? line.replace('"bytes":19', '"bytes":20') : line)), entry: 2 },
      { lines: lines.filter((_line, index) => index !== 1), entry: 2 },
      { lines: [lines[0], lines[2], lines[1], lines[3]], entry: 2 },
      { lines: lines.map((line, index) => (index === 2 ? line.slice(0, -9) : line)), entry: 3 },
      { lines: lines.slice(1), entry: 1 },
    ];
    for (const { lines: changed, entry } of tampered) {
      await writeFile(file, `${changed.join('\n')}\n`);
      expect(await verifyProject(path)).toMatchObject({ isValid: false, chain: { isValid: false, broken: { entry } } });
    }
    // Entries cut off the end leave a sound chain, but then the plan is not the one of the record.
    await writeFile(file, `${lines.slice(0, 3).join('\n')}\n`);
    expect(await verifyProject(path)).toMatchObject({ isValid: false, document: { isRecorded: false } });
  });

  it('notices a changed plan and changed rows', async () => {
    const { path } = await projectWithHistory();
    await writeFile(join(path, 'usage-1.duckdb'), 'other rows');
    expect(await verifyProject(path)).toMatchObject({ isValid: false, data: { isRecorded: false } });
    const { path: other } = await projectWithHistory();
    const text = await readFile(join(other, 'project.json'), 'utf8');
    await writeFile(join(other, 'project.json'), text.replace('Q4 plan', 'Q5 plan').replace('Q4 plan', 'Q5 plan'));
    expect(await verifyProject(other)).toMatchObject({ isValid: false, document: { isRecorded: false } });
  });

  it('goes on after a line that a crash tore, and records what was stored without an entry', async () => {
    const { handlers, token, path } = await projectWithHistory();
    const file = join(path, 'journal.jsonl');
    const whole = await readFile(file, 'utf8');
    const lines = whole.trimEnd().split('\n');
    await writeFile(file, `${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, 40) ?? ''}`);
    await handlers['project:open']({ token });
    const after = checkJournal(await readFile(file, 'utf8'));
    expect(after.broken).toBeNull();
    expect(after.entries.map(({ what }) => what)).toEqual(['changed', 'data', 'changed', 'recovered']);
    expect((await verifyProject(path)).isValid).toBe(true);
  });
});

describe('a project as one file', () => {
  it('comes back with plan, rows and record, under a token of its own', async () => {
    const { projects, token, folder: other } = await projectWithHistory();
    const { folder, projects: elsewhere } = await testHost();
    const file = join(folder, 'q4.tokenwright');
    await writeFile(file, await collect(await exportProject(projects, token)));
    expect(await verifyProject(file)).toMatchObject({
      isValid: true,
      chain: { entries: 4 },
      data: { file: 'usage.duckdb', bytes: 19 },
    });
    expect(other).not.toBe(folder);
    const arrived = await takeArrival(elsewhere, file, FIXED_NOW);
    const copy = 'token' in arrived ? arrived.token : '';
    expect(copy).not.toBe(token);
    expect((await elsewhere.read(copy))?.document).toBe((await projects.read(token))?.document);
    const data = await elsewhere.data(copy);
    expect(await readFile(data?.path ?? '', 'utf8')).toBe('rows, and more rows');
    expect((await verifyProject(elsewhere.folder(copy))).isValid).toBe(true);
  });

  it('opened again is the project that is here, with its edits, unless a copy is asked for', async () => {
    const { projects, token, folder, handlers, blobs } = await projectWithHistory();
    const file = join(folder, 'q4.tokenwright');
    await writeFile(file, await collect(await exportProject(projects, token)));
    const stored = await projects.read(token);
    if (stored === null) throw new Error('nothing is stored');
    const { name, headline, document } = stored;
    await projects.save(token, {
      name,
      headline,
      revision: stored.revision + 1,
      document: document.replace('Q4', 'Q5'),
    });
    expect(await takeArrival(projects, file, FIXED_NOW)).toEqual({ token });
    expect(await projects.list()).toHaveLength(1);
    const bytesOf = async (isCopy: boolean) => {
      const given = await handlers['project:import']({ isCopy });
      await blobs.write(given.upload, once(await readFile(file)));
      return handlers['project:open']({ token: given.token });
    };
    expect(await bytesOf(false)).toMatchObject({ token, document: expect.stringContaining('Q5') as string });
    const copy = await bytesOf(true);
    expect(copy.token).not.toBe(token);
    expect(copy.document).toContain('Q4');
    expect(await projects.list()).toHaveLength(2);
  });

  it('gives the same bytes each time', async () => {
    const { projects, token } = await projectWithHistory();
    const [first, second] = [
      await collect(await exportProject(projects, token)),
      await collect(await exportProject(projects, token)),
    ];
    expect(first.equals(second)).toBe(true);
  });

  it('leaves nothing behind when the file is cut off, damaged or something else', async () => {
    const { projects, token, folder } = await projectWithHistory();
    const whole = await collect(await exportProject(projects, token));
    const before = await readdir(join(folder, 'projects'));
    const hostile: readonly Uint8Array[] = [
      whole.subarray(0, 200),
      whole.subarray(0, whole.length / 3),
      new Uint8Array(0),
      strToU8('not a zip at all, but long enough to be looked at'),
      zipSync({ 'project.json': strToU8('no plan') }),
      zipSync({ 'project.json': strToU8('{"schemaVersion":"1"}') }),
      zipSync({ '../../evil.txt': strToU8('x') }),
      zipSync({
        'project.json': strToU8(plan()),
        'usage.duckdb': strToU8('other rows'),
        'journal.jsonl': strToU8(await readFile(join(projects.folder(token), 'journal.jsonl'), 'utf8')),
      }),
    ];
    for (const [index, content] of hostile.entries()) {
      await expect(
        importProject(projects, projects.create(), once(content), FIXED_NOW),
        `file ${String(index)}`,
      ).rejects.toThrow(/not a Tokenwright project|cannot be read|are damaged/);
      expect(await readdir(join(folder, 'projects'))).toEqual(before);
    }
  });

  it('writes nothing under a name from the archive', async () => {
    const { projects, folder } = await testHost();
    const content = zipSync({
      'project.json': strToU8(plan()),
      '../../evil.txt': strToU8('x'),
      'sub/usage.duckdb': strToU8('x'),
    });
    const token = projects.create();
    await importProject(projects, token, once(content), FIXED_NOW);
    expect((await readdir(projects.folder(token))).sort()).toEqual(['journal.jsonl', 'project.json']);
    expect(await readdir(folder)).not.toContain('evil.txt');
  });

  it('is found among the words a program was started with', () => {
    expect(projectPaths(['--flag', '/a/Q4.Tokenwright', 'b.csv'])).toEqual(['/a/Q4.Tokenwright']);
  });
});

describe('the list of projects', () => {
  it('lets one go and brings it back with its rows', async () => {
    const { handlers, token } = await projectWithHistory();
    await handlers['project:delete']({ token });
    expect((await handlers['project:recent']({})).projects).toEqual([]);
    await handlers['project:restore']({ token });
    expect((await handlers['project:open']({ token })).data).toMatchObject({ revision: 1, bytes: 19 });
    await expect(handlers['project:delete']({ token: 'x'.repeat(24) })).rejects.toThrow('There is no such project.');
  });

  it('copies one with its record', async () => {
    const { handlers, token, projects } = await projectWithHistory();
    const copy = await handlers['project:duplicate']({ token });
    expect((await handlers['project:recent']({})).projects).toHaveLength(2);
    expect((await verifyProject(projects.folder(copy.token))).isValid).toBe(true);
  });

  it('refuses a save that does not follow the stored one', async () => {
    const { handlers, token } = await projectWithHistory();
    const late = { token, name: 'late', revision: 3, headline: '', document: plan({ name: 'late' }), changes: [] };
    await expect(handlers['project:save'](late)).rejects.toThrow('changed in another window');
    expect((await handlers['project:open']({ token })).document).not.toContain('late');
  });

  it('names a damaged project and the place of the damage', async () => {
    const { handlers, token, path } = await projectWithHistory();
    await writeFile(join(path, 'project.json'), '{"name":1}');
    const { projects } = await handlers['project:recent']({});
    expect(projects[0]?.problem).toMatch(/project\.json: name: /);
    await expect(handlers['project:open']({ token })).rejects.toThrow(/project\.json: name: /);
  });
});
