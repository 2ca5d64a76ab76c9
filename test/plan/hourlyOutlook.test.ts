import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadUsage, type LoadedUsage } from '../../electron/cli/loadUsage.ts';
import { trendLibrary } from '../../electron/trendLibrary.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import { emptyDocument } from '../../shared/model/document.ts';
import type { DailyScope } from '../../shared/plan/daily/dailyResults.ts';
import { hourlyOutlook } from '../../shared/plan/daily/hourlyOutlook.ts';
import { FIXED_NOW } from '../support/host.ts';
import { hourlyUsage } from '../support/hourlyUsage.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const library = trendLibrary();

describe('a week ahead by the hour', () => {
  let usage: LoadedUsage;
  const ask = (scope: DailyScope) => hourlyOutlook(emptyDocument(), usage.database, usage.book, scope, { library });

  beforeAll(async () => {
    const file = join(await temporaryFolder(), 'hours.csv');
    await writeFile(file, hourlyUsage());
    usage = await loadUsage([{ path: file }], NO_CORRECTIONS, FIXED_NOW.toISOString());
  });

  afterAll(() => {
    usage.database.close();
  });

  it('follows the hours of the day, in tokens and at the price of gpt-4o', async () => {
    const outlook = await ask({});
    if (outlook === null) throw new Error('the export says its hours');
    const { past, ahead } = outlook.steps;
    expect(past.days.at(-1)).toBe('2026-10-31T23:00');
    expect(ahead.days[0]).toBe('2026-11-01T00:00');
    expect(ahead.days).toHaveLength(7 * 24);
    // 2 M tokens an hour in the night, 6 M from noon on; 2.50 USD per million tokens of input.
    const [night, day] = [ahead.days.indexOf('2026-11-02T03:00'), ahead.days.indexOf('2026-11-02T15:00')];
    expect((ahead.tokens.central[night] ?? NaN) / 2e6).toBeCloseTo(1, 1);
    expect((ahead.tokens.central[day] ?? NaN) / 6e6).toBeCloseTo(1, 1);
    expect((ahead.usd.central[day] ?? NaN) / (ahead.tokens.central[day] ?? NaN)).toBeCloseTo(2.5e-6, 12);
    expect(ahead.tokens.p10[day]).toBeLessThanOrEqual(ahead.tokens.central[day] ?? NaN);
    expect(ahead.tokens.p975[day]).toBeGreaterThanOrEqual(ahead.tokens.p90[day] ?? NaN);
    expect(outlook.coveredShare).toBeCloseTo(1, 12);
  });

  it('is nothing for a part without hours', async () => {
    expect(await ask({ project: ['nobody'] })).toBeNull();
  });

  it('is nothing for exports by the day', async () => {
    const file = join(root, 'samples/openai_completions_usage_2025-08-01_2026-10-31.csv');
    const daily = await loadUsage([{ path: file }], NO_CORRECTIONS, FIXED_NOW.toISOString());
    expect(await hourlyOutlook(emptyDocument(), daily.database, daily.book, {}, { library })).toBeNull();
    daily.database.close();
  });
});
