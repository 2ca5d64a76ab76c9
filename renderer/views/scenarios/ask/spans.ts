import type { Budget } from '../../../../shared/model/document.ts';
import type { CurvePoint } from '../../../../shared/plan/analysis.ts';
import type { ScenarioOutcome } from '../../../../shared/plan/results.ts';
import { compactUsd, monthName, percent } from '../../../../shared/units/format.ts';
import type { Month } from '../../../../shared/units/months.ts';

/** A total that a question is about: a fiscal year, all months of the plan, or a budget's months and part of the usage. */
export type TotalSpan = {
  readonly id: string;
  readonly label: string;
  readonly from: Month;
  readonly to: Month;
  readonly centralUsd: number;
  readonly curve: readonly CurvePoint[];
  /** Computed spend of its months before the horizon, part of the total, USD. */
  readonly spentUsd: number;
  /** The budget of just these months, and how many of the draws go beyond it; null where there is none. */
  readonly budget: { readonly usd: number; readonly probabilityOfExceeding: number } | null;
  /** Whether it is about everything, so that a setting can be turned for it. */
  readonly isCompany: boolean;
};

/** The totals of a scenario: its budgets first, then the fiscal years that are covered, then the horizon. */
export function totalSpans(outcome: ScenarioOutcome, budgets: readonly Budget[]): readonly TotalSpan[] {
  const [first, last] = [outcome.months[0]?.month, outcome.months.at(-1)?.month];
  if (first === undefined || last === undefined) return [];
  const budgetOf = (from: Month, to: Month): TotalSpan['budget'] => {
    const same = budgets.find((budget) => budget.from === from && budget.to === to && isCompany(budget));
    return outcome.budgets.find(({ id }) => id === same?.id) ?? null;
  };
  return [
    ...outcome.budgets.flatMap((outlook): TotalSpan[] => {
      const { id, spend, curve, spentUsd } = outlook;
      const budget = budgets.find((one) => one.id === id);
      if (budget === undefined) return [];
      const { name, from, to } = budget;
      const span = { id: `budget:${id}`, label: name, from, to, centralUsd: spend.central };
      return [{ ...span, curve, spentUsd, budget: outlook, isCompany: isCompany(budget) }];
    }),
    ...outcome.years
      .filter(({ isComplete }) => isComplete)
      .map(({ year, from, to, spend, curve, spentUsd }) => ({
        id: `FY${String(year)}`,
        label: `Fiscal year ${String(year)}`,
        from,
        to,
        centralUsd: spend.central,
        curve,
        spentUsd,
        budget: budgetOf(from, to),
        isCompany: true,
      })),
    {
      id: 'total',
      label: `All months to ${monthName(last)}`,
      from: first,
      to: last,
      centralUsd: outcome.totalUsd.central,
      curve: outcome.curve,
      spentUsd: 0,
      budget: budgetOf(first, last),
      isCompany: true,
    },
  ];
}

const isCompany = ({ scope }: Budget): boolean => Object.keys(scope).length === 0;

/** The total that a share of all cases stays below, between the points of the curve. Example: 0.5 of 0.4: 10, 0.6: 20 is 15. */
export function neededUsd(curve: readonly CurvePoint[], confidence: number): number {
  const above = curve.findIndex(({ share }) => share >= confidence);
  const [low, high] = [curve[above - 1], curve[above]];
  if (high === undefined) return curve.at(-1)?.usd ?? Number.NaN;
  if (low === undefined) return high.usd;
  return low.usd + ((confidence - low.share) / (high.share - low.share)) * (high.usd - low.usd);
}

/** Example: `In 8 of 10 cases ... stays below 412 k USD: hold 23 k USD beside the central 389 k USD. ...`. */
export function totalSentence(span: TotalSpan, confidence: number): string {
  const needed = neededUsd(span.curve, confidence);
  const reserve = needed - span.centralUsd;
  const hold =
    reserve <= 0
      ? `the central ${compactUsd(span.centralUsd)} is enough for that`
      : `hold ${compactUsd(reserve)} beside the central ${compactUsd(span.centralUsd)}`;
  const budget =
    span.budget === null
      ? ''
      : ` The chance to go beyond the budget of ${compactUsd(span.budget.usd)} is ${percent(span.budget.probabilityOfExceeding, 0)}.`;
  return `With ${percent(confidence, 0)} confidence, ${span.label} stays below ${compactUsd(needed)}: ${hold}.${budget}`;
}
