import type { PlanDocument } from '../../../shared/model/document.ts';
import type { PlanResults } from '../../../shared/plan/results.ts';
import { monthName } from '../../../shared/units/format.ts';

/** What a planner asks of "Find a way". */
export type TargetDraft = {
  /** As the target's grammar names it: `FY2027`, `total`, `budget:ID`. */
  readonly period: string;
  readonly limitUsd: number;
  /** Null holds the central plan to the limit. */
  readonly confidence: number | null;
  readonly quality: number | null;
  readonly effort: number | null;
  readonly risk: 'low' | 'medium' | 'high' | null;
  readonly goal: 'cost' | 'effort' | 'risk';
};

/** Example: `FY2027 < 350000 @ P80, quality >= 95%, effort <= 30, minimise cost`. */
export function targetText({ period, limitUsd, confidence, quality, effort, risk, goal }: TargetDraft): string {
  return [
    `${period} < ${String(limitUsd)}${confidence === null ? '' : ` @ P${String(Math.round(confidence * 100))}`}`,
    ...(quality === null ? [] : [`quality >= ${String(Number((quality * 100).toPrecision(6)))}%`]),
    ...(effort === null ? [] : [`effort <= ${String(effort)}`]),
    ...(risk === null ? [] : [`risk <= ${risk}`]),
    `minimise ${goal}`,
  ].join(', ');
}

export type TargetPeriod = { readonly value: string; readonly label: string; readonly usd: number };

/** Spans that a target may be about, with what they are held to at first: the budget, or a tenth less than planned. */
export function targetPeriods(results: PlanResults, budgets: PlanDocument['budgets']): readonly TargetPeriod[] {
  const [baseline] = results.scenarios;
  if (baseline === undefined) return [];
  const lessThan = (usd: number): number => Number((usd * 0.9).toPrecision(2));
  const end = baseline.months.at(-1)?.month ?? '';
  return [
    ...budgets.map(({ id, name, amountUsd }) => ({ value: `budget:${id}`, label: name, usd: amountUsd })),
    ...baseline.years
      .filter(({ isComplete }) => isComplete)
      .map(({ year, spend }) => ({
        value: `FY${String(year)}`,
        label: `Fiscal year ${String(year)}`,
        usd: lessThan(spend.central),
      })),
    { value: 'total', label: `All months to ${monthName(end)}`, usd: lessThan(baseline.totalUsd.central) },
  ];
}
