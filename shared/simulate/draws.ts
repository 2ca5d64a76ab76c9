import { compile, type CompiledScenario, type Group } from '../engine/compile.ts';
import { chargeLevers, evaluate } from '../engine/evaluate.ts';
import type { LeverLine } from '../engine/levers/definition.ts';
import { at } from '../engine/series.ts';
import { addSpend, centralChoice, createWorkspace, visitStreams, type Choice } from '../engine/streams.ts';
import { collectTotals, type GroupPrices } from '../engine/totals.ts';
import type { Baseline, Scenario, ScopeDimension, Segment } from '../engine/types.ts';
import { normalQuantile } from './normal.ts';
import { uniformStream } from './shocks.ts';
import { createValueDraw, uncertainParameters, type UncertainParameter } from './uncertainty.ts';
import { shockedVolumes } from './volumes.ts';

/** How the volumes of different parts of the company move together. */
export type VolumeUncertainty = {
  /** The dimension whose members have a shock of their own; null moves everything together. */
  readonly by: ScopeDimension | null;
  /** Correlation between members, 0 to 1; without a dimension it has no effect. */
  readonly correlation: number;
  /** Added to every drawn volume as a share of it, because misses are overruns more often than not; 0 for none. */
  readonly overrunBias: number;
};

/** Where a draw falls: shares of distributions by shock, deviates by volume shock. */
export type Luck = {
  readonly shareOf: (shock: string) => number;
  readonly deviateOf: (volumeShock: string) => number;
};

export type DrawModel = {
  readonly compiled: CompiledScenario;
  readonly parameters: readonly UncertainParameter[];
  readonly volumeShocks: readonly string[];
  /** Spend of each group and fixed cost of each lever under one draw. The arrays are overwritten by the next one. */
  readonly evaluate: (luck: Luck) => DrawnSpend;
  /** The luck of draw after draw, from a seed. */
  readonly luckFrom: (seed: number) => () => Luck;
};

export type DrawnSpend = { readonly groupUsd: Float64Array; readonly lines: readonly LeverLine[] };

const shockLabel = (segment: Segment, by: ScopeDimension | null): string =>
  by === null ? '' : (segment.labels[by] ?? '');

/**
 * A scenario made ready for many draws. Groups that no range touches keep their prices from draw to draw; only their
 * volumes move. `separate` keeps segments apart that a budget must tell apart.
 */
export function createDrawModel(
  baseline: Baseline,
  scenario: Scenario,
  volume: VolumeUncertainty,
  separate: (segment: Segment) => string = () => '',
): DrawModel {
  const compiled = compile(baseline, scenario, {
    separate: (segment) => `${shockLabel(segment, volume.by)}\n${separate(segment)}`,
  });
  const parameters = uncertainParameters(compiled);
  const workspace = createWorkspace(compiled);
  const valueDraw = createValueDraw(compiled, parameters);
  const volumesByGroup = compiled.groups.map((group) => shockedVolumes(baseline, group, 1 + volume.overrunBias));
  const labels = compiled.groups.map((group) => {
    const segment = baseline.segments[group.segments[0] ?? -1];
    return segment === undefined ? '' : shockLabel(segment, volume.by);
  });
  const { fixed, moving } = splitGroups(compiled, parameters);
  const months = compiled.months.length;
  const groupUsd = new Float64Array(compiled.groups.length * months);

  return {
    compiled,
    parameters,
    volumeShocks: [...new Set(labels)],
    evaluate: (luck) => {
      valueDraw.draw(luck.shareOf);
      const drawn = volumesByGroup.map((shocked, group) => shocked(luck.deviateOf(labels[group] ?? '')));
      const choice: Choice = {
        isActive: () => true,
        valuesOf: (lever) => valueDraw.values[lever] ?? {},
        volumesOf: (group) => drawn[group.index] ?? group.volumes,
      };
      if (compiled.hasPooledLevers) return evaluate(compiled, workspace, choice);
      groupUsd.fill(0);
      for (const prices of fixed) addFixed(groupUsd, prices, choice.volumesOf(prices.group), months);
      visitStreams(compiled, workspace, choice, moving, (served) => {
        addSpend(groupUsd, served.group.index * months, served);
      });
      return { groupUsd, lines: chargeLevers(compiled, choice) };
    },
    luckFrom: (seed) => luckSource(seed, volume),
  };
}

/** Groups that no uncertain lever acts on, with their prices, and the others. */
function splitGroups(
  compiled: CompiledScenario,
  parameters: readonly UncertainParameter[],
): { fixed: GroupPrices[]; moving: Group[] } {
  const isMoving = ({ inScope }: Group): boolean => parameters.some(({ lever }) => inScope[lever] === 1);
  const choice = centralChoice(compiled);
  const totals = collectTotals(compiled, createWorkspace(compiled), choice, new Map());
  return {
    fixed: totals.groups.filter(({ group }) => !isMoving(group)),
    moving: compiled.groups.filter(isMoving),
  };
}

function addFixed(target: Float64Array, prices: GroupPrices, volumes: Float64Array, months: number): void {
  const start = prices.group.index * months;
  for (const row of prices.group.rows) {
    const origin = at(volumes, row * months + prices.origin);
    for (let month = 0; month < months; month += 1) {
      const cell = row * months + month;
      const volume = at(volumes, cell);
      const fromOrigin = at(prices.perOriginToken, cell);
      if (volume !== 0) target[start + month] = at(target, start + month) + volume * at(prices.perToken, cell);
      if (fromOrigin !== 0 && origin !== 0) target[start + month] = at(target, start + month) + origin * fromOrigin;
    }
  }
}

/** Each shock has its own stream; a member's volume deviate mixes the common one with its own. */
function luckSource(seed: number, { by, correlation }: VolumeUncertainty): () => Luck {
  const streams = new Map<string, () => number>();
  const streamOf = (name: string): (() => number) => {
    const stream = streams.get(name) ?? uniformStream(name, seed);
    streams.set(name, stream);
    return stream;
  };
  return () => {
    const drawn = new Map<string, number>();
    const shareOf = (name: string): number => {
      const share = drawn.get(name) ?? streamOf(name)();
      drawn.set(name, share);
      return share;
    };
    return {
      shareOf: (shock) => shareOf(`parameter.${shock}`),
      deviateOf: (label) => {
        const common = normalQuantile(shareOf('volume'));
        if (by === null) return common;
        const own = normalQuantile(shareOf(`volume.${label}`));
        return Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own;
      },
    };
  };
}
