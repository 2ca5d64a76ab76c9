import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../electron/cli/commands.ts';
import { UsageError } from '../../electron/cli/context.ts';
import type { Deck } from '../../shared/deck/model.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openPackage } from './office.ts';
import { quietContext, sampleDeck } from './sampleDeck.ts';

const SAMPLES = join(root, 'samples');
const USAGE = 'openai_completions_usage_2025-08-01_2026-10-31.csv';

const totalOf = (deck: Deck): number => {
  const actual = deck.tables.find(({ name }) => name === 'Actual');
  return Number(actual?.rows.at(-1)?.[1]);
};

describe('tokenwright deck', () => {
  it('writes what it is asked for and prints titles, charts and tables', async () => {
    const folder = await temporaryFolder();
    // One small file keeps this quick; the whole plan is read in presentation.test.ts.
    await cp(join(SAMPLES, 'litellm_spend_logs_2026-10-19.jsonl'), join(folder, 'logs.jsonl'));
    const plan = join(folder, 'plan.json');
    await writeFile(plan, JSON.stringify({ schemaVersion: 1, sources: [{ kind: 'file', path: 'logs.jsonl' }] }));
    const printed: string[] = [];
    const context = { ...quietContext, print: (text: string) => void printed.push(text) };
    const [pptx, xlsx] = [join(folder, 'a/deck.pptx'), join(folder, 'a/deck.xlsx')];
    expect(await runCommand(['deck', plan, '--out', pptx, '--out', xlsx, '--json'], context)).toBe(0);
    const document = JSON.parse(printed.join('')) as {
      file: string;
      files: string[];
      inputHash: string;
      findings: unknown[];
      slides: { title: string; charts: { series: unknown[] }[]; tables: { rows: string[][] }[] }[];
    };
    expect(document.file).toBe(pptx);
    expect(document.files).toEqual([pptx, xlsx]);
    expect(document.inputHash).toMatch(/^[0-9a-f]{64}$/);
    expect(document.findings.length).toBeGreaterThan(0);
    expect(document.slides.every(({ title }) => title !== '')).toBe(true);
    expect(document.slides.some(({ charts }) => charts.length > 0)).toBe(true);
    expect(document.slides.some(({ tables }) => tables.some(({ rows }) => rows.length > 1))).toBe(true);
    const slides = [...openPackage(await readFile(pptx)).keys()].filter((path) => path.startsWith('ppt/slides/s'));
    expect(slides).toHaveLength(document.slides.length);
    expect(openPackage(await readFile(xlsx)).has('xl/workbook.xml')).toBe(true);
  }, 180_000);

  it('refuses a name it cannot write before it computes anything, and a plan without usage after', async () => {
    const folder = await temporaryFolder();
    const plan = join(folder, 'plan.json');
    await writeFile(plan, JSON.stringify({ schemaVersion: 1 }));
    const run = (...words: string[]) => runCommand(['deck', plan, ...words], quietContext);
    await expect(run()).rejects.toThrow(UsageError);
    await expect(run('--out', join(folder, 'deck.docx'))).rejects.toThrow(/\.pptx and \.xlsx/);
    await expect(run('--out', join(folder, 'deck.pptx'))).resolves.toBe(1);
    await expect(readFile(join(folder, 'deck.pptx'))).rejects.toThrow(/ENOENT/);
  });
});

describe('the total of the deck', () => {
  it('moves by exactly the price of a million tokens more in one row', async () => {
    const folder = await temporaryFolder();
    await cp(SAMPLES, folder, { recursive: true });
    const plan = join(folder, 'plan.json');
    const before = totalOf((await sampleDeck(plan, 1)).deck);
    const path = join(folder, USAGE);
    // A standard row of gpt-5.2, 1.75 USD per million tokens of fresh input; the input column is the twelfth.
    const lines = (await readFile(path, 'utf8')).split('\n');
    const index = lines.findIndex((line) => line.includes(',gpt-5.2,FALSE,'));
    const cells = (lines[index] ?? '').split(',');
    cells[11] = `${String(Number(cells[11]) + 1_000_000)}.0`;
    lines[index] = cells.join(',');
    await writeFile(path, lines.join('\n'));
    expect(totalOf((await sampleDeck(plan, 1)).deck) - before).toBeCloseTo(1.75, 6);
  }, 180_000);
});
