import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadUsage, type LoadedUsage } from '../../electron/cli/loadUsage.ts';
import { NO_CORRECTIONS } from '../../shared/catalog/prices/corrections.ts';
import { documentSchema } from '../../shared/model/document.ts';
import { createForecastMemory } from '../../shared/plan/forecastMemory.ts';
import { planQuestions, type PlanQuestions } from '../../shared/plan/questions.ts';
import { FIXED_NOW } from '../support/host.ts';
import { hourlyUsage } from '../support/hourlyUsage.ts';
import { root } from '../support/product.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const document = documentSchema.parse({
  schemaVersion: 1,
  scenarios: [
    { id: 'some', name: 'Some', levers: [{ id: 'b', kind: 'batch', start: '2027-01', parameters: { share: 0.4 } }] },
  ],
});

async function hourlyExport(): Promise<string> {
  const path = join(await temporaryFolder(), 'hourly.csv');
  await writeFile(path, hourlyUsage());
  return path;
}

describe('questions to a plan', () => {
  let usage: LoadedUsage;
  let questions: PlanQuestions;

  beforeAll(async () => {
    const path = join(root, 'samples', 'claude_api_tokens_2025-08-01_2026-10-31.csv');
    usage = await loadUsage([{ path }], NO_CORRECTIONS, FIXED_NOW.toISOString());
    questions = planQuestions(document, usage.database, usage.book, { library: null, memory: createForecastMemory() });
  });
  afterAll(() => {
    usage.database.close();
  });

  it('are answered with a value', async () => {
    const search = await questions.search('some', 'total < 1', { seed: 1, draws: 20, withStandard: false });
    expect(search.ok && search.value.isFeasible).toBe(false);
    const axis = { driver: { kind: 'growth' }, from: 0, to: 1, steps: 1 } as const;
    const price = { driver: { kind: 'price' }, from: -0.9, to: 0, steps: 1 } as const;
    const map = await questions.heatMap('baseline', axis, price, 'total');
    expect(map.ok && map.value.usd.map((row) => row.length)).toEqual([2, 2]);
    expect(map.ok && map.value.breakEven[1]).toBeLessThan(0);
    const preset = await questions.preset('24x', () => 'id');
    expect(preset.ok && preset.value.levers[0]?.start).toBe('2026-12');
    const replay = await questions.replay({ id: 'g', name: 'G', per: 'all', measure: 'usd', limit: 1, period: 'day' });
    expect(replay.ok && replay.value.savedShare).toBeGreaterThan(0.9);
    const fit = await questions.growthFit('logistic');
    expect(fit.ok).toBe(true);
  });

  it('are refused with the reason', async () => {
    expect(await questions.search('none', 'total < 1', { seed: 1, draws: 20, withStandard: false })).toEqual({
      ok: false,
      reason: 'The plan has no scenario "none".',
    });
    const target = await questions.search('some', 'cheap', { seed: 1, draws: 20, withStandard: false });
    expect(target.ok ? '' : target.reason).toMatch(/not a clause/);
    // Daily data has no hours
    const units = await questions.units({ model: 'anthropic/claude-opus-4-8', mtokPerUnitMonth: 100 });
    expect(units.ok ? units.value.best : 'refused').toBeNull();
    expect(units.ok ? units.value.sentence : '').toBe('The data has whole days only; capacity needs hourly data.');
    const unused = await questions.units({ model: 'nobody/nothing' });
    expect(unused.ok ? unused.value.sentence : '').toBe('nobody/nothing was not used in the last 28 days.');
  });

  it('find the units that cost least on an hourly curve, as worked by hand', async () => {
    // Each day 12 hours at 2 Mtok of input and 12 at 6, at 2.5 USD: a unit of 1 Mtok an hour earns 2.5 * 730 = 1,825 USD
    // a month where it is used in all hours, half of that from the third on; at 1,000 USD a unit, two pay.
    const hourly = await loadUsage([{ path: await hourlyExport() }], NO_CORRECTIONS, FIXED_NOW.toISOString());
    const asked = planQuestions(document, hourly.database, hourly.book, {
      library: null,
      memory: createForecastMemory(),
    });
    const offer = { mtokPerUnitMonth: 730, usdPerUnitMonth: 1000, outputWeight: 8 };
    const units = await asked.units({ model: 'openai/gpt-4o', ...offer });
    hourly.database.close();
    if (!units.ok || units.value.best === null) throw new Error('there is an answer');
    const { best, hours, load, breakEvenUtilisation } = units.value;
    expect(hours).toBe(14 * 24);
    expect(best).toMatchObject({ units: 2, committedUsd: 2000, utilisation: 1, coverage: 0.5 });
    expect(best.byUseUsd).toBeCloseTo(4 * 2.5 * 730, 6);
    expect(load[0]).toBeCloseTo(6, 9);
    expect(load.at(-1)).toBeCloseTo(2, 9);
    expect(breakEvenUtilisation).toBeCloseTo(1000 / 1825, 9);
  });

  it('name a model that has no price, with the lever and the field', () => {
    const swap = (model: string) => ({
      id: 's',
      name: 'S',
      levers: [{ id: 'swap', kind: 'model-swap', start: '2027-01', parameters: { model } }],
    });
    const parse = (model: string) => documentSchema.parse({ schemaVersion: 1, scenarios: [swap(model)] }).scenarios;
    const problems = (model: string) => parse(model).flatMap((scenario) => questions.problems(scenario));
    expect(problems('anthropic/claude-sonnet-5')).toEqual([]);
    expect(problems('nobody/made-up-model')).toMatchObject([{ lever: 'swap', key: 'model' }]);
  });
});
