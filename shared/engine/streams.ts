import type { CompiledScenario, Group } from './compile.ts';
import { createFactors, resetFactors, type Factors, type Stream } from './factors.ts';
import type { LeverValues } from './parameters.ts';
import { amounts, priceExtras, priceStream, tokenMultiple, type PricingScratch } from './pricing.ts';
import { ROW_COUNT, unmeteredModel } from './prices.ts';
import { at } from './series.ts';
import { createSplits, fillSplits, type Splits } from './splits.ts';

/** Which levers act, with which values, on which volumes: the central case, a coalition of levers, or one draw. */
export type Choice = {
  readonly isActive: (lever: number) => boolean;
  readonly valuesOf: (lever: number) => LeverValues;
  /** Forecast volumes of a group, row * months + month. */
  readonly volumesOf: (group: Group) => Float64Array;
};

/** Every lever at its central values on the central forecast. */
export const centralChoice = (compiled: CompiledScenario): Choice => ({
  isActive: () => true,
  valuesOf: (lever) => compiled.levers[lever]?.values ?? {},
  volumesOf: (group) => group.volumes,
});

/** Scratch arrays of one calculation, reused from group to group. */
export type Workspace = {
  readonly factors: Factors;
  readonly unit: Float64Array;
  readonly volumes: Float64Array;
  readonly pricing: PricingScratch;
  /** Stands for fees that no model charges. */
  readonly fees: Stream;
};

export function createWorkspace(compiled: CompiledScenario): Workspace {
  const months = compiled.months.length;
  const nothing = unmeteredModel('fees', months);
  const [fees] = createFactors(months, nothing).streams;
  if (fees === undefined) throw new RangeError('Factors begin with one stream');
  fees.isOverhead = true;
  return {
    factors: createFactors(months, nothing),
    unit: new Float64Array(ROW_COUNT * months),
    volumes: new Float64Array(ROW_COUNT * months),
    pricing: {
      splits: createSplits(months),
      plainTerms: new Float64Array(months),
      cachedTerms: new Float64Array(months),
    },
    fees,
  };
}

/** What one model serves in one group: `unit` is USD per forecast token by row and month, `volumes` those tokens. */
export type ServedStream = {
  readonly group: Group;
  readonly factors: Factors;
  readonly stream: Stream;
  /** Position of the stream in its group. */
  readonly position: number;
  readonly unit: Float64Array;
  readonly volumes: Float64Array;
};

/**
 * Calls `visit` for each stream of each group with its prices. The arrays are reused: read them before returning.
 */
export function visitStreams(
  compiled: CompiledScenario,
  workspace: Workspace,
  choice: Choice,
  groups: readonly Group[],
  visit: (served: ServedStream) => void,
): void {
  const { factors, unit, volumes, pricing } = workspace;
  for (const group of groups) {
    applyLevers(compiled, group, choice, factors);
    growVolumes(group, factors, choice.volumesOf(group), volumes);
    for (let position = 0; position < factors.streamCount; position += 1) {
      const stream = factors.streams[position];
      if (stream === undefined) continue;
      priceStream(group, factors, stream, unit, pricing);
      visit({ group, factors, stream, position, unit, volumes });
    }
    if (hasFees(factors)) {
      priceExtras(group, factors, unit);
      visit({ group, factors, stream: workspace.fees, position: factors.streamCount, unit, volumes });
    }
  }
}

const hasFees = (factors: Factors): boolean =>
  factors.usdPerRequest.some((usd) => usd !== 0) || factors.usdPerInputToken.some((usd) => usd !== 0);

function applyLevers(compiled: CompiledScenario, group: Group, choice: Choice, factors: Factors): void {
  resetFactors(factors, group.original);
  for (const { definition, context } of compiled.levers) {
    if (group.inScope[context.index] !== 1 || !choice.isActive(context.index)) continue;
    definition.apply?.(choice.valuesOf(context.index), factors, context);
  }
}

/** Forecast volumes after the volume levers: growth on top, and a curve in place of the forecast. */
export function growVolumes(group: Group, factors: Factors, forecast: Float64Array, grown: Float64Array): void {
  const { months, volume, driverWeight, driverVolume, driverOrigin } = factors;
  for (const row of group.rows) {
    const start = row * months;
    const origin = driverOrigin < 0 ? 0 : at(forecast, start + driverOrigin);
    for (let month = 0; month < months; month += 1) {
      const weight = at(driverWeight, month);
      const own = at(forecast, start + month);
      const mixed = weight === 0 ? own : (1 - weight) * own + weight * at(driverVolume, month) * origin;
      grown[start + month] = at(volume, month) * mixed;
    }
  }
}

/** Money per month: unit prices times volumes. An unknown price makes the month unknown only where there are tokens. */
export function addSpend(target: Float64Array, offset: number, served: ServedStream): void {
  const { months } = served.factors;
  for (const row of served.group.rows) {
    const start = row * months;
    for (let month = 0; month < months; month += 1) {
      const volume = at(served.volumes, start + month);
      if (volume !== 0) target[offset + month] = at(target, offset + month) + volume * at(served.unit, start + month);
    }
  }
}

/** Tokens that the stream serves, by class row and month, added to `target`. Fees serve none. */
export function addTokens(
  target: Float64Array,
  { group, factors, stream, volumes }: ServedStream,
  splits: Splits,
): void {
  if (stream.isOverhead) return;
  const { months } = factors;
  fillSplits(factors, stream, splits);
  for (const { from, to, split, counts } of group.transitions) {
    if (splits.isUsed[split] !== 1) continue;
    const multiple = tokenMultiple(stream, counts);
    const { values, start } = amounts(factors, from);
    for (let month = 0; month < months; month += 1) {
      const perToken = at(stream.share, month) * at(splits.shares, split * months + month) * at(values, start + month);
      const cell = to * months + month;
      target[cell] = at(target, cell) + perToken * multiple * at(volumes, from * months + month);
    }
  }
}
