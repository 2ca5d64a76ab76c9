import { TOKEN_CLASSES, type PerTokenClass } from '../units/tokenClasses.ts';
import { memberCount, orderWeights } from './shapley.ts';

/** What one model served in one workload over a period. */
export type CostLine = {
  readonly model: string;
  readonly tokens: PerTokenClass<number>;
  /** At list prices of the time, USD. */
  readonly listUsd: PerTokenClass<number>;
  /** After tiers, discounts, commitments and caps, before credits, USD. */
  readonly netUsd: number;
};

/** A slice of the cost, such as a team: its requests (null where not counted) and what served them. */
export type Workload = { readonly name: string; readonly requests: number | null; readonly lines: readonly CostLine[] };

/** The cost of one period in one version: budget, actual, forecast, scenario, last month. */
export type CostState = {
  readonly workloads: readonly Workload[];
  /** Fixed payments for commitments, USD. */
  readonly commitmentUsd: number;
  /** Other fixed and one-off costs, USD. */
  readonly fixedUsd: number;
  /** Credits and refunds, negative, USD. */
  readonly creditsUsd: number;
  /** Reporting currency per USD; 1 to report in USD. */
  readonly fxRate: number;
};

/** What a difference in cost can come from, in the order of a waterfall. */
export const BRIDGE_EFFECTS = [
  'requests',
  'tokens-per-request',
  'model-mix',
  'class-mix',
  'list-price',
  'discount',
  'commitment',
  'fixed',
  'credits',
  'fx',
  'unexplained',
] as const;
export type BridgeEffect = (typeof BRIDGE_EFFECTS)[number];
export type Effects = Readonly<Record<BridgeEffect, number>>;

export type BridgeLine = { readonly workload: string; readonly model: string; readonly effects: Effects };

/** Why one cost became another, in the reporting currency. `effects` add up to `to - from`, and so do the lines. */
export type Bridge = {
  readonly from: number;
  readonly to: number;
  readonly effects: Effects;
  /** The same, opened to workload and model; amounts that belong to none are in a line with empty names. */
  readonly lines: readonly BridgeLine[];
};

/** Factors that multiply to the cost of a line. Class mix and list price are vectors, the others numbers. */
const MULTIPLIED = [
  'requests',
  'tokens-per-request',
  'model-mix',
  'class-mix',
  'list-price',
  'discount',
  'fx',
] as const;

type Side = {
  readonly requests: number;
  readonly tokensPerRequest: number;
  readonly modelShare: number;
  readonly classShares: readonly number[];
  readonly rates: readonly number[];
  readonly discount: number;
  readonly fx: number;
  /** Money that the factors do not make, in reporting currency. */
  readonly rest: number;
};

/**
 * Splits the difference of two costs into effects whose sum is exact and which do not depend on any order: each effect is
 * the mean over all orders in which the factors could have changed (Shapley).
 * Example: requests 100 to 120 at 2 to 3 USD each, nothing else: 200 to 360. Requests (20 * 2 + 20 * 3) / 2 = 50, price
 * (100 * 1 + 120 * 1) / 2 = 110, together 160.
 */
export function bridge(from: CostState, to: CostState): Bridge {
  const pairs = pairLines(from, to);
  const lines = pairs.map(({ workload, model, before, after }) => ({
    workload,
    model,
    effects: lineEffects(before, after),
  }));
  const fixed = {
    workload: '',
    model: '',
    effects: {
      ...NONE,
      ...amountEffects(from, to),
    },
  };
  const all = [...lines, fixed];
  return { from: totalOf(from), to: totalOf(to), effects: addEffects(all), lines: all };
}

const NONE: Effects = {
  requests: 0,
  'tokens-per-request': 0,
  'model-mix': 0,
  'class-mix': 0,
  'list-price': 0,
  discount: 0,
  commitment: 0,
  fixed: 0,
  credits: 0,
  fx: 0,
  unexplained: 0,
};

/** A cost in its reporting currency. */
export function totalOf({ workloads, commitmentUsd, fixedUsd, creditsUsd, fxRate }: CostState): number {
  const usage = workloads.flatMap(({ lines }) => lines).reduce((sum, { netUsd }) => sum + netUsd, 0);
  return (usage + commitmentUsd + fixedUsd + creditsUsd) * fxRate;
}

/** Sums of the effects by workload or by model. */
export function rollUp({ lines }: Bridge, by: 'workload' | 'model'): ReadonlyMap<string, Effects> {
  const groups = new Map<string, BridgeLine[]>();
  for (const line of lines) groups.set(line[by], [...(groups.get(line[by]) ?? []), line]);
  return new Map([...groups].map(([name, members]) => [name, addEffects(members)]));
}

function addEffects(lines: readonly BridgeLine[]): Effects {
  const sum: Record<BridgeEffect, number> = { ...NONE };
  for (const { effects } of lines) for (const effect of BRIDGE_EFFECTS) sum[effect] += effects[effect];
  return sum;
}

type Pair = { readonly workload: string; readonly model: string; readonly before: Side; readonly after: Side };

function pairLines(from: CostState, to: CostState): Pair[] {
  const names = new Set([...from.workloads, ...to.workloads].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [left, right] = [findWorkload(from, name), findWorkload(to, name)];
    // Where one side does not count requests, tokens are the volume on both.
    const countsRequests = left.requests !== null && right.requests !== null;
    const models = new Set([...left.lines, ...right.lines].map(({ model }) => model));
    return [...models].map((model) => {
      const [before, after] = [
        measure(left, model, countsRequests, from.fxRate),
        measure(right, model, countsRequests, to.fxRate),
      ];
      return { workload: name, model, before: complete(before, after), after: complete(after, before) };
    });
  });
}

function findWorkload(state: CostState, name: string): Workload {
  const found = state.workloads.find((workload) => workload.name === name);
  return found ?? { name, requests: 0, lines: [] };
}

const tokensOf = ({ tokens }: CostLine): number => TOKEN_CLASSES.reduce((sum, name) => sum + tokens[name], 0);

/** The factors of one line; NaN marks what this side cannot tell because nothing was served. */
function measure(workload: Workload, model: string, countsRequests: boolean, fx: number): Side {
  const line = workload.lines.find((candidate) => candidate.model === model);
  const all = workload.lines.reduce((sum, one) => sum + tokensOf(one), 0);
  const own = line === undefined ? 0 : tokensOf(line);
  const requests = countsRequests ? (workload.requests ?? 0) : all;
  const list = line === undefined ? 0 : TOKEN_CLASSES.reduce((sum, name) => sum + line.listUsd[name], 0);
  const isMeasured = own > 0 && requests > 0;
  return {
    requests,
    tokensPerRequest: requests > 0 ? all / requests : NaN,
    modelShare: all > 0 ? own / all : NaN,
    classShares: TOKEN_CLASSES.map((name) => (line === undefined || own === 0 ? NaN : line.tokens[name] / own)),
    rates: TOKEN_CLASSES.map((name) =>
      line === undefined || line.tokens[name] === 0 ? NaN : line.listUsd[name] / line.tokens[name],
    ),
    discount: list === 0 ? NaN : (line?.netUsd ?? 0) / list,
    fx,
    rest: isMeasured && list !== 0 ? 0 : (line?.netUsd ?? 0) * fx,
  };
}

/** Takes from the other side what this one cannot tell, so that a new model is a change of mix and not of price. */
function complete(own: Side, other: Side): Side {
  const pick = (value: number, substitute: number, otherwise: number): number =>
    Number.isNaN(value) ? (Number.isNaN(substitute) ? otherwise : substitute) : value;
  const pickAll = (values: readonly number[], substitutes: readonly number[]): number[] =>
    values.map((value, index) => pick(value, substitutes[index] ?? NaN, 0));
  return {
    ...own,
    tokensPerRequest: pick(own.tokensPerRequest, other.tokensPerRequest, 0),
    modelShare: pick(own.modelShare, other.modelShare, 0),
    classShares: pickAll(own.classShares, other.classShares),
    rates: pickAll(own.rates, other.rates),
    discount: pick(own.discount, other.discount, 1),
  };
}

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

/** Shapley shares of the factors of one line: products over all 2^7 mixtures of before and after. */
function lineEffects(before: Side, after: Side): Effects {
  const sides = [before, after] as const;
  const price = [
    [dot(before.classShares, before.rates), dot(before.classShares, after.rates)],
    [dot(after.classShares, before.rates), dot(after.classShares, after.rates)],
  ];
  const value = (set: number): number => {
    const side = (factor: number): 0 | 1 => (((set >> factor) & 1) === 1 ? 1 : 0);
    return (
      sides[side(0)].requests *
      sides[side(1)].tokensPerRequest *
      sides[side(2)].modelShare *
      (price[side(3)]?.[side(4)] ?? 0) *
      sides[side(5)].discount *
      sides[side(6)].fx
    );
  };
  const values = Array.from({ length: 2 ** MULTIPLIED.length }, (_, set) => value(set));
  const weights = orderWeights(MULTIPLIED.length);
  const effects: Record<BridgeEffect, number> = { ...NONE, unexplained: after.rest - before.rest };
  MULTIPLIED.forEach((effect, factor) => {
    values.forEach((without, set) => {
      if (((set >> factor) & 1) === 1) return;
      effects[effect] += (weights[memberCount(set)] ?? 0) * ((values[set | (1 << factor)] ?? 0) - without);
    });
  });
  return effects;
}

/** Amounts that are no product of volumes: what changed in USD at the mean exchange rate, and the exchange rate itself. */
function amountEffects(from: CostState, to: CostState): Partial<Effects> {
  const meanFx = (from.fxRate + to.fxRate) / 2;
  const meanUsd =
    (from.commitmentUsd + from.fixedUsd + from.creditsUsd + to.commitmentUsd + to.fixedUsd + to.creditsUsd) / 2;
  return {
    commitment: (to.commitmentUsd - from.commitmentUsd) * meanFx,
    fixed: (to.fixedUsd - from.fixedUsd) * meanFx,
    credits: (to.creditsUsd - from.creditsUsd) * meanFx,
    fx: (to.fxRate - from.fxRate) * meanUsd,
  };
}
