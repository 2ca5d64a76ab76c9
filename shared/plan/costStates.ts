import { bridge, totalOf, type CostLine, type CostState, type Workload } from '../engine/bridge.ts';
import { ownsLever } from '../engine/budget.ts';
import { costState } from '../engine/costState.ts';
import { matchesScope } from '../engine/scope.ts';
import type { Labels, Scenario, Scope, ScopeDimension } from '../engine/types.ts';
import type { Budget } from '../model/document.ts';
import { groupBy } from '../units/groupBy.ts';
import { lastDayOf, monthIndex, monthRange, type Month } from '../units/months.ts';
import { perTokenClass, TOKEN_CLASSES } from '../units/tokenClasses.ts';
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
  /** What the costs are of; everything without it. */
  readonly scope?: Scope;
  /** Reporting currency for one USD by month; USD without it. */
  readonly perUsd?: (month: Month) => number;
};

const BILLED = 'Billed money where a bill covers the use, computed at list prices elsewhere.';

/**
 * Every cost that a bridge can begin or end at, as the mean month of its span, so that a month, a year and a budget can be
 * compared. A budget has no volumes of its own: it is read as the last complete month carried flat, and an allowance
 * (positive or negative) up to its amount, which a bridge shows as unexplained.
 *
 * The past is what was paid: billed money where a bill covers the use. Budgets and their outlooks stay computed, as budgets
 * are held everywhere, and are left out where a scope is asked for: an amount cannot be divided.
 */
export function costStates(question: StateQuestion): readonly CostStateEntry[] {
  const { ground, scenarios, budgets, by, scope: asked = {}, perUsd } = question;
  const complete = completeMonths(ground);
  const last = complete.at(-1);
  const pastState = (months: readonly Month[], scope: Scope): CostState =>
    stateOfSlices(
      ground.past
        .filter(({ month, labels }) => months.includes(month) && matchesScope(scope, labels))
        .map((slice) => ({ ...slice, paidUsd: slice.usd, feesUsd: 0, commitmentUsd: 0 })),
      by,
    );
  const past = complete.slice(-MOST_PAST_MONTHS).map((month) => pastEntry(question, [month]));
  const trailing = complete.slice(-MONTHS_AHEAD);
  const actual =
    trailing.length < 2
      ? []
      : [{ ...pastEntry(question, trailing), id: 'actual', label: `Last ${String(trailing.length)} months` }];
  const ahead = ground.months.slice(0, MONTHS_AHEAD);
  const planned = scenarios.map((scenario) => scenarioEntry(question, scenario, ahead));
  const isWhole = Object.keys(asked).length === 0;
  const held = (isWhole ? budgets : []).flatMap((budget) => {
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
  const converted = held.map((one) => inCurrency(one, monthRange(one.from, one.to), perUsd));
  return [...past, ...actual, ...planned, ...converted];
}

/** Some complete months of the past as they were paid, as the mean month. */
export function pastEntry({ ground, by, scope = {}, perUsd }: StateQuestion, span: readonly Month[]): CostStateEntry {
  const slices = ground.past.filter(({ month, labels }) => span.includes(month) && matchesScope(scope, labels));
  const [first, last] = [span[0] ?? '', span.at(-1) ?? ''];
  const name = first === last ? first : `${first}..${last}`;
  const made = { ...entry(`past:${name}`, name, span, stateOfSlices(slices, by)), note: hasBill(slices) ? BILLED : '' };
  const paidIn = (month: Month): number =>
    totalOf(
      stateOfSlices(
        slices.filter((slice) => slice.month === month),
        by,
      ),
    );
  return inCurrency(made, span, perUsd, paidIn);
}

const hasBill = (slices: readonly PastSlice[]): boolean =>
  slices.some(({ usd, paidUsd, feesUsd, commitmentUsd }) => paidUsd !== usd || feesUsd !== 0 || commitmentUsd !== 0);

/** Some months of a scenario's central case, as the mean month. */
export function scenarioEntry(
  { ground, by, scope = {}, perUsd }: StateQuestion,
  scenario: Scenario,
  span: readonly Month[],
): CostStateEntry {
  const sum = scenarioState(ground, scenario, span, scope, by);
  const made = entry(`scenario:${scenario.id}`, scenario.name, span, sum);
  return inCurrency(made, span, perUsd, (month) => totalOf(scenarioState(ground, scenario, [month], scope, by)));
}

/**
 * A state with the exchange rate of its months, each weighted by what it cost, so that its total is the sum of its months at
 * their own rates. Example: 100 USD at 0.90 and 300 USD at 0.94 is 0.93.
 */
function inCurrency(
  made: CostStateEntry,
  span: readonly Month[],
  perUsd: ((month: Month) => number) | undefined,
  usdIn: (month: Month) => number = () => 1,
): CostStateEntry {
  if (perUsd === undefined) return made;
  const rates = span.map(perUsd);
  const [first = 1] = rates;
  if (rates.every((rate) => rate === first)) return { ...made, state: { ...made.state, fxRate: first } };
  const costs = span.map(usdIn);
  const total = costs.reduce((sum, usd) => sum + usd, 0);
  const weighted = costs.reduce((sum, usd, index) => sum + usd * (rates[index] ?? 1), 0);
  const plain = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return { ...made, state: { ...made.state, fxRate: total === 0 ? plain : weighted / total } };
}

/** Months of the past that the data covers completely. */
export const completeMonths = ({ past, asOf }: PlanGround): readonly Month[] =>
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

/** Paid use of the past; what has no price is left out here as it is in a scenario. */
function stateOfSlices(slices: readonly PastSlice[], by: ScopeDimension): CostState {
  const isUse = ({ tokens, usd, paidUsd }: PastSlice): boolean =>
    usd !== 0 || paidUsd !== 0 || TOKEN_CLASSES.some((name) => tokens[name] !== 0);
  const priced = slices.filter((slice) => isUse(slice) && (slice.usd !== 0 || slice.unpricedTokens === 0));
  const workloads = [...groupBy(priced, ({ labels }) => workloadName(labels, by))].map(([name, members]): Workload => {
    const counted = members.flatMap(({ requests }) => requests ?? []);
    return {
      name,
      requests: counted.length === 0 ? null : counted.reduce((sum, count) => sum + count, 0),
      lines: [...groupBy(members, ({ labels }) => labels.model ?? '')].map(([model, parts]) => ({
        model,
        tokens: perTokenClass((tokenClass) => parts.reduce((sum, { tokens }) => sum + tokens[tokenClass], 0)),
        listUsd: perTokenClass((tokenClass) => parts.reduce((sum, { listUsd }) => sum + listUsd[tokenClass], 0)),
        netUsd: parts.reduce((sum, { paidUsd }) => sum + paidUsd, 0),
      })),
    };
  });
  const total = (pick: (slice: PastSlice) => number): number => slices.reduce((sum, slice) => sum + pick(slice), 0);
  return {
    ...emptyState,
    workloads,
    commitmentUsd: total(({ commitmentUsd }) => commitmentUsd),
    fixedUsd: total(({ feesUsd }) => feesUsd),
    creditsUsd: total(({ creditsUsd }) => creditsUsd),
  };
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
