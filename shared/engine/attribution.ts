import type { Finding } from '../units/findings.ts';
import type { Month } from '../units/months.ts';
import type { CompiledScenario, Group } from './compile.ts';
import { chargeLevers, evaluate, openCells, settle } from './evaluate.ts';
import type { Cell, LeverLine } from './levers/definition.ts';
import { at } from './series.ts';
import { shapley, type Game } from './shapley.ts';
import { addSpend, centralChoice, createWorkspace, visitStreams, type Choice, type Workspace } from './streams.ts';
import type { Series } from './types.ts';

/** What one lever changes in the central total over the horizon, USD; negative is a saving. */
export type LeverValue = {
  readonly id: string;
  readonly kind: string;
  /** The difference it makes as the only lever. */
  readonly aloneUsd: number;
  /** The difference it makes when all others are in place. */
  readonly stackedUsd: number;
  /** Its fair share; the shares add up to `differenceUsd`. */
  readonly shapleyUsd: number;
  /** Standard error of the share; 0 when it is exact. */
  readonly shapleyErrorUsd: number;
  /** First month in which its savings in the stack have paid its own costs; null when that is beyond the horizon. */
  readonly paidBackBy: Month | null;
};

export type Attribution = {
  /** Scenario less baseline over all months whose price is known with and without each lever, USD. */
  readonly differenceUsd: number;
  readonly levers: readonly LeverValue[];
  readonly findings: readonly Finding[];
};

/**
 * Evaluations of one group that are spent on fair shares: 12 levers on 20 groups are exact, and take about a second.
 */
const EVALUATION_BUDGET = 100_000;

type Known = (cell: number) => boolean;

/**
 * The value of each lever alone, in the stack and as its fair share of the difference. Savings overlap, so neither of the
 * first two adds up. Shares are exact over the levers that act on each group; commitments and caps join groups together,
 * and where that makes too many combinations the shares carry a standard error.
 * Example: batch (half off) and a swap to half the price on 100 USD: alone -50 and -50, stacked -25 and -25, fair -37.50 each.
 */
export function attributeLevers(compiled: CompiledScenario, seed: number): Attribution {
  const workspace = createWorkspace(compiled);
  const indexes = compiled.levers.map(({ context }) => context.index);
  const run = (isActive: (lever: number) => boolean): { usd: Float64Array; lines: readonly LeverLine[] } => {
    const { groupUsd, lines } = evaluate(compiled, workspace, { ...centralChoice(compiled), isActive });
    return { usd: groupUsd, lines };
  };
  const none = run(() => false);
  const all = run(() => true);
  const alone = indexes.map((lever) => run((other) => other === lever));
  const without = indexes.map((lever) => run((other) => other !== lever));
  const every = [none, all, ...alone, ...without];
  const known = all.usd.map((_, cell) => Number(every.every(({ usd }) => !Number.isNaN(at(usd, cell)))));
  const isKnown: Known = (cell) => known[cell] === 1;

  const total = ({ usd, lines }: typeof all): number => sumWhere(usd, isKnown) + lineTotal(lines);
  const { shares, errors } = fairShares(compiled, workspace, isKnown, seed);
  const levers = compiled.levers.map(({ lever, context: { index } }) => {
    const [only, rest] = [alone[index] ?? none, without[index] ?? all];
    return {
      id: lever.id,
      kind: lever.kind,
      aloneUsd: total(only) - total(none),
      stackedUsd: total(all) - total(rest),
      shapleyUsd: at(shares, index),
      shapleyErrorUsd: at(errors, index),
      paidBackBy: paidBackBy(compiled.months, monthly(compiled, all, isKnown), monthly(compiled, rest, isKnown)),
    };
  });
  return { differenceUsd: total(all) - total(none), levers, findings: notBreakingEven(compiled, levers, all.lines) };
}

/** Adds up what is included and known. */
function sumWhere(values: Float64Array, isIncluded: Known): number {
  let sum = 0;
  for (let cell = 0; cell < values.length; cell += 1) {
    const value = at(values, cell);
    if (isIncluded(cell) && !Number.isNaN(value)) sum += value;
  }
  return sum;
}

const lineUsd = ({ recurringUsd, oneOffUsd }: LeverLine): number =>
  recurringUsd.reduce((sum, usd, month) => sum + usd + at(oneOffUsd, month), 0);
const lineTotal = (lines: readonly LeverLine[]): number => lines.reduce((sum, line) => sum + lineUsd(line), 0);

function monthly(
  { groups, months }: CompiledScenario,
  { usd, lines }: { usd: Float64Array; lines: readonly LeverLine[] },
  isKnown: Known,
): Series {
  return Float64Array.from(months, (_, month) => {
    const fixed = lines.reduce((sum, line) => sum + at(line.recurringUsd, month) + at(line.oneOffUsd, month), 0);
    return groups.reduce((sum, { index }) => {
      const cell = index * months.length + month;
      return isKnown(cell) ? sum + at(usd, cell) : sum;
    }, fixed);
  });
}

/** The first month from which the running saving never falls below zero again. */
function paidBackBy(months: readonly Month[], withLever: Series, withoutLever: Series): Month | null {
  let saved = 0;
  let paid: Month | null = null;
  months.forEach((month, index) => {
    saved += at(withoutLever, index) - at(withLever, index);
    if (saved < 0) paid = null;
    else if (saved > 0) paid ??= month;
  });
  return paid;
}

function notBreakingEven(
  compiled: CompiledScenario,
  levers: readonly LeverValue[],
  lines: readonly LeverLine[],
): Finding[] {
  return compiled.levers.flatMap(({ definition, context: { index } }) => {
    const [value, line] = [levers[index], lines[index]];
    const hasInvested = line?.oneOffUsd.some((usd) => usd > 0) ?? false;
    if (value === undefined || !hasInvested || value.paidBackBy !== null) return [];
    const message = `${definition.title} does not earn back its one-off cost within the months that are planned.`;
    return [{ code: 'not-break-even', message, subject: value.id } as const];
  });
}

/**
 * The difference is a sum over groups, and so are the shares. Groups that commitments, own hardware or caps tie together
 * are one game; every other group is a game of the few levers that act on it. Fixed costs are their lever's own.
 */
function fairShares(
  compiled: CompiledScenario,
  workspace: Workspace,
  isKnown: Known,
  seed: number,
): { shares: Float64Array; errors: Float64Array } {
  const shares = Float64Array.from(chargeLevers(compiled, centralChoice(compiled)), lineUsd);
  const variances = new Float64Array(compiled.levers.length);
  const isTied = (group: Group): boolean =>
    compiled.levers.some(
      ({ definition, context }) => definition.settle !== undefined && group.inScope[context.index] === 1,
    );
  const tied = compiled.groups.filter(isTied);
  const games = [
    ...(tied.length === 0 ? [] : [tiedGame(compiled, tied, isKnown)]),
    ...compiled.groups.filter((group) => !isTied(group)).map((group) => groupGame(compiled, workspace, group, isKnown)),
  ];
  const evaluations = evaluationsPerGame(games);
  games.forEach(({ players, value }, position) => {
    const solved = shapley({ players: players.length, value }, evaluations, seed + position);
    players.forEach((lever, player) => {
      shares[lever] = at(shares, lever) + at(solved.shares, player);
      variances[lever] = at(variances, lever) + at(solved.standardErrors, player) ** 2;
    });
  });
  return { shares, errors: variances.map(Math.sqrt) };
}

type LeverGame = {
  readonly players: readonly number[];
  readonly value: Game['value'];
  /** Groups that one evaluation works through. */
  readonly cost: number;
};

/** The most sets of players that every game may look at so that all of them stay within the budget. */
function evaluationsPerGame(games: readonly LeverGame[]): number {
  const spent = (limit: number): number =>
    games.reduce((sum, { players, cost }) => sum + cost * Math.min(2 ** players.length, limit), 0);
  let limit = 2;
  while (limit < EVALUATION_BUDGET && spent(limit * 2) <= EVALUATION_BUDGET) limit *= 2;
  return limit;
}

const choose = (compiled: CompiledScenario, players: readonly number[], isIn: (player: number) => boolean): Choice => ({
  ...centralChoice(compiled),
  isActive: (lever) => {
    const player = players.indexOf(lever);
    return player >= 0 && isIn(player);
  },
});

const actsOn = (compiled: CompiledScenario, groups: readonly Group[]): number[] =>
  compiled.levers
    .filter(({ context }) => context.dose.some((dose) => dose > 0))
    .map(({ context }) => context.index)
    .filter((index) => groups.some(({ inScope }) => inScope[index] === 1));

function groupGame(compiled: CompiledScenario, workspace: Workspace, group: Group, isKnown: Known): LeverGame {
  const players = actsOn(compiled, [group]);
  const months = compiled.months.length;
  const usd = new Float64Array(months);
  return {
    players,
    cost: 1,
    value: (isIn) => {
      usd.fill(0);
      visitStreams(compiled, workspace, choose(compiled, players, isIn), [group], (served) => {
        addSpend(usd, 0, served);
      });
      return sumWhere(usd, (month) => isKnown(group.index * months + month));
    },
  };
}

/** What settling the cells of a group costs against pricing it. */
const SETTLING_COST = 1 / 4;

/**
 * One game of all groups that are settled together. A group's spend before settling depends only on the levers that act on
 * it, so it is priced once for each set of those; settling is done anew for each set of all levers.
 */
function tiedGame(compiled: CompiledScenario, tied: readonly Group[], isKnown: Known): LeverGame {
  const months = compiled.months.length;
  const groups = tied.map((group, index) => ({ ...group, index }));
  const part = { ...compiled, groups };
  const workspace = createWorkspace(part);
  const players = actsOn(compiled, tied);
  const acting = groups.map(({ inScope }) => players.filter((lever) => inScope[lever] === 1));
  const memory = groups.map(() => new Map<string, readonly Cell[]>());
  const cellsOf = (group: Group, choice: Choice): readonly Cell[] => {
    const key = (acting[group.index] ?? []).map((lever) => (choice.isActive(lever) ? '1' : '0')).join('');
    const known = memory[group.index]?.get(key) ?? openCells(part, workspace, choice, group);
    memory[group.index]?.set(key, known);
    for (const { kept } of known) kept.fill(1);
    return known;
  };
  return {
    players,
    cost: Math.ceil(tied.length * SETTLING_COST),
    value: (isIn) => {
      const choice = choose(part, players, isIn);
      const cells = groups.flatMap((group) => cellsOf(group, choice));
      const lines = chargeLevers(part, choice);
      const charged = lineTotal(lines);
      settle(part, choice, cells, lines);
      let usage = 0;
      for (const { group, usd, kept } of cells) {
        const start = (tied[group]?.index ?? 0) * months;
        for (let month = 0; month < months; month += 1) {
          const value = at(usd, month) * at(kept, month);
          if (isKnown(start + month) && !Number.isNaN(value)) usage += value;
        }
      }
      return usage + lineTotal(lines) - charged;
    },
  };
}
