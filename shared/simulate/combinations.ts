import { ownsLever, type Budget } from '../engine/budget.ts';
import { compile, type CompiledScenario, type Group } from '../engine/compile.ts';
import { chargeLevers, openCells, settle } from '../engine/evaluate.ts';
import type { Cell, LeverLine } from '../engine/levers/definition.ts';
import { REQUEST_ROW } from '../engine/prices.ts';
import { matchesScope } from '../engine/scope.ts';
import { at, constant } from '../engine/series.ts';
import { addSpend, centralChoice, createWorkspace, visitStreams, type Choice } from '../engine/streams.ts';
import type { Baseline, Lever } from '../engine/types.ts';
import { groupBy } from '../units/groupBy.ts';
import { monthIndex } from '../units/months.ts';

/** One way to use a candidate lever; a null lever leaves it out. */
export type SearchOption = {
  readonly label: string;
  readonly lever: Lever | null;
  /** Person-weeks. */
  readonly effort: number;
  /** 0 nothing, 1 low, 2 medium, 3 high. */
  readonly risk: number;
  /** What its quality rests on, in words; absent where the lever says it by itself. */
  readonly evidence?: string;
};

/** A decision that a search may take, with its settings; the first one should be "not at all". */
export type Candidate = { readonly id: string; readonly title: string; readonly options: readonly SearchOption[] };

/** What a combination of settings comes to, all central. */
export type Measure = {
  /** Spend over the horizon, USD. */
  readonly totalUsd: number;
  /** Spend in the target's scope and months, what has passed included, USD. */
  readonly targetUsd: number;
  /** Against today, weighted by tokens; 1 is as good. */
  readonly quality: number;
  readonly effort: number;
  /** The highest risk of any lever used. */
  readonly risk: number;
};

/** An option number for each candidate. */
export type Combination = readonly number[];

export type CombinationModel = {
  readonly candidates: readonly Candidate[];
  readonly measure: (combination: Combination) => Measure;
  /** Whether settings are known to act group by group, so that a measure is a look-up most of the time. */
  readonly isSeparable: boolean;
  /** The levers of a combination, under their candidates' own ids. */
  readonly leversOf: (combination: Combination) => readonly Lever[];
};

type Money = { readonly totalUsd: number; readonly targetUsd: number };

type GroupMeasure = Money & {
  readonly quality: number;
  readonly weight: number;
};

/**
 * Every setting of every candidate compiled once, on top of levers that are always there. A group of segments is priced
 * once for each set of settings that concerns it, so that a search looks at a hundred thousand combinations in a second.
 * `pastUsd` is what the target's months before the horizon have cost.
 */
export function createCombinations(
  baseline: Baseline,
  fixed: readonly Lever[],
  candidates: readonly Candidate[],
  target: Budget,
  pastUsd: number,
): CombinationModel {
  const optionIds = candidates.map(({ options }, candidate) =>
    options.map(({ lever }, option) => (lever === null ? null : `${lever.id}#${String(candidate)}.${String(option)}`)),
  );
  const optionLevers = candidates.flatMap(({ options }, candidate) =>
    options.flatMap(({ lever }, option) => {
      const id = optionIds[candidate]?.[option];
      return lever === null || typeof id !== 'string' ? [] : [{ ...lever, id }];
    }),
  );
  const compiled = compile(
    baseline,
    { id: 'search', name: '', levers: [...fixed, ...optionLevers] },
    { separate: ({ labels }) => String(matchesScope(target.scope, labels)) },
  );
  const indexOf = new Map(compiled.levers.map(({ lever, context }) => [lever.id, context.index]));
  const isFixed = new Set(fixed.map(({ id }) => indexOf.get(id)));
  const indexes = optionIds.map((ids) => ids.map((id) => (id === null ? -1 : (indexOf.get(id) ?? -1))));
  const active = new Uint8Array(compiled.levers.length);
  const activate = (combination: Combination): void => {
    active.fill(0);
    for (const index of isFixed) if (index !== undefined) active[index] = 1;
    combination.forEach((option, candidate) => {
      const index = indexes[candidate]?.[option] ?? -1;
      if (index >= 0) active[index] = 1;
    });
  };
  const money = createMoney(compiled, target, active, indexes);
  const optionsOf = (combination: Combination): SearchOption[] =>
    combination.flatMap((option, candidate) => candidates[candidate]?.options[option] ?? []);
  return {
    candidates,
    isSeparable: !compiled.hasPooledLevers,
    measure: (combination) => {
      activate(combination);
      const { totalUsd, targetUsd, quality, weight } = money(combination);
      const chosen = optionsOf(combination);
      return {
        totalUsd,
        targetUsd: targetUsd + pastUsd,
        quality: weight === 0 ? 1 : quality / weight,
        effort: chosen.reduce((sum, { effort }) => sum + effort, 0),
        risk: chosen.reduce((most, { risk }) => Math.max(most, risk), 0),
      };
    },
    leversOf: (combination) => [...fixed, ...optionsOf(combination).flatMap(({ lever }) => lever ?? [])],
  };
}

/** The money of the active levers, by group from memory where no active lever ties groups together. */
function createMoney(
  compiled: CompiledScenario,
  target: Budget,
  active: Uint8Array,
  indexes: readonly (readonly number[])[],
): (combination: Combination) => GroupMeasure {
  const workspace = createWorkspace(compiled);
  const choice: Choice = { ...centralChoice(compiled), isActive: (lever) => active[lever] === 1 };
  const months = compiled.months.length;
  const first = compiled.months[0];
  const offset = first === undefined ? 0 : monthIndex(first);
  const isInSpan = Uint8Array.from({ length: months }, (_, month) =>
    Number(month + offset >= monthIndex(target.from) && month + offset <= monthIndex(target.to)),
  );
  const isInScope = compiled.groups.map(({ labels }) => matchesScope(target.scope, labels));
  const isOwned = compiled.levers.map(({ lever }) => ownsLever(target, lever.scope));
  const usd = new Float64Array(months);

  const sumUp = (values: (month: number) => number, isTarget: boolean): Money => {
    const sum = { totalUsd: 0, targetUsd: 0 };
    for (let month = 0; month < months; month += 1) {
      const value = values(month);
      if (Number.isNaN(value)) continue;
      sum.totalUsd += value;
      if (isTarget && isInSpan[month] === 1) sum.targetUsd += value;
    }
    return sum;
  };
  const sumLine = (line: LeverLine | undefined, lever: number): Money =>
    line === undefined
      ? { totalUsd: 0, targetUsd: 0 }
      : sumUp((month) => at(line.recurringUsd, month) + at(line.oneOffUsd, month), isOwned[lever] === true);

  const priceGroup = (group: Group): GroupMeasure => {
    usd.fill(0);
    let [quality, weight] = [0, 0];
    visitStreams(compiled, workspace, choice, [group], (served) => {
      addSpend(usd, 0, served);
      if (served.position > 0) return;
      for (const row of group.rows) {
        if (row === REQUEST_ROW) continue;
        for (let month = 0; month < months; month += 1) {
          const tokens = at(served.volumes, row * months + month);
          weight += tokens;
          quality += tokens * at(served.factors.quality, month);
        }
      }
    });
    return { ...sumUp((month) => at(usd, month), isInScope[group.index] === true), quality, weight };
  };

  // Groups that the same candidates concern are looked up together, under a number for their options as digits.
  const blocks = [...groupBy(compiled.groups, ({ inScope }) => concernedBy(inScope, indexes).join(','))].map(
    ([, groups]): Block => {
      let stride = 1;
      const digits = concernedBy(groups[0]?.inScope ?? new Uint8Array(), indexes).map((candidate) => {
        const digit = { candidate, stride };
        stride *= indexes[candidate]?.length ?? 1;
        return digit;
      });
      return { groups, digits, measures: new Map(), cells: new Map() };
    },
  );
  const remembered = (block: Block, combination: Combination): GroupMeasure => {
    const key = keyOf(block, combination);
    const known = block.measures.get(key);
    if (known !== undefined) return known;
    const made = sumOf(block.groups.map(priceGroup));
    block.measures.set(key, made);
    return made;
  };
  // Where commitments or caps tie groups together each stream's spend is remembered, and settled every time.
  const openedCells = (block: Block, combination: Combination): readonly Cell[] => {
    const key = keyOf(block, combination);
    const opened =
      block.cells.get(key) ?? block.groups.flatMap((group) => openCells(compiled, workspace, choice, group));
    block.cells.set(key, opened);
    return opened.map((cell) => ({ ...cell, kept: constant(months, 1) }));
  };

  const charges = chargeLevers(compiled, centralChoice(compiled)).map(sumLine);
  const isPooled = compiled.levers.map(({ definition }) => definition.settle !== undefined);

  return (combination) => {
    const sum = { totalUsd: 0, targetUsd: 0, quality: 0, weight: 0 };
    const add = (part: Money & Partial<GroupMeasure>): void => {
      sum.totalUsd += part.totalUsd;
      sum.targetUsd += part.targetUsd;
      sum.quality += part.quality ?? 0;
      sum.weight += part.weight ?? 0;
    };
    if (!isPooled.some((pooled, lever) => pooled && active[lever] === 1)) {
      for (const block of blocks) add(remembered(block, combination));
      charges.forEach((charge, lever) => {
        if (active[lever] === 1) add(charge);
      });
      return sum;
    }
    const lines = chargeLevers(compiled, choice);
    const cells = blocks.flatMap((block) => openedCells(block, combination));
    settle(compiled, choice, cells, lines);
    lines.forEach((line, lever) => {
      add(sumLine(line, lever));
    });
    // A month with an unknown price in one stream is unknown for its whole group, as everywhere.
    for (const [group, streams] of groupBy(cells, (cell) => cell.group)) {
      usd.fill(0);
      for (const { usd: spend, kept } of streams) {
        for (let month = 0; month < months; month += 1) {
          usd[month] = at(usd, month) + at(spend, month) * at(kept, month);
        }
      }
      add(sumUp((month) => at(usd, month), isInScope[group] === true));
    }
    for (const block of blocks) {
      const { quality, weight } = remembered(block, combination);
      add({ quality, weight, totalUsd: 0, targetUsd: 0 });
    }
    return sum;
  };
}

/** Groups that the same candidates concern, with what they come to by the candidates' options. */
type Block = {
  readonly groups: readonly Group[];
  readonly digits: readonly { readonly candidate: number; readonly stride: number }[];
  readonly measures: Map<number, GroupMeasure>;
  readonly cells: Map<number, readonly Cell[]>;
};

const concernedBy = (inScope: Uint8Array, indexes: readonly (readonly number[])[]): readonly number[] =>
  indexes.flatMap((options, candidate) => (options.some((index) => inScope[index] === 1) ? [candidate] : []));

function keyOf({ digits }: Block, combination: Combination): number {
  let key = 0;
  for (const { candidate, stride } of digits) key += (combination[candidate] ?? 0) * stride;
  return key;
}

function sumOf(parts: readonly GroupMeasure[]): GroupMeasure {
  const sum = { totalUsd: 0, targetUsd: 0, quality: 0, weight: 0 };
  for (const { totalUsd, targetUsd, quality, weight } of parts) {
    sum.totalUsd += totalUsd;
    sum.targetUsd += targetUsd;
    sum.quality += quality;
    sum.weight += weight;
  }
  return sum;
}
