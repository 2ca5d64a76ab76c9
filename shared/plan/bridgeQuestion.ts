import type { Scope } from '../engine/types.ts';
import type { ExchangeRate } from '../model/dataSettings.ts';
import { firstDayOf, MONTH_PATTERN, monthRange, type Month } from '../units/months.ts';
import type { CostStateEntry, PlanBridge } from './analysis.ts';
import {
  bridgeBetween,
  completeMonths,
  costStates,
  pastEntry,
  scenarioEntry,
  type StateQuestion,
} from './costStates.ts';

/**
 * From which cost to which, of what, and in which currency. A cost is written as
 * `past:2026-10` or `past:2026-07..2026-09` (complete months as they were paid), `actual` (the last complete months),
 * `scenario:ID` (its first 12 months) or `scenario:ID@2027-01..2027-06`, `budget:ID`, and `outlook:BUDGET:SCENARIO`.
 */
export type BridgeQuestion = {
  readonly from: string;
  readonly to: string;
  /** What both costs are of; everything without it. */
  readonly scope?: Scope;
  /** ISO 4217; USD without it. Needs exchange rates of the document. */
  readonly currency?: string;
};

/** A bridge in the currency that was asked for, or the reason why there is none. */
export type BridgeAnswer =
  | { readonly ok: true; readonly value: PlanBridge & { readonly currency: string } }
  | { readonly ok: false; readonly reason: string };

/**
 * Why one cost becomes another, in any scope, period and currency; both are shown over as many months as the second has.
 * In another currency every month counts at its own rate (the last one on or before its first day; the last one of all for
 * the months ahead), and what the rates alone changed is the effect `fx`. The effects add up to the difference.
 *
 * Example: 100 USD in a month at 0.90 EUR and 100 USD in the next at 0.92 EUR: 90 to 92 EUR, all of it `fx`.
 */
export function askedBridge(
  question: StateQuestion,
  rates: readonly ExchangeRate[],
  { from, to, scope = {}, currency = 'USD' }: BridgeQuestion,
): BridgeAnswer {
  const perUsd = currency === 'USD' ? undefined : ratesOf(rates, currency);
  if (perUsd === null) return { ok: false, reason: `There is no exchange rate for ${currency}: enter one first.` };
  const asked: StateQuestion = { ...question, scope, ...(perUsd === undefined ? {} : { perUsd }) };
  const sides = [from, to].map((text) => sideOf(asked, text));
  const wrong = sides.find((side): side is string => typeof side === 'string');
  if (wrong !== undefined) return { ok: false, reason: wrong };
  const [left, right] = sides.filter((side): side is CostStateEntry => typeof side !== 'string');
  if (left === undefined || right === undefined) return { ok: false, reason: 'A bridge needs two costs.' };
  const [before, after] = [
    { ...left, id: from },
    { ...right, id: to },
  ];
  const made = bridgeBetween(from === to ? [before] : [before, after], from, to);
  return made === null
    ? { ok: false, reason: 'A bridge needs two costs.' }
    : { ok: true, value: { ...made, currency } };
}

const PAST = /^past:(\d{4}-\d{2})(?:\.\.(\d{4}-\d{2}))?$/;
const SCENARIO = /^scenario:(.+?)(?:@(\d{4}-\d{2})\.\.(\d{4}-\d{2}))?$/;

/** One side, or why it cannot be read. */
function sideOf(question: StateQuestion, text: string): CostStateEntry | string {
  const { ground, scenarios } = question;
  const past = PAST.exec(text);
  if (past !== null) {
    const span = spanOf(past[1], past[2] ?? past[1]);
    const complete = completeMonths(ground);
    if (!span?.every((month) => complete.includes(month)))
      return `"${text}": the data does not cover these months completely.`;
    return pastEntry(question, span);
  }
  const planned = SCENARIO.exec(text);
  if (planned !== null) {
    const scenario = scenarios.find(({ id }) => id === planned[1]);
    if (scenario === undefined) return `The plan has no scenario "${planned[1] ?? ''}".`;
    const span = planned[2] === undefined ? ground.months.slice(0, 12) : spanOf(planned[2], planned[3]);
    if (!span?.every((month) => ground.months.includes(month))) return `"${text}": these months are not planned.`;
    return scenarioEntry(question, scenario, span);
  }
  const found = costStates(question).find(({ id }) => id === text);
  if (found !== undefined) return found;
  const hasScope = Object.keys(question.scope ?? {}).length > 0;
  return hasScope && /^(budget|outlook):/.test(text)
    ? `"${text}": a budget has one amount for its own scope and cannot be divided.`
    : `"${text}" is no cost of this plan, such as past:2026-10, actual, scenario:ID or budget:ID.`;
}

function spanOf(from: string | undefined, to: string | undefined): readonly Month[] | null {
  if (from === undefined || to === undefined || !MONTH_PATTERN.test(from) || !MONTH_PATTERN.test(to)) return null;
  // The patterns have just made sure of both.
  return from > to ? null : monthRange(from as Month, to as Month);
}

/** Units of a currency for one USD in a month; null where the document has no rate of it. */
function ratesOf(rates: readonly ExchangeRate[], currency: string): ((month: Month) => number) | null {
  const own = rates
    .filter((rate) => rate.currency === currency)
    .toSorted((left, right) => left.from.localeCompare(right.from));
  const [first] = own;
  if (first === undefined) return null;
  return (month) => {
    const day = firstDayOf(month);
    return 1 / (own.findLast(({ from }) => from <= day) ?? first).usdPerUnit;
  };
}
