import { bridge, totalOf, type CostLine, type CostState, type Workload } from '../engine/bridge.ts';
import { ownsLever } from '../engine/budget.ts';
import { costState } from '../engine/costState.ts';
import { matchesScope } from '../engine/scope.ts';
import type { Labels, Scenario, Scope, ScopeDimension } from '../engine/types.ts';
import type { Budget } from '../model/document.ts';
import { groupBy } from '../units/groupBy.ts';
import { lastDayOf, monthIndex, monthRange, type Month } from '../units/months.ts';
import { perTokenClass } from '../units/tokenClasses.ts';
import type { CostStateEntry, PlanBridge } from './analysis.ts';
import type { PastSlice } from './pastSlices.ts';
import type { PlanGround } from './prepare.ts';

/** Complete months of the past that a bridge may begin at. */
const MOST_PAST_MONTHS = 13;
const MONTHS_AHEAD = 12;

export type StateQuestion = {
  readonly ground: PlanGround;
  /** The baseline first. */
  readonly scenarios: readonly Scenario[];
  readonly budgets: readonly Budget[];
  readonly by: ScopeDimension;
};

/**
 * Every cost that a bridge can begin or end at, as the mean month of its span, so that a month, a year and a budget can be
 * compared. A budget has no volumes of its own: it is read as the last complete month carried flat, and an allowance
 * (positive or negative) up to its amount, which a bridge shows as unexplained.
 */
export function costStates({ ground, scenarios, budgets, by }: StateQuestion): readonly CostStateEntry[] {
  const complete = completeMonths(ground);
  const last = complete.at(-1);
  const pastState = (months: readonly Month[], scope: Scope): CostState =>
    stateOfSlices(
      ground.past.filter(({ month, labels }) => months.includes(month) && matchesScope(scope, labels)),
      by,
    );
  const past = complete
    .slice(-MOST_PAST_MONTHS)
    .map((month) => entry(`past:${month}`, month, [month], pastState([month], {})));
  const trailing = complete.slice(-MONTHS_AHEAD);
  const actual =
    trailing.length < 2
      ? []
      : [entry('actual', `Last ${String(trailing.length)} months`, trailing, pastState(trailing, {}))];
  const ahead = ground.months.slice(0, MONTHS_AHEAD);
  const planned = scenarios.map((scenario) =>
    entry(`scenario:${scenario.id}`, scenario.name, ahead, scenarioState(ground, scenario, ahead, {}, by)),
  );
  const held = budgets.flatMap((budget) => {
    const span = monthRange(budget.from, budget.to);
    const passed = span.filter((month) => complete.includes(month) && !ground.months.includes(month));
    const coming = span.filter((month) => ground.months.includes(month));
    const covered = [...passed, ...coming];
    if (covered.length === 0) return [];
    const flat = last === undefined ? emptyState : pastState([last], budget.scope);
    return [
      {
        ...entry(`budget:${budget.id}`, budget.name, span, emptyState),
        state: withAllowance(flat, budget.amountUsd / span.length),
        note: 'The budget is read as the last complete month carried flat, plus an allowance up to its amount.',
      },
      ...scenarios.map((scenario) => ({
        ...entry(
          `outlook:${budget.id}:${scenario.id}`,
          `${scenario.name}, ${budget.name}`,
          covered,
          addStates([pastState(passed, budget.scope), scenarioState(ground, scenario, coming, budget.scope, by)]),
        ),
        note:
          covered.length === span.length
            ? ''
            : `Data and forecast cover ${String(covered.length)} of the ${String(span.length)} months of the budget.`,
      })),
    ];
  });
  return [...past, ...actual, ...planned, ...held];
}

const completeMonths = ({ past, asOf }: PlanGround): readonly Month[] =>
  [...new Set(past.map(({ month }) => month))].filter((month) => lastDayOf(month) <= asOf).sort();

function entry(id: string, label: string, span: readonly Month[], sum: CostState): CostStateEntry {
  const [from, to] = [span[0], span.at(-1)];
  if (from === undefined || to === undefined) throw new RangeError('A cost needs a month');
  return { id, label, from, to, months: span.length, state: scaleState(sum, 1 / span.length), note: '' };
}

/** The chargeback dimension's value; '' where the data names none. */
const workloadName = (labels: Labels, by: ScopeDimension): string => labels[by] ?? '';

function scenarioState(
  { baseline }: PlanGround,
  scenario: Scenario,
  span: readonly Month[],
  scope: Scope,
  by: ScopeDimension,
): CostState {
  const [first, from, to] = [baseline.months[0], span[0], span.at(-1)];
  if (first === undefined || from === undefined || to === undefined) return emptyState;
  return costState(
    baseline,
    scenario,
    { from: monthIndex(from) - monthIndex(first), to: monthIndex(to) - monthIndex(first) },
    ({ labels }) => (matchesScope(scope, labels) ? workloadName(labels, by) : null),
    (lever) => ownsLever({ id: '', scope, from, to, usd: 0 }, lever.scope),
  );
}

const emptyState: CostState = { workloads: [], commitmentUsd: 0, fixedUsd: 0, creditsUsd: 0, fxRate: 1 };

/** Priced use of the past; what has no price is left out here as it is in a scenario. */
function stateOfSlices(slices: readonly PastSlice[], by: ScopeDimension): CostState {
  const priced = slices.filter(({ usd, unpricedTokens }) => usd !== 0 || unpricedTokens === 0);
  const workloads = [...groupBy(priced, ({ labels }) => workloadName(labels, by))].map(([name, members]): Workload => {
    const counted = members.flatMap(({ requests }) => requests ?? []);
    return {
      name,
      requests: counted.length === 0 ? null : counted.reduce((sum, count) => sum + count, 0),
      lines: [...groupBy(members, ({ labels }) => labels.model ?? '')].map(([model, parts]) => ({
        model,
        tokens: perTokenClass((tokenClass) => parts.reduce((sum, { tokens }) => sum + tokens[tokenClass], 0)),
        listUsd: perTokenClass((tokenClass) => parts.reduce((sum, { listUsd }) => sum + listUsd[tokenClass], 0)),
        netUsd: parts.reduce((sum, { usd }) => sum + usd, 0),
      })),
    };
  });
  return { ...emptyState, workloads, creditsUsd: slices.reduce((sum, { creditsUsd }) => sum + creditsUsd, 0) };
}

function mapLines(state: CostState, change: (line: CostLine) => CostLine, scale: number): CostState {
  return {
    ...state,
    commitmentUsd: state.commitmentUsd * scale,
    fixedUsd: state.fixedUsd * scale,
    creditsUsd: state.creditsUsd * scale,
    workloads: state.workloads.map(({ name, requests, lines }) => ({
      name,
      requests: requests === null ? null : requests * scale,
      lines: lines.map(change),
    })),
  };
}

/** The same cost over another number of months. Example: a month of 10 USD over 12 months: 120 USD. */
export const scaleState = (state: CostState, scale: number): CostState =>
  mapLines(
    state,
    ({ model, tokens, listUsd, netUsd }) => ({
      model,
      tokens: perTokenClass((name) => tokens[name] * scale),
      listUsd: perTokenClass((name) => listUsd[name] * scale),
      netUsd: netUsd * scale,
    }),
    scale,
  );

function addStates(states: readonly CostState[]): CostState {
  const workloads = groupBy(
    states.flatMap((state) => state.workloads),
    ({ name }) => name,
  );
  const sum = (pick: (state: CostState) => number): number => states.reduce((total, state) => total + pick(state), 0);
  return {
    workloads: [...workloads].map(([name, members]) => ({
      name,
      requests: members.some(({ requests }) => requests === null)
        ? null
        : members.reduce((total, { requests }) => total + (requests ?? 0), 0),
      lines: [
        ...groupBy(
          members.flatMap(({ lines }) => lines),
          ({ model }) => model,
        ),
      ].map(([model, lines]) => ({
        model,
        tokens: perTokenClass((tokenClass) => lines.reduce((total, { tokens }) => total + tokens[tokenClass], 0)),
        listUsd: perTokenClass((tokenClass) => lines.reduce((total, { listUsd }) => total + listUsd[tokenClass], 0)),
        netUsd: lines.reduce((total, { netUsd }) => total + netUsd, 0),
      })),
    })),
    commitmentUsd: sum(({ commitmentUsd }) => commitmentUsd),
    fixedUsd: sum(({ fixedUsd }) => fixedUsd),
    creditsUsd: sum(({ creditsUsd }) => creditsUsd),
    fxRate: 1,
  };
}

/** A cost brought to an amount by money that no use explains. */
function withAllowance(state: CostState, usd: number): CostState {
  const none = perTokenClass(() => 0);
  const allowance: CostLine = { model: '', tokens: none, listUsd: none, netUsd: usd - totalOf(state) };
  return { ...state, workloads: [...state.workloads, { name: '(allowance)', requests: 0, lines: [allowance] }] };
}

/** The bridge between two of the states, over as many months as the second has; null for an unknown name. */
export function bridgeBetween(states: readonly CostStateEntry[], fromId: string, toId: string): PlanBridge | null {
  const from = states.find(({ id }) => id === fromId);
  const to = states.find(({ id }) => id === toId);
  if (from === undefined || to === undefined) return null;
  const scale = to.months;
  return {
    id: `${fromId}>${toId}`,
    from: fromId,
    to: toId,
    fromLabel: from.label,
    toLabel: to.label,
    months: to.months,
    bridge: bridge(scaleState(from.state, scale), scaleState(to.state, scale)),
    note: [from.note, to.note].filter((note) => note !== '').join(' '),
  };
}

/** The bridges that a plan is usually read with: month on month, run rate to forecast, scenarios, budgets. */
export function usualBridges(states: readonly CostStateEntry[]): readonly PlanBridge[] {
  const past = states.filter(({ id }) => id.startsWith('past:'));
  const [before, last] = [past.at(-2), past.at(-1)];
  const [baseline, ...scenarios] = states.filter(({ id }) => id.startsWith('scenario:'));
  const pairs: [string | undefined, string | undefined][] = [
    [before?.id, last?.id],
    [last?.id, baseline?.id],
    ...scenarios.map((scenario): [string | undefined, string] => [baseline?.id, scenario.id]),
    ...states
      .filter(({ id }) => id.startsWith('budget:'))
      .flatMap(({ id: budget }) => {
        const outlooks = states.filter(({ id }) => id.startsWith(`outlook:${budget.slice('budget:'.length)}:`));
        return outlooks.map(({ id }): [string, string] => [budget, id]);
      }),
  ];
  return pairs.flatMap(([from, to]) => {
    const made = from === undefined || to === undefined ? null : bridgeBetween(states, from, to);
    return made === null ? [] : [made];
  });
}
