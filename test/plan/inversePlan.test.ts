import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../electron/cli/context.ts';
import { runCommand } from '../../electron/cli/commands.ts';
import { preparePlanFile } from '../../electron/cli/planFile.ts';
import type { PriceBook } from '../../shared/catalog/types.ts';
import { PRESET_ROWS, PRESETS, presetScenario } from '../../shared/catalog/levers/presets.ts';
import { runScenario } from '../../shared/engine/runScenario.ts';
import { leverDefinition } from '../../shared/engine/levers/registry.ts';
import { emptyDocument } from '../../shared/model/document.ts';
import { addScenario } from '../../shared/model/scenarios.ts';
import type { PlanBridge } from '../../shared/plan/analysis.ts';
import { BASELINE } from '../../shared/plan/baselineScenario.ts';
import { goalSeek, type GoalAnswer, type GoalQuestion } from '../../shared/plan/goalSeek.ts';
import { inversePlan, type InversePlan } from '../../shared/plan/inversePlan.ts';
import { liveFan } from '../../shared/plan/liveFan.ts';
import { modelDecisions } from '../../shared/plan/modelDecisions.ts';
import { planTarget } from '../../shared/plan/planTarget.ts';
import { selfHosting } from '../../shared/plan/ownHardware.ts';
import { pastSpend } from '../../shared/plan/pastSlices.ts';
import type { PlanGround, PreparedPlan } from '../../shared/plan/prepare.ts';
import { parseTarget, type PlanTarget } from '../../shared/plan/target.ts';
import type { Lever, Scenario } from '../../shared/engine/types.ts';
import { PLAN_VOLUME } from '../../shared/plan/outlooks.ts';
import { isStanding, withStanding } from '../../shared/plan/ownPrices.ts';
import { cutAfter, mayCut } from '../../shared/simulate/horizon.ts';
import { simulate } from '../../shared/simulate/simulate.ts';
import type { Month } from '../../shared/units/months.ts';
import { FIXED_NOW } from '../support/host.ts';
import { root } from '../support/product.ts';

const SAMPLE = join(root, 'samples', 'plan.json');

const contextOf = (printed: string[], told: string[] = []): CommandContext => ({
  root,
  version: '0',
  now: () => FIXED_NOW,
  print: (text) => printed.push(text),
  tell: (text) => told.push(text),
});

describe('inverse planning of the sample company', () => {
  let prepared: PreparedPlan;
  let ground: PlanGround;
  let book: PriceBook;

  beforeAll(async () => {
    ({ prepared, book } = await preparePlanFile(SAMPLE, contextOf([])));
    if (prepared.ground === null) throw new Error('the sample has usage');
    ground = prepared.ground;
  });

  const target = (text: string): PlanTarget => {
    const parsed = parseTarget(text, { fiscalYearStart: 1, months: ground.months, budgets: [] });
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.target;
  };
  const plan = (text: string, from: Scenario = BASELINE): Promise<InversePlan> =>
    inversePlan(ground, from, prepared.scenarios, target(text), { seed: 1, draws: 200, withStandard: true });

  it('holds the year at the confidence and the quality that were asked for', async () => {
    const answer = await plan('FY2027 < 360k @ P80, quality >= 95%, effort <= 8');
    expect(answer.isFeasible).toBe(true);
    const { best } = answer;
    if (best === null) throw new Error('there is an answer');
    expect(best.targetUsd).toBeLessThanOrEqual(360_000);
    expect(best.probability).toBeGreaterThanOrEqual(0.8);
    expect(best.quality).toBeGreaterThanOrEqual(0.95);
    expect(best.effort).toBeLessThanOrEqual(8);
    // The answer's levers run as a scenario cost what it says
    expect(runScenario(ground.baseline, best.scenario).totalUsd).toBeCloseTo(best.totalUsd, 6);
    expect(answer.before.targetUsd).toBeGreaterThan(360_000);
    for (const other of answer.alternatives) {
      expect(other.targetUsd).toBeLessThanOrEqual(360_000);
      expect(other.totalUsd).toBeGreaterThanOrEqual(best.totalUsd - 1e-6);
    }
    expect(answer.shadowPrices.map(({ limit }) => limit)).toEqual(['money', 'quality', 'effort']);
    for (const { change } of answer.shadowPrices) expect(change).toBeLessThanOrEqual(0);
    expect(answer.reason).toMatch(/FY2027 comes to .* at P80/);
  });

  it('needs nothing where the plan keeps the target already', async () => {
    const answer = await plan('FY2027 < 10M @ P80, minimise effort');
    expect(answer.best?.levers.filter(({ isDecision }) => isDecision)).toEqual([]);
    expect(answer.best?.effort).toBe(0);
    expect(answer.reason).toMatch(/without any lever/);
  });

  it('says what can be held where the target cannot, and by which limit alone', async () => {
    const answer = await plan('FY2027 < 1k @ P80, quality >= 99%');
    expect(answer).toMatchObject({ isFeasible: false, best: null, alternatives: [] });
    const money = answer.nearest.find(({ limit }) => limit === 'money');
    expect(money?.feasible).toBeGreaterThan(1000);
    expect(answer.nearestOption?.targetUsd).toBe(money?.feasible);
    expect(answer.nearestOption?.quality).toBeGreaterThanOrEqual(0.99);
    expect(answer.reason).toMatch(/cannot be held .* The least that can be held is /);
    // What is said to be feasible is feasible
    const again = await plan(`FY2027 < ${String(Math.ceil((money?.feasible ?? 0) * 1.001))} @ P80, quality >= 99%`);
    expect(again.isFeasible).toBe(true);
  });

  it('keeps the assumptions of the scenario it starts from', async () => {
    const growth = prepared.scenarios.find(({ id }) => id === 'growth');
    const answer = await plan('total < 1k', growth);
    expect(answer.before.totalUsd).toBeCloseTo(runScenario(ground.baseline, growth ?? BASELINE).totalUsd, 6);
    expect(answer.nearestOption?.levers.find(({ kind }) => kind === 'volume-growth')?.isDecision).toBe(false);
  });

  it('weighs other models where their quality is known, and says what it rests on', async () => {
    const { baseline, candidates } = modelDecisions(ground, book, [], []);
    expect(candidates.length).toBeGreaterThan(0);
    for (const { options } of candidates) {
      expect(options[0]?.lever).toBeNull();
      expect(new Set(options.flatMap(({ lever }) => lever?.kind ?? []))).toEqual(
        new Set(['model-swap', 'routing', 'cascade']),
      );
      for (const { lever, evidence } of options.slice(1)) {
        expect(evidence).toMatch(/^\d+\s% of today’s success rate on /);
        const model = lever?.parameters.model;
        expect(typeof model === 'string' && baseline.prices.has(model)).toBe(true);
        expect(lever?.parameters.qualityKept).toBeLessThanOrEqual(1);
      }
    }
    const text = 'FY2027 < 360k @ P80, quality >= 95%, effort <= 12';
    const options = { seed: 1, draws: 100, withStandard: true };
    const wide = await planTarget(ground, book, emptyDocument(), BASELINE, [], target(text), options);
    const narrow = await inversePlan(ground, BASELINE, [], target(text), options);
    const [best, plain] = [wide.best, narrow.best ?? narrow.nearestOption];
    if (best === null || plain === null) throw new Error('there is an answer');
    expect(best.quality).toBeGreaterThanOrEqual(0.95);
    expect(best.totalUsd).toBeLessThan(plain.totalUsd);
    const moved = best.levers.filter(({ evidence }) => evidence !== null);
    expect(moved.length).toBeGreaterThan(0);
    expect(runScenario(baseline, best.scenario).totalUsd).toBeCloseTo(best.totalUsd, 6);
    // Who plans a move of a workload has decided about it: it is not offered twice.
    const workload = String(candidates[0]?.id.replace('plan-model-', ''));
    const swap = { id: 's', kind: 'model-swap', isEnabled: true, scope: { model: [workload] }, rampMonths: 0 };
    const decided = { ...BASELINE, levers: [{ ...swap, start: '2027-01' as Month, end: null, parameters: {} }] };
    const left = modelDecisions(ground, book, [decided], []).candidates.map(({ id }) => id);
    expect(left).not.toContain(candidates[0]?.id);
  });

  it('counts a commitment of the document in every plan, and leaves it out of what is adopted', async () => {
    const [first, last] = [ground.months[0], ground.months.at(-1)];
    if (first === undefined || last === undefined) throw new Error('the sample has a horizon');
    const parameters = { discount: 0, commitUsdPerMonth: 40_000, trueUpMonths: ground.months.length };
    const scope = { provider: ['anthropic'] };
    const promise = { id: 'commitment:c', kind: 'drawdown-commitment', isEnabled: true, scope, parameters };
    const standing: readonly Lever[] = [{ ...promise, start: first, end: last, rampMonths: 0 }];
    const text = target('total < 10M @ P80, quality >= 95%');
    const options = { seed: 1, draws: 50, withStandard: true };
    const answer = await inversePlan({ ...ground, standing }, BASELINE, prepared.scenarios, text, options);
    const total = (scenario: Scenario): number =>
      runScenario(ground.baseline, withStanding(scenario, standing)).totalUsd;
    expect(answer.before.totalUsd).toBeCloseTo(total(BASELINE), 6);
    expect(answer.before.totalUsd).toBeGreaterThan(runScenario(ground.baseline, BASELINE).totalUsd + 1000);
    for (const option of [answer.best, ...answer.alternatives]) {
      if (option === null) throw new Error('there is an answer');
      expect(option.scenario.levers.filter(isStanding)).toEqual([]);
      expect(option.levers.filter(isStanding)).toEqual([]);
      // Every plan adds the commitment by itself: then it costs what was said.
      expect(total(option.scenario)).toBeCloseTo(option.totalUsd, 6);
    }
  });

  it('draws the months of its target alone, with the same result', async () => {
    const tidy = prepared.scenarios.find(({ id }) => id === 'tidy') ?? BASELINE;
    const year = { id: 'year', scope: {}, from: '2027-01' as Month, to: '2027-06' as Month, usd: 1 };
    const options = { draws: 50, seed: 1, volume: PLAN_VOLUME, budgets: [year] };
    const [whole, cut] = [
      await simulate(ground.baseline, tidy, options),
      await simulate(cutAfter(ground.baseline, year.to), tidy, options),
    ];
    expect(cut.months.length).toBeLessThan(whole.months.length);
    expect(cut.budgets[0]?.sortedUsd).toEqual(whole.budgets[0]?.sortedUsd);
    expect(mayCut(tidy.levers)).toBe(true);
    expect(mayCut(tidy.levers.map((lever) => ({ ...lever, kind: 'drawdown-commitment' })))).toBe(false);
  });

  it('is the same twice', async () => {
    const text = 'FY2027 < 370k @ P80, quality >= 96%';
    expect(await plan(text)).toEqual(await plan(text));
  });

  it('seeks a goal on one setting, or the nearest that any setting reaches', async () => {
    const tidy = prepared.scenarios.find(({ id }) => id === 'tidy') ?? BASELINE;
    const without = runScenario(ground.baseline, {
      ...tidy,
      levers: tidy.levers.filter(({ id }) => id !== 'batch-marketing'),
    }).totalUsd;
    const question = { leverId: 'batch-marketing', key: 'share' };
    const found = await goalSeek(ground, tidy, { ...question, goalUsd: without - 1000 });
    expect(found.isReached).toBe(true);
    if (!found.isReached) return;
    const levers = tidy.levers.map((lever) =>
      lever.id === 'batch-marketing' ? { ...lever, parameters: { share: found.value } } : lever,
    );
    expect(runScenario(ground.baseline, { ...tidy, levers }).totalUsd).toBeCloseTo(without - 1000, 4);
    const ask = (change: Partial<GoalQuestion>): Promise<GoalAnswer> =>
      goalSeek(ground, tidy, { ...question, goalUsd: 1, ...change });
    expect(await ask({})).toMatchObject({ isReached: false, nearestValue: 1 });
    expect(await ask({ leverId: 'none' })).toMatchObject({ nearestUsd: null });
    expect((await ask({ key: 'none' })).sentence).toMatch(/no number/);
  });

  it('draws the fan of one scenario with the central values of the full results', async () => {
    const tidy = prepared.scenarios.find(({ id }) => id === 'tidy') ?? BASELINE;
    const fan = await liveFan(ground, tidy, { seed: 1, draws: 50 });
    const full = runScenario(ground.baseline, tidy);
    expect(fan.scenarioId).toBe('tidy');
    expect(fan.totalUsd.central).toBeCloseTo(full.totalUsd, 6);
    fan.months.forEach(({ costUsd }, index) => {
      expect(costUsd.central).toBeCloseTo(full.costUsd[index] ?? Number.NaN, 6);
      expect(costUsd.p10).toBeLessThanOrEqual(costUsd.p90);
    });
  });

  it('turns a setting for a year, what has passed of it included, and says how likely that holds', async () => {
    const tidy = prepared.scenarios.find(({ id }) => id === 'tidy');
    if (tidy === undefined) throw new Error('the sample has this scenario');
    const span = { from: '2026-01' as Month, to: '2026-12' as Month };
    const [months, spent] = [ground.baseline.months, pastSpend(ground.past, {})];
    const spentUsd = [...spent].reduce(
      (sum, [month, usd]) => (month >= span.from && month < '2026-11' ? sum + usd : sum),
      0,
    );
    const planned = runScenario(ground.baseline, tidy);
    const rest = planned.costUsd.reduce((sum, usd, index) => ((months[index] ?? '') <= span.to ? sum + usd : sum), 0);
    const question = { leverId: 'batch-marketing', key: 'share', goalUsd: spentUsd + rest, span };
    const found = await goalSeek(ground, tidy, question, { seed: 1, draws: 200 });
    if (!found.isReached) throw new Error(found.sentence);
    expect(found.spentUsd).toBeCloseTo(spentUsd, 6);
    expect(found.usd).toBeCloseTo(spentUsd + rest, 6);
    expect(found.curve).toHaveLength(25);
    expect(found.probability).toBeGreaterThan(0.2);
    expect(found.probability).toBeLessThan(0.8);
    expect(found.sentence).toMatch(/from Jan 2026 to Dec 2026; in \d+.% of the cases it stays at or below that\.$/);
  });

  it('is printed by plan --json, with exit code 1 where the target cannot be kept', async () => {
    const printed: string[] = [];
    const words = ['plan', SAMPLE, '--target', 'FY2027 < 1k', '--own-levers', '--json'];
    expect(await runCommand(words, contextOf(printed))).toBe(1);
    expect(printed).toHaveLength(1);
    const answer = JSON.parse(printed[0] ?? '') as InversePlan;
    expect(answer.isFeasible).toBe(false);
    expect(answer.candidates).toBe(3);
  });

  it('bridges two costs of the plan by bridge --json', async () => {
    const printed: string[] = [];
    const [from, to] = ['past:2026-10', 'scenario:tidy@2027-01..2027-06'];
    const words = ['bridge', SAMPLE, '--from', from, '--to', to, '--scope', 'project=proj_support_chat', '--json'];
    expect(await runCommand(words, contextOf(printed))).toBe(0);
    const answer = JSON.parse(printed[0] ?? '') as PlanBridge & { readonly priceBook: string };
    expect(answer).toMatchObject({ from, to, months: 6, currency: 'USD' });
    const effects = Object.values(answer.bridge.effects).reduce((sum, usd) => sum + usd, 0);
    expect(effects).toBeCloseTo(answer.bridge.to - answer.bridge.from, 6);
    expect(answer.priceBook).toContain('genai-prices');
    const refused = (...more: string[]) => runCommand(['bridge', SAMPLE, ...more], contextOf([]));
    await expect(refused('--from', from)).rejects.toThrow(/needs --from and --to/);
    await expect(refused('--from', from, '--to', to, '--scope', 'colour=red')).rejects.toThrow(/colour=red/);
    await expect(refused('--from', from, '--to', 'past:2031-01')).rejects.toThrow(/does not cover/);
  });

  it('refuses a target that it cannot read, before anything is searched', async () => {
    await expect(runCommand(['plan', SAMPLE, '--target', 'cheap'], contextOf([]))).rejects.toThrow(/not a clause/);
    await expect(runCommand(['plan', SAMPLE], contextOf([]))).rejects.toThrow(/needs --target/);
    const wrong = ['plan', SAMPLE, '--target', 'FY2027 < 1M', '--scenario', 'none'];
    await expect(runCommand(wrong, contextOf([]))).rejects.toThrow(/no scenario "none"/);
  });
});

describe('a preset', () => {
  const start = '2027-01' as Month;
  let ids = 0;
  const newId = (): string => `id-${String((ids += 1))}`;

  it.each(PRESETS.map(({ id }) => id))('is a scenario that a document may hold: %s', (id) => {
    const added = addScenario(emptyDocument(), presetScenario(id, start, newId));
    expect(added.ok ? '' : added.reason).toBe('');
  });

  it('has a sourced row for every setting, and every setting exists', () => {
    for (const { preset, lever, parameter, source } of PRESET_ROWS) {
      expect(leverDefinition(lever)?.parameters[parameter], `${preset} ${lever} ${parameter}`).toBeDefined();
      expect(source).not.toBe('');
    }
  });

  it('of 24x grows by 24 within four years', () => {
    const [lever] = presetScenario('24x', start, newId).levers;
    expect(lever?.parameters).toMatchObject({
      curve: 'multiple',
      withinMonths: 48,
      multiple: { p10: 12, p50: 24, p90: 55 },
    });
  });

  it('takes a name of its own, and never a second scenario of one id', () => {
    const preset = presetScenario('base', start, newId);
    const once = addScenario(emptyDocument(), preset);
    if (!once.ok) throw new Error(once.reason);
    const twice = addScenario(once.document, { ...preset, id: 'other' });
    expect(twice.ok && twice.document.scenarios.map(({ name }) => name)).toEqual(['Base', 'Base 2']);
    expect(addScenario(once.document, preset)).toMatchObject({ ok: false });
    const upsideDown = {
      ...preset,
      id: 'third',
      levers: preset.levers.map((lever) => ({
        ...lever,
        parameters: { ...lever.parameters, hitRate: { p10: 0.9, p90: 0.1 } },
      })),
    };
    expect(addScenario(once.document, upsideDown)).toMatchObject({ ok: false });
  });
});

describe('own hardware', () => {
  it('pays from a number of tokens, as worked by hand', () => {
    // 2 GPUs * 3.13 * 730 * 1.4 + 200,000 / 12 = 6,397.72 + 16,666.67 = 23,064.39 USD a month; / 3 = 7,688.13 Mtok
    const answer = selfHosting({ apiUsdPerMtok: 3 });
    expect(answer.usdPerMonth).toBeCloseTo(23_064.39, 2);
    expect(answer.breakEvenMtok).toBeCloseTo(7688.13, 2);
    // 2 * 850 * 3600 * 730 / 1e6 = 4,467.6 Mtok at full load: this fleet never pays
    expect(answer.capacityMtok).toBeCloseTo(4467.6, 6);
    expect(answer.breakEvenUtilisation).toBeNull();
    expect(selfHosting({ apiUsdPerMtok: 10 }).breakEvenUtilisation).toBeCloseTo(23_064.39 / 10 / 4467.6, 5);
    expect(selfHosting({ apiUsdPerMtok: 0 }).breakEvenMtok).toBeNull();
  });
});
