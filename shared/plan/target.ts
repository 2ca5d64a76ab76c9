import type { Budget } from '../model/document.ts';
import { addMonths, MONTH_PATTERN, monthFromIndex, type Month } from '../units/months.ts';

/** What an inverse plan has to keep, and what it makes as small as possible. */
export type PlanTarget = {
  /** As it was written. */
  readonly text: string;
  /** What the money is counted over, in words: `FY2027`. */
  readonly label: string;
  readonly scope: Budget['scope'];
  readonly from: Month;
  readonly to: Month;
  readonly limitUsd: number;
  /** Share of the draws that must stay below the limit; null holds the central plan to it. */
  readonly confidence: number | null;
  /** At least this good against today, 0 to 1. */
  readonly quality: number | null;
  /** At most so many person-weeks. */
  readonly effort: number | null;
  /** At most this risk: 1 low, 2 medium, 3 high. */
  readonly risk: number | null;
  readonly goal: 'cost' | 'effort' | 'risk';
};

export type ParsedTarget =
  { readonly ok: true; readonly target: PlanTarget } | { readonly ok: false; readonly reason: string };

/** What a target is made of; shown by the command line and where it cannot be read. */
export const TARGET_GRAMMAR = `A target is a list of clauses with commas between them:
  PERIOD < AMOUNT [@ P80]    money to hold, needed once. PERIOD is FY2027, FY27, 2027, 2027-03, 2027-01..2027-06, total
                             (all months planned) or budget:ID. AMOUNT is in USD: 4.0M, 350k, 120000. Without @ the central plan holds
  quality >= 95%             against today
  effort <= 30               person-weeks of all levers together
  risk <= medium             of each lever: low, medium, high
  minimise cost              or effort, or risk; cost without it
Example: "FY2027 < 4.0M @ P80, quality >= 95%, effort <= 30"`;

export type TargetContext = {
  readonly fiscalYearStart: number;
  readonly months: readonly Month[];
  readonly budgets: readonly Budget[];
};

type Draft = { -readonly [Key in keyof PlanTarget]?: PlanTarget[Key] };

const problem = (reason: string): ParsedTarget => ({ ok: false, reason });

/**
 * Reads a target as TARGET_GRAMMAR describes it; every word must be understood.
 * Example: `FY2027 < 4.0M @ P80, quality >= 95%` is 4,000,000 USD in the fiscal year 2027 at 80 %, quality at least 0.95.
 */
export function parseTarget(text: string, context: TargetContext): ParsedTarget {
  const draft: Draft = {};
  for (const clause of text.split(',').map((part) => part.trim())) {
    const reason = readClause(clause, draft, context);
    if (reason !== null) return problem(reason);
  }
  const { label, scope, from, to, limitUsd } = draft;
  if (label === undefined || scope === undefined || from === undefined || to === undefined || limitUsd === undefined) {
    return problem(`The target names no money to hold, such as "FY2027 < 4.0M @ P80".\n${TARGET_GRAMMAR}`);
  }
  return {
    ok: true,
    target: {
      text,
      label,
      scope,
      from,
      to,
      limitUsd,
      confidence: draft.confidence ?? null,
      quality: draft.quality ?? null,
      effort: draft.effort ?? null,
      risk: draft.risk ?? null,
      goal: draft.goal ?? 'cost',
    },
  };
}

const RISKS: Readonly<Record<string, number>> = { low: 1, medium: 2, high: 3, '1': 1, '2': 2, '3': 3 };

/** Reads one clause into the draft; a sentence where it cannot be read or comes twice. */
function readClause(clause: string, draft: Draft, context: TargetContext): string | null {
  const minimise = /^minimi[sz]e\s+(cost|effort|risk)$/i.exec(clause);
  if (minimise !== null) {
    if (draft.goal !== undefined) return twice('minimise');
    // The pattern allows these three words only.
    draft.goal = minimise[1]?.toLowerCase() as PlanTarget['goal'];
    return null;
  }
  const parts = /^(?<what>[\w:.-]+)\s*(?<sign><=|>=|<|>)\s*(?<value>.+)$/.exec(clause)?.groups;
  if (parts === undefined) return `"${clause}" is not a clause of a target.\n${TARGET_GRAMMAR}`;
  const { what = '', sign = '', value = '' } = parts;
  switch (what.toLowerCase()) {
    case 'quality': {
      if (draft.quality !== undefined) return twice('quality');
      const quality = /^(\d+(?:\.\d+)?)\s*%$/.exec(value)?.[1];
      if (!sign.startsWith('>')) return 'Quality has a lower bound: write "quality >= 95%".';
      if (quality === undefined || Number(quality) > 100) return `"${value}" is not a quality from 0% to 100%.`;
      draft.quality = Number(quality) / 100;
      return null;
    }
    case 'effort': {
      if (draft.effort !== undefined) return twice('effort');
      const weeks = /^(\d+(?:\.\d+)?)\s*(?:weeks?|person-weeks?)?$/i.exec(value)?.[1];
      if (!sign.startsWith('<')) return 'Effort has an upper bound: write "effort <= 30".';
      if (weeks === undefined) return `"${value}" is not a number of person-weeks.`;
      draft.effort = Number(weeks);
      return null;
    }
    case 'risk': {
      if (draft.risk !== undefined) return twice('risk');
      const risk = RISKS[value.toLowerCase()];
      if (!sign.startsWith('<')) return 'Risk has an upper bound: write "risk <= medium".';
      if (risk === undefined) return `"${value}" is not a risk: low, medium or high.`;
      draft.risk = risk;
      return null;
    }
    default:
      return readMoney(what, sign, value, draft, context);
  }
}

const twice = (what: string): string => `The target says ${what} twice.`;

const SCALES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };

function readMoney(what: string, sign: string, value: string, draft: Draft, context: TargetContext): string | null {
  if (draft.limitUsd !== undefined) return 'A target holds one sum of money; plan the others one by one.';
  if (!sign.startsWith('<')) return `Money has an upper bound: write "${what} < 4.0M".`;
  const money =
    /^(?<number>\d+(?:\.\d+)?)\s*(?<scale>[kmb]?)\s*(?<currency>[a-z]{3})?\s*(?:@\s*P(?<confidence>\d{1,2}))?$/i;
  const parts = money.exec(value)?.groups;
  if (parts === undefined) return `"${value}" is not an amount such as 4.0M @ P80.`;
  const { number = '', scale = '', currency, confidence } = parts;
  if (currency !== undefined && currency.toUpperCase() !== 'USD') {
    return `Targets are held in USD: convert the ${currency.toUpperCase()} amount at the rate you plan with.`;
  }
  if (confidence !== undefined && Number(confidence) < 1) return 'A confidence lies between P1 and P99.';
  const period = readPeriod(what, context);
  if (typeof period === 'string') return period;
  Object.assign(draft, period);
  draft.limitUsd = Number(number) * (SCALES[scale.toLowerCase()] ?? 1);
  draft.confidence = confidence === undefined ? null : Number(confidence) / 100;
  return null;
}

type Period = Pick<PlanTarget, 'label' | 'scope' | 'from' | 'to'>;

/** The months that a word names, or what is wrong with it. */
function readPeriod(word: string, { fiscalYearStart, months, budgets }: TargetContext): Period | string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing is planned: there is no usage to plan from.';
  const period = periodOf(word, fiscalYearStart, first, last, budgets);
  if (period === null) return `"${word}" is not a period: FY2027, 2027, 2027-03, 2027-01..2027-06, total or budget:ID.`;
  if (typeof period === 'string') return period;
  if (period.from > period.to) return `"${word}" ends before it begins.`;
  if (period.to < first || period.from > last) {
    return `${period.label} lies outside the months that are planned, ${first} to ${last}.`;
  }
  return period;
}

function periodOf(
  word: string,
  fiscalYearStart: number,
  first: Month,
  last: Month,
  budgets: readonly Budget[],
): Period | string | null {
  const span = (label: string, from: Month, to: Month): Period => ({ label, scope: {}, from, to });
  const fiscal = /^FY(\d{4}|\d{2})$/i.exec(word)?.[1];
  if (fiscal !== undefined) {
    const year = fiscal.length === 2 ? 2000 + Number(fiscal) : Number(fiscal);
    const from = monthFromIndex((fiscalYearStart === 1 ? year : year - 1) * 12 + fiscalYearStart - 1);
    return span(`FY${String(year)}`, from, addMonths(from, 11));
  }
  if (/^\d{4}$/.test(word))
    return span(word, monthFromIndex(Number(word) * 12), monthFromIndex(Number(word) * 12 + 11));
  if (word.toLowerCase() === 'total') return span('total', first, last);
  const ends = word.split('..');
  if (ends.every((end) => MONTH_PATTERN.test(end)) && ends.length <= 2) {
    // The pattern has just made sure of it.
    const [from, to] = [ends[0], ends.at(-1)] as [Month, Month];
    return span(word, from, to);
  }
  if (!/^budget:/i.test(word)) return null;
  const budget = budgets.find(({ id }) => id === word.slice('budget:'.length));
  if (budget === undefined) return `There is no budget "${word.slice('budget:'.length)}" in the plan.`;
  return { label: budget.name, scope: budget.scope, from: budget.from, to: budget.to };
}
