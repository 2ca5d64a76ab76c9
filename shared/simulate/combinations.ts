import { ownsLever, type Budget } from '../engine/budget.ts';
import { compile, type CompiledScenario, type Group } from '../engine/compile.ts';
import { chargeLevers, evaluate } from '../engine/evaluate.ts';
import type { LeverLine } from '../engine/levers/definition.ts';
import { REQUEST_ROW } from '../engine/prices.ts';
import { matchesScope } from '../engine/scope.ts';
import { at } from '../engine/series.ts';
import { addSpend, centralChoice, createWorkspace, visitStreams, type Choice } from '../engine/streams.ts';
import type { Baseline, Lever } from '../engine/types.ts';
import { monthIndex } from '../units/months.ts';

/** One way to use a candidate lever; a null lever leaves it out. */
export type SearchOption = {
  readonly label: string;
  readonly lever: Lever | null;
  /** Person-weeks. */
  readonly effort: number;
  /** 0 nothing, 1 low, 2 medium, 3 high. */
  readonly risk: number;
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

  // A number for each set of settings that concerns a group: its candidates' options as digits.
  const digits = compiled.groups.map((group) => {
    let stride = 1;
    return indexes.flatMap((options, candidate) => {
      if (!options.some((index) => group.inScope[index] === 1)) return [];
      const digit = { candidate, stride };
      stride *= options.length;
      return [digit];
    });
  });
  const memory = compiled.groups.map(() => new Map<number, GroupMeasure>());
  const remembered = (group: Group, combination: Combination): GroupMeasure => {
    let key = 0;
    for (const { candidate, stride } of digits[group.index] ?? []) key += (combination[candidate] ?? 0) * stride;
    const known = memory[group.index]?.get(key);
    if (known !== undefined) return known;
    const made = priceGroup(group);
    memory[group.index]?.set(key, made);
    return made;
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
      for (const group of compiled.groups) add(remembered(group, combination));
      charges.forEach((charge, lever) => {
        if (active[lever] === 1) add(charge);
      });
      return sum;
    }
    const { groupUsd, lines } = evaluate(compiled, workspace, choice);
    const taken = groupUsd.slice();
    lines.forEach((line, lever) => {
      add(sumLine(line, lever));
    });
    for (const group of compiled.groups) {
      const { quality, weight } = remembered(group, combination);
      const start = group.index * months;
      add({ quality, weight, ...sumUp((month) => at(taken, start + month), isInScope[group.index] === true) });
    }
    return sum;
  };
}
