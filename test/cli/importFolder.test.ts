import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../electron/cli/commands.ts';
import { quietContext } from '../deck/sampleDeck.ts';
import { FIXTURES } from '../data/support.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

type Printed = {
  readonly files: readonly { file: string; format: string | null; rowsKept: number; problem: string }[];
};

async function importJson(...words: readonly string[]): Promise<{ code: number; document: Printed }> {
  const printed: string[] = [];
  const context = { ...quietContext, print: (text: string) => void printed.push(text) };
  const code = await runCommand(['import', ...words, '--json'], context);
  return { code, document: JSON.parse(printed.join('')) as Printed };
}

describe('tokenwright import of a folder', () => {
  it('reads all files in it, in the order of their names, and reports what it does not know', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'b/deep'), { recursive: true });
    await mkdir(join(folder, '.git'));
    await copyFile(join(FIXTURES, 'cursor/usage-events.csv'), join(folder, 'b/deep/cursor.csv'));
    await copyFile(join(FIXTURES, 'openrouter-activity/daily.csv'), join(folder, 'a.csv'));
    await copyFile(join(FIXTURES, 'focus/focus-1.2.csv'), join(folder, 'b/focus.csv'));
    await writeFile(join(folder, '.git/config'), 'x');
    // A link back up must not be followed for ever.
    await symlink(folder, join(folder, 'b/up'));
    const name = basename(folder);
    const known = await importJson(folder);
    expect(known.code).toBe(0);
    expect(known.document.files.map(({ file, format }) => [file, format])).toEqual([
      [`${name}/a.csv`, 'openrouter-activity'],
      [`${name}/b/deep/cursor.csv`, 'cursor'],
      [`${name}/b/focus.csv`, 'focus'],
    ]);
    await writeFile(join(folder, 'README.md'), 'what these are');
    const { code, document } = await importJson(folder);
    expect(code).toBe(1);
    expect(document.files.map(({ file, format }) => [file, format])[0]).toEqual([`${name}/README.md`, null]);
    expect(document.files).toHaveLength(4);
  });

  it('says that a folder is empty', async () => {
    const { code, document } = await importJson(await temporaryFolder());
    expect(code).toBe(1);
    expect(document.files.map(({ problem }) => problem)).toEqual(['the folder holds no files that may be read']);
  });
});
