import { attributeLevers } from '../shared/engine/attribution.ts';
import { compile } from '../shared/engine/compile.ts';
import { runScenario } from '../shared/engine/runScenario.ts';
import type {
  Baseline,
  Labels,
  Lever,
  LeverParameters,
  ModelPrices,
  Scenario,
  Segment,
} from '../shared/engine/types.ts';
import { inversePlan } from '../shared/plan/inversePlan.ts';
import { parseTarget } from '../shared/plan/target.ts';
import { PLAN_VOLUME } from '../shared/plan/outlooks.ts';
import { simulate } from '../shared/simulate/simulate.ts';
import type { Day, Month } from '../shared/units/months.ts';
import { monthRange } from '../shared/units/months.ts';
import { perTokenClass, type TokenClass } from '../shared/units/tokenClasses.ts';

const MONTHS = 60;
const MODELS = ['anthropic/opus', 'anthropic/sonnet', 'anthropic/haiku', 'openai/sol', 'openai/terra', 'google/flash'];
const TEAMS = ['Support', 'Search', 'Coding', 'Marketing', 'Legal', 'Data', 'Ops', 'Sales'];
const PROJECTS = Array.from({ length: 20 }, (_, index) => `project-${String(index)}`);
const START = '2027-01' as Month;
const REPEATS = 25;

/** A linear congruential generator: the bench's company is the same every time. */
function chance(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4_294_967_296;
  };
}

function prices(key: string, index: number): ModelPrices {
  const input = [5, 3, 1, 4, 2, 0.75][index] ?? 1;
  const rates: Partial<Record<TokenClass, number>> = {
    in_fresh: input,
    in_unsplit: input,
    in_cache_read: input * 0.1,
    in_cache_write_5m: input * 1.25,
    in_cache_write_1h: input * 2,
    in_cache_write_unknown: input * 1.25,
    out_visible: input * 5,
    out_reasoning: input * 5,
    out_unsplit: input * 5,
  };
  return {
    key,
    rates: perTokenClass((name) => new Float64Array(MONTHS).fill(rates[name] ?? Number.NaN)),
    tiers: { batch: 0.5, flex: 0.5, priority: 2 },
    hasStackingDiscounts: true,
    retires: null,
  };
}

function company(segmentCount: number): Baseline {
  const random = chance();
  const months = monthRange(START, '2031-12' as Month);
  const segments = Array.from({ length: segmentCount }, (_, index): Segment => {
    const priceKey = MODELS[Math.floor(random() * MODELS.length)] ?? '';
    const labels: Labels = {
      provider: priceKey.split('/')[0] ?? null,
      model: priceKey,
      project: PROJECTS[Math.floor(random() * PROJECTS.length)] ?? null,
      team: TEAMS[Math.floor(random() * TEAMS.length)] ?? null,
      feature: null,
      environment: random() < 0.2 ? 'dev' : 'prod',
      customer: null,
      account: null,
    };
    const size = 1e6 * (1 + 40 * random());
    const path = (share: number): Float64Array =>
      Float64Array.from(months, (_, month) => size * share * 1.01 ** month * (0.95 + 0.1 * random()));
    const used: Partial<Record<TokenClass, number>> = {
      in_fresh: 0.6,
      in_cache_read: 0.2,
      in_cache_write_5m: 0.05,
      out_visible: 0.1,
      out_reasoning: 0.05,
    };
    return {
      id: String(index),
      labels,
      priceKey,
      requests: path(0.001),
      tokens: perTokenClass((name) => (used[name] === undefined ? new Float64Array(MONTHS) : path(used[name]))),
      priceFactor: 1,
      contractDiscount: 0,
      batchShare: 0,
      sigma: Float64Array.from(months, (_, month) => 0.064 * Math.sqrt(month + 1)),
    };
  });
  return { months, segments, prices: new Map(MODELS.map((key, index) => [key, prices(key, index)])), findings: [] };
}

const lever = (id: string, kind: string, parameters: LeverParameters, scope: Lever['scope'] = {}): Lever => ({
  id,
  kind,
  isEnabled: true,
  scope,
  start: '2027-03' as Month,
  end: null,
  rampMonths: 3,
  parameters,
});

const LEVERS: readonly Lever[] = [
  lever('growth', 'volume-growth', { curve: 'rate', rate: { p10: 0.2, p50: 0.5, p90: 1.2 } }),
  lever(
    'cache',
    'prompt-caching',
    { cacheableShare: { p10: 0.2, p50: 0.5, p90: 0.7 }, hitRate: 0.6 },
    { team: ['Support', 'Coding'] },
  ),
  lever('batch', 'batch', { share: { p10: 0.1, p50: 0.3, p90: 0.5 } }, { team: ['Marketing', 'Data'] }),
  lever(
    'swap',
    'model-swap',
    { model: 'anthropic/sonnet', qualityKept: 0.98, tokenFactor: { p10: 0.9, p50: 1, p90: 1.2 } },
    { model: ['anthropic/opus'] },
  ),
  lever('price', 'price-path', { path: 'yearly', change: { p10: -0.5, p50: -0.2, p90: 0 } }),
  lever(
    'route',
    'routing',
    { model: 'anthropic/haiku', strongShare: 0.5, qualityKept: 0.97 },
    { team: ['Search', 'Sales'] },
  ),
  lever('retries', 'retries', { rate: { p10: 0.01, p50: 0.05, p90: 0.1 } }),
  lever('compress', 'prompt-compression', { compressibleShare: 0.3, ratio: 2, qualityKept: 0.99 }, { team: ['Legal'] }),
  lever('responses', 'response-cache', { hitRate: 0.2 }, { team: ['Support'] }),
  lever('dev', 'dev-model', { model: 'google/flash' }, { environment: ['dev'] }),
  lever('flex', 'flex', { share: 0.3 }, { project: PROJECTS.slice(0, 5) }),
  lever('residency', 'residency', { share: 1, multiplier: 1.1 }, { team: ['Legal'] }),
];

const scenario = (count: number, extra: readonly Lever[] = []): Scenario => ({
  id: 'bench',
  name: 'Bench',
  levers: [...LEVERS.slice(0, count), ...extra],
});

/** Wall time and the time of this process on a processor, milliseconds; on a shared machine the second is the fairer one. */
type Timing = { readonly wall: number; readonly processor: number };

async function timed(work: () => unknown): Promise<Timing> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, processor: (user + system) / 1000 };
}

async function median(work: () => unknown): Promise<Timing> {
  for (let warming = 0; warming < 5; warming += 1) work();
  const timings: Timing[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) timings.push(await timed(work));
  const middle = (pick: (timing: Timing) => number): number =>
    timings.map(pick).sort((left, right) => left - right)[Math.floor(REPEATS / 2)] ?? Number.NaN;
  return { wall: middle(({ wall }) => wall), processor: middle(({ processor }) => processor) };
}

/** The peer: nothing but a multiplication and an addition for every month, segment, lever and token class in use. */
async function bareArithmetic(segments: number, levers: number): Promise<Timing> {
  const cells = segments * MONTHS * 5;
  const [values, factors] = [new Float64Array(cells).fill(1.01), new Float64Array(cells).fill(0.99)];
  let sink = 0;
  const time = await median(() => {
    for (let step = 0; step < levers; step += 1) {
      for (let cell = 0; cell < cells; cell += 1) values[cell] = (values[cell] ?? 0) * (factors[cell] ?? 0) + 0.01;
    }
    sink += values[0] ?? 0;
  });
  if (Number.isNaN(sink)) throw new Error('the peer went wrong');
  return time;
}

const ms = ({ wall, processor }: Timing): string => `${wall.toFixed(1)} ms (processor ${processor.toFixed(1)} ms)`;

/** Prints how long scenarios, draws, fair shares and an inverse plan take, on one thread. */
export async function figures(print: (line: string) => void): Promise<void> {
  for (const [segments, levers] of [
    [200, 6],
    [500, 12],
  ] as const) {
    const base = company(segments);
    const own = scenario(levers);
    const groups = compile(base, own).groups.length;
    const time = await median(() => runScenario(base, own));
    const peer = await bareArithmetic(segments, levers);
    print(
      `${String(MONTHS)} months x ${String(segments)} segments (${String(groups)} groups) x ${String(levers)} levers: median ${ms(time)}, bare arithmetic ${ms(peer)}`,
    );
  }
  const capped = scenario(11, [lever('cap', 'spend-cap', { capUsdPerMonth: 2000, per: 'team' })]);
  const large = company(500);
  print(`the same with a cap in place of one lever: median ${ms(await median(() => runScenario(large, capped)))}`);

  const small = company(200);
  for (const draws of [200, 1000, 10_000]) {
    const time = await timed(() => simulate(small, scenario(6), { draws, seed: 1, volume: PLAN_VOLUME, budgets: [] }));
    print(`${String(draws)} draws of 60 x 200 x 6: ${ms(time)}`);
  }
  for (const [name, own] of [
    ['12 levers', scenario(12)],
    ['12 levers, one of them a cap', capped],
  ] as const) {
    let error = 0;
    const time = await timed(() => {
      const { levers } = attributeLevers(compile(large, own), 1);
      error = Math.max(...levers.map(({ shapleyErrorUsd }) => shapleyErrorUsd));
    });
    print(`fair shares of ${name} on 60 x 500: ${ms(time)}, largest standard error ${error.toFixed(2)} USD`);
  }
  await planningBench(small, print);
}

async function planningBench(baseline: Baseline, print: (line: string) => void): Promise<void> {
  const from: Scenario = { id: 'from', name: 'From', levers: LEVERS.slice(0, 1) };
  const before = runScenario(baseline, from);
  const year = before.costUsd.slice(0, 12).reduce((sum, usd) => sum + usd, 0);
  const text = `FY2027 < ${String(Math.round(year * 1.1))} @ P80, quality >= 95%, effort <= 12`;
  const parsed = parseTarget(text, { fiscalYearStart: 1, months: baseline.months, budgets: [] });
  if (!parsed.ok) throw new Error(parsed.reason);
  const ground = {
    asOf: '2026-12-31' as Day,
    months: baseline.months,
    forecasts: [],
    baseline,
    past: [],
    standing: [],
  };
  const start = performance.now();
  let first = Number.NaN;
  const answer = await inversePlan(ground, from, [scenario(12)], parsed.target, {
    seed: 1,
    draws: 1000,
    withStandard: true,
    onProgress: ({ text: said }) => {
      // The second plan is drawn when the first one is known.
      if (said.startsWith('Drawing plan 2')) first = performance.now() - start;
    },
  });
  print(
    `inverse plan over ${String(answer.candidates)} decisions: first answer ${first.toFixed(0)} ms, all ${(performance.now() - start).toFixed(0)} ms, ${String(answer.evaluated)} combinations, ${answer.isFeasible ? 'feasible' : 'infeasible'}`,
  );
}
