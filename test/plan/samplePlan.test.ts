import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { computePlanFile } from '../../electron/cli/planFile.ts';
import type { CommandContext } from '../../electron/cli/context.ts';
import { loadUsage } from '../../electron/cli/loadUsage.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import { byThreshold, dearestPeriod, periodsAt } from '../../shared/catalog/prices/periods.ts';
import { readHistory } from '../../shared/data/history.ts';
import { EVERYTHING, readSpend } from '../../shared/data/spend.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import { runDocument } from '../../shared/plan/runDocument.ts';
import { preciseSum } from '../../shared/units/rounding.ts';
import { TOKEN_CLASSES } from '../../shared/units/tokenClasses.ts';
import { FIXED_NOW } from '../support/host.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const SAMPLES = join(root, 'samples');
const OPENAI_USAGE = 'openai_completions_usage_2025-08-01_2026-10-31.csv';

const context: CommandContext = {
  root,
  version: '0',
  now: () => FIXED_NOW,
  print: () => undefined,
  tell: () => undefined,
};

const compute = async (plan: string, draws = 200): Promise<PlanResults> =>
  (await computePlanFile(plan, { seed: 1, draws }, context)).results;

const pastUsd = (results: PlanResults): number =>
  preciseSum(results.history.map(({ computedUsd }) => computedUsd ?? 0));

describe('the sample company', () => {
  let results: PlanResults;

  beforeAll(async () => {
    results = await compute(join(SAMPLES, 'plan.json'));
  });

  it('is planned from its last complete day over the months that were asked for', () => {
    expect(results.asOf).toBe('2026-10-31');
    expect(results.scenarios.map(({ name }) => name)).toEqual(['Baseline', 'Tidy up', '24x by 2030']);
    for (const scenario of results.scenarios) {
      expect(scenario.months.map(({ month }) => month)).toEqual(results.scenarios[0]?.months.map(({ month }) => month));
      expect(scenario.months).toHaveLength(14);
    }
    expect(results.scenarios[0]?.months[0]?.month).toBe('2026-11');
  });

  it('has months that add up to its totals, and quantiles in their order', () => {
    for (const { name, months, totalUsd } of results.scenarios) {
      const sum = preciseSum(months.map(({ costUsd }) => costUsd.central));
      expect(Math.abs(sum / totalUsd.central - 1), name).toBeLessThan(1e-9);
      for (const { month, costUsd } of months) {
        const { p025, p10, p50, p90, p975 } = costUsd;
        expect([p025, p10, p50, p90, p975], `${name} ${month}`).toEqual(
          [p025, p10, p50, p90, p975].toSorted((left, right) => left - right),
        );
      }
    }
  });

  it('has fair shares of its levers that add up to the difference from the baseline', () => {
    const [baseline, ...others] = results.scenarios;
    for (const { name, levers, totalUsd } of others) {
      const shares = preciseSum(levers.map(({ shapleyUsd }) => shapleyUsd ?? Number.NaN));
      expect(shares, name).toBeCloseTo(totalUsd.central - (baseline?.totalUsd.central ?? 0), 6);
    }
  });

  it('has curves of its budgets that say the same as the chance to go beyond them', () => {
    for (const { name, budgets } of results.scenarios) {
      for (const { usd, curve, probabilityOfExceeding } of budgets) {
        // The curve tells whole percents of the draws.
        const below = curve.filter((point) => point.usd <= usd).length / 100;
        expect(Math.abs(1 - probabilityOfExceeding - below), name).toBeLessThan(0.02);
      }
    }
  });

  it('names the price rows that its months rest on, with their sources', () => {
    const rowsOf = (model: string) => results.priceRows.filter((row) => row.model === model);
    // OpenAI's list price of gpt-5.2: 1.75 in, 0.175 cached, 14 out.
    expect(rowsOf('openai/gpt-5.2')).toMatchObject([
      { inputUsdPerMtok: 1.75, cachedUsdPerMtok: 0.175, outputUsdPerMtok: 14, to: null },
    ]);
    for (const { key, usd } of results.scenarios.flatMap(({ models }) => models)) {
      if (usd > 0)
        expect(
          rowsOf(key)
            .map(({ source }) => source)
            .join(),
          key,
        ).not.toBe('');
    }
    // What ended before the plan's first month is no row of it.
    expect(results.priceRows.filter(({ to }) => to !== null && to <= '2026-11-01')).toEqual([]);
  });

  it('says which model has no price instead of counting it as free', () => {
    const unpriced = results.findings.filter(({ code }) => code === 'unpriced-model');
    expect(unpriced.map(({ subject }) => subject)).toContain('aurora-lite-preview');
  });

  it('is the same twice', async () => {
    expect(await compute(join(SAMPLES, 'plan.json'))).toEqual(results);
  });

  it('is printed by run as it stands', () => {
    const printed = runDocument(results);
    expect(printed.scenarios.map(({ totalUsd }) => totalUsd.central)).toEqual(
      results.scenarios.map(({ totalUsd }) => totalUsd.central),
    );
    expect(printed.scenarios[1]?.months[3]?.costUsd.p90).toBe(results.scenarios[1]?.months[3]?.costUsd.p90);
  });
});

describe('two ways to one figure', () => {
  it('the cost computed in SQL is the cost computed from the price book by hand', async () => {
    const paths = [OPENAI_USAGE, 'claude_api_tokens_2025-08-01_2026-10-31.csv'].map((name) => ({
      path: join(SAMPLES, name),
    }));
    const { database } = await loadUsage(paths, NO_CORRECTIONS, FIXED_NOW.toISOString());
    const history = await readHistory(database, []);
    const [total] = await readSpend(database, { bucket: null, by: [], filter: EVERYTHING, offsets: [] });
    database.close();
    const book = await createPriceBook();
    const keys = new Map(history.priceKeys.map((key) => [key.id, key]));
    const costs = history.days.map(({ priceKeyId, period, tokens }) => {
      const { name, provider, route, region, serviceTier } = keys.get(priceKeyId) ?? {};
      const match = book.match({
        name: name ?? '',
        provider: provider ?? null,
        route: route ?? null,
        region: region ?? null,
        serviceTier: serviceTier ?? null,
      });
      const rates = dearestPeriod(byThreshold(periodsAt(book.rates(match), period)).base)?.usdPerMtok;
      return TOKEN_CLASSES.reduce((sum, tokenClass) => {
        const count = tokens[tokenClass] ?? 0;
        return count === 0 ? sum : sum + (count * (rates?.[tokenClass] ?? Number.NaN)) / 1e6;
      }, 0);
    });
    expect(Math.abs(preciseSum(costs) / (total?.computedUsd ?? Number.NaN) - 1)).toBeLessThan(1e-9);
  });

  it('a million tokens more in one row move the total by exactly their price', async () => {
    const folder = await temporaryFolder();
    await cp(SAMPLES, folder, { recursive: true });
    const before = await compute(join(folder, 'plan.json'), 20);
    const path = join(folder, OPENAI_USAGE);
    const text = await readFile(path, 'utf8');
    // A standard row of gpt-5.2, 1.75 USD per million tokens of fresh input; the input column is the twelfth.
    const lines = text.split('\n');
    const index = lines.findIndex((line) => line.includes(',gpt-5.2,FALSE,'));
    const cells = (lines[index] ?? '').split(',');
    cells[11] = `${String(Number(cells[11]) + 1_000_000)}.0`;
    lines[index] = cells.join(',');
    await writeFile(path, lines.join('\n'));
    const after = await compute(join(folder, 'plan.json'), 20);
    expect(pastUsd(after) - pastUsd(before)).toBeCloseTo(1.75, 6);
    expect(after.inputHash).not.toBe(before.inputHash);
  });
});
