import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForUpdate } from '@pydantic/genai-prices';
import type { ConditionalPrice, ModelPrice, Provider } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import { diffPackages } from '../../shared/catalog/prices/diff.ts';
import { checkOverlay } from '../../shared/catalog/prices/rowStore.ts';
import { parseRows } from '../../shared/catalog/prices/rows.ts';

const pinned = (await waitForUpdate()) ?? [];

/** The package's data with other prices for one model. */
const changed = (provider: string, model: string, prices: ModelPrice | ConditionalPrice[]): Provider[] =>
  pinned.map((seller) =>
    seller.id === provider
      ? { ...seller, models: seller.models.map((entry) => (entry.id === model ? { ...entry, prices } : entry)) }
      : seller,
  );

describe('a newer package', () => {
  test('the same data needs nothing', () => {
    expect(diffPackages(pinned, pinned, '2026-12-01')).toEqual({ added: [], removed: [], rewritten: [], rows: [] });
  });

  test('a price that was overwritten is kept until the day of the change', () => {
    const cheaper = { input_mtok: 0.05, cache_read_mtok: 0.0125, output_mtok: 0.2 };
    const diff = diffPackages(pinned, changed('openai', 'gpt-4.1-nano', cheaper), '2026-12-01');
    expect(diff.rewritten).toEqual(['openai/gpt-4.1-nano']);
    expect(diff.rows).toMatchObject([
      { model: 'gpt-4.1-nano', provider: 'openai', class: 'input', usdPerMtok: 0.1, to: '2026-12-01' },
      { class: 'cacheRead', usdPerMtok: 0.025, to: '2026-12-01' },
      { class: 'output', usdPerMtok: 0.4, to: '2026-12-01' },
    ]);
    // What it writes is what the overlay takes.
    expect(() => checkOverlay(parseRows(diff.rows))).not.toThrow();
  });

  test('a change with a start date keeps its own past', () => {
    const dated: ConditionalPrice[] = [
      { prices: { input_mtok: 0.1, cache_read_mtok: 0.025, output_mtok: 0.4 } },
      { constraint: { type: 'start_date', start_date: '2026-12-01' }, prices: { input_mtok: 0.05, output_mtok: 0.2 } },
    ];
    expect(diffPackages(pinned, changed('openai', 'gpt-4.1-nano', dated), '2026-12-01').rows).toEqual([]);
  });

  test('what the overlay keeps already is not written again', () => {
    const flat = { input_mtok: 1.5, cache_read_mtok: 0.15, output_mtok: 7.5 };
    const diff = diffPackages(pinned, changed('google', 'gemini-3.6-flash', flat), '2026-12-01');
    expect(diff.rewritten).toEqual(['google/gemini-3.6-flash']);
    // The overlay has rows from the release on; only the time before it, in which nobody could use it, is not covered.
    expect(diff.rows.filter(({ from }) => from !== undefined)).toEqual([]);
  });

  test('a regional list keeps its region, and one that is gone keeps its rows for ever', () => {
    const without = pinned.map((seller) =>
      seller.id === 'aws'
        ? { ...seller, models: seller.models.filter(({ id }) => id !== 'regional.anthropic.claude-opus-5') }
        : seller,
    );
    const diff = diffPackages(pinned, without, '2026-12-01');
    expect(diff.removed).toEqual(['aws/regional.anthropic.claude-opus-5']);
    expect(diff.rows[0]).toMatchObject({ model: 'claude-opus-5', region: 'regional', class: 'input', usdPerMtok: 5.5 });
    expect(diff.rows.every(({ to }) => to === undefined)).toBe(true);
  });

  test('the script reads a package folder and writes the rows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prices-diff-'));
    try {
      mkdirSync(join(folder, 'dist'));
      const data = changed('openai', 'gpt-4.1-nano', { input_mtok: 0.05, output_mtok: 0.2 });
      writeFileSync(
        join(folder, 'package.json'),
        '{"name":"newer","version":"9.9.9","type":"module","module":"dist/index.js"}',
      );
      writeFileSync(
        join(folder, 'dist/index.js'),
        `const data = ${JSON.stringify(data)}; export const waitForUpdate = async () => data;`,
      );
      const script = fileURLToPath(new URL('../../scripts/pricesDiff.mjs', import.meta.url));
      const target = join(folder, 'rows.json');
      const printed = execFileSync('node', [script, folder, '--on', '2026-12-01', '--write', target], {
        encoding: 'utf8',
      });
      expect(printed).toContain('Lists whose past prices were rewritten: 1\n  openai/gpt-4.1-nano');
      expect(JSON.parse(readFileSync(target, 'utf8'))).toHaveLength(3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
